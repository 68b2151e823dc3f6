/**
 * Changing the network: silence a neuron, set its activation, bias or a weight, paint its grid;
 * and the list of what was changed, each undone by itself or all at once.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../types.js").Frame} Frame
 * @typedef {import("../../state/edits.js").Edit} Edit
 * @typedef {import("../../types.js").Unit} Unit
 */

import { heldAt, isOfLayer, pinAt, readNumber, weightsOf } from "../../state/edits.js";
import { editInWords } from "../../words/edits.js";
import { exact } from "../../words/format.js";
import { inputName, unitName } from "../../words/names.js";
import { toldOf } from "../../state/reveal.js";
import { cardOf, traceOf } from "../../state/state.js";
import { createWatch, h, handOn, setText } from "../dom.js";
import { icon } from "../icons.js";
import { createChooser } from "../inspector/chooser.js";
import { createBreaking } from "./breaking.js";
import { createPaint } from "./paint.js";
import { where } from "../../state/where.js";

const RANGE = "Not a number from −3.4 × 10³⁸ to 3.4 × 10³⁸, which is what float32 holds: nothing was changed.";

/** @param {import("./tools.js").Page} page */
export function createEdit(page) {
  const { get, dispatch } = page;
  const unit = () => unitOf(get());
  const edit = (/** @type {Edit} */ made) => dispatch({ type: "edit", edit: made });

  const title = h("h2", {});
  const chooser = createChooser(page);
  const silence = h("button", {
    type: "button", class: "choice", click: () => {
      const pin = pinAt(get().work, unit());
      if (pin?.value === 0) dispatch({ type: "unedit", edit: pin });
      else edit({ kind: "activation", ...unit(), value: 0 });
    },
  }, "Silence it");
  const refusal = h("p", { class: "refusal", role: "alert" });
  const activation = field("activation", (value) => edit({ kind: "activation", ...unit(), value }), "not reached yet");
  const bias = field("bias", (value) => edit({ kind: "bias", ...unit(), value }));
  const input = h("select", { "aria-label": "Which weight", change: () => showWeight(get(), true) });
  const weight = field("weight", (value) =>
    edit({ kind: "weight", ...unit(), input: Number(input.value), value }));
  const paint = createPaint(page, unit);
  const breaking = createBreaking(page);
  const list = h("ul", { class: "edits" });
  const none = h("p", { class: "hint" }, "No edits: this is the network as it was trained.");
  const all = h("button", {
    type: "button", class: "choice", click: () => dispatch({ type: "edits", edits: [] }),
  }, "Undo all edits");

  const element = h("div", {}, h("div", { class: "tool-rest" }, title, chooser.element, silence, activation.element, bias.element,
    h("label", { class: "edit-row" }, h("span", {}, "from"), input), weight.element, refusal, paint.element),
    h("h3", {}, "Edits"), none, list, all, breaking.element);
  const moved = createWatch();
  const changed = createWatch();
  const listed = createWatch();

  return {
    element,
    leave: breaking.leave,

    /** @param {Frame} frame */
    sync(frame) {
      breaking.sync(frame);
      const { state } = frame;
      const card = cardOf(state);
      const here = unitOf(state);
      const weights = weightsOf(state)[here.layer];
      const other = moved(card, here.layer, here.neuron);
      if (other) {
        setText(title, unitName(card, here));
        setText(refusal, "");
        input.replaceChildren(...Array.from({ length: card.layers[here.layer]?.inputs ?? 0 }, (_, k) =>
          h("option", { value: `${k}` }, inputName(card, here.layer, k))));
      }
      chooser.show(state, here);
      const isTold = toldOf(state, here) === "activation";
      const a = isTold ? traceOf(state)?.layers[here.layer]?.a[here.neuron] : undefined;
      const held = heldAt(state.work, here);
      if (changed(here.layer, here.neuron, card, weights, a, held)) {
        silence.setAttribute("aria-pressed", `${held === 0}`);
        activation.show(held ?? a, other);
        bias.show(weights?.b[here.neuron], other);
        showWeight(state, other);
      }
      paint.sync(frame);
      // Not before the pointer is lifted: the grid below would move away from under it.
      if (!paint.paints() && listed(state.work.edits, card)) {
        const at = undoButtons().findIndex((button) => button === document.activeElement);
        handOn(element, () => showList(state), () => undoButtons().at(Math.min(at, undoButtons().length - 1)) ?? silence);
      }
    },
  };

  /**
   * @param {State} state
   * @param {boolean} other
   */
  function showWeight(state, other) {
    const { layer, neuron } = unitOf(state);
    const n = cardOf(state).layers[layer]?.inputs ?? 0;
    weight.show(weightsOf(state)[layer]?.W[neuron * n + Number(input.value)], other);
  }

  function undoButtons() {
    return /** @type {HTMLElement[]} */ ([...list.querySelectorAll(".icon-button")]);
  }

  /** @param {State} state */
  function showList(state) {
    const edits = state.work.edits;
    const card = cardOf(state);
    none.hidden = edits.length > 0;
    all.hidden = edits.length < 2;
    list.replaceChildren(...edits.map((made) => {
      const words = editInWords(card, made);
      return h("li", {},
        h("button", {
          type: "button", class: "link-button",
          click: () => dispatch({ type: "select", unit: { layer: made.layer, neuron: isOfLayer(made) ? 0 : made.neuron } }),
        }, words),
        h("button", {
          type: "button", class: "icon-button", "aria-label": `Undo: ${words}`,
          click: () => dispatch({ type: "unedit", edit: made }),
        }, icon("undo")));
    }));
  }

  /**
   * A number that is set with Enter or its button. Text, so that what is no number can be answered.
   *
   * @param {string} name
   * @param {(value: number) => void} set
   * @param {string} [untold]  for where there is none
   */
  function field(name, set, untold = "") {
    const box = h("input", {
      type: "text", inputmode: "decimal", autocomplete: "off", class: "edit-number", "aria-label": name, "aria-invalid": "false", placeholder: untold,
    });
    const submit = (/** @type {Event} */ event) => {
      event.preventDefault();
      const value = readNumber(box.value);
      setText(refusal, value === null ? RANGE : "");
      box.setAttribute("aria-invalid", `${value === null}`);
      if (value === null) return;
      set(value);
      box.value = exact(value); // as it counts: 1 for 1.0
    };
    return {
      element: h("form", { class: "edit-row", submit },
        h("span", { "aria-hidden": "true" }, name), box,
        h("button", { type: "submit", class: "choice", "aria-label": `Set the ${name}` }, "Set")),
      /**
       * @param {number | undefined} value
       * @param {boolean} other  it is another number than before: what is being typed was for that one
       */
      show(value, other) {
        if (other || document.activeElement !== box) box.value = value === undefined ? "" : exact(value);
      },
    };
  }
}

/**
 * The neuron in focus; before there is one, the first.
 *
 * @param {State} state
 * @returns {Unit}
 */
function unitOf(state) {
  const { layer, neuron } = where(state).focus ?? { layer: 0, neuron: 0 };
  return { layer, neuron };
}
