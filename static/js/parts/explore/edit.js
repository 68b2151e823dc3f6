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
import { count, exact } from "../../words/format.js";
import { inputName, kernelPlace, unitName } from "../../words/names.js";
import { toldOf } from "../../state/reveal.js";
import { biasIndex, inKernel, placesOf, weightIndex } from "../../state/kernels.js";
import { readsOf } from "../../state/windows.js";
import { cardOf, figuresOf } from "../../state/state.js";
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
      const pin = pinAt(get(), unit());
      if (pin?.value === 0) dispatch({ type: "unedit", edit: pin });
      else edit({ kind: "activation", ...unit(), value: 0 });
    },
  }, "Silence it");
  const silenceMap = h("button", {
    type: "button", class: "choice", click: () => {
      const pin = mapPin(get());
      if (pin?.value === 0) dispatch({ type: "unedit", edit: pin });
      else edit({ kind: "activations", layer: unit().layer, map: mapOf(get()), value: 0 });
    },
  }, "Silence its map");
  const refusal = h("p", { class: "refusal", role: "alert" });
  const activation = field("activation", (value) => edit({ kind: "activation", ...unit(), value }), "not reached yet");
  const bias = field("bias", (value) => edit({ kind: "bias", ...unit(), value }));
  const input = h("select", { "aria-label": "Which weight", change: () => showWeight(get(), true) });
  const weight = field("weight", (value) =>
    edit({ kind: "weight", ...unit(), input: Number(input.value), value }));
  const from = h("label", { class: "edit-row" }, h("span", {}, "from"), input);
  const shared = h("p", { class: "hint" });
  const paint = createPaint(page, unit);
  const breaking = createBreaking(page);
  const list = h("ul", { class: "edits" });
  const none = h("p", { class: "hint" }, "No edits: this is the network as it was trained.");
  const all = h("button", {
    type: "button", class: "choice", click: () => dispatch({ type: "edits", edits: [] }),
  }, "Undo all edits");

  const element = h("div", {}, h("div", { class: "tool-rest" }, title, chooser.element, h("div", { class: "choices" }, silence, silenceMap),
    activation.element, bias.element, from, weight.element, refusal, shared, paint.element),
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
        const isPool = card.layers[here.layer]?.side !== undefined;
        for (const each of [bias.element, from, weight.element]) each.hidden = isPool;
        input.replaceChildren(...(isPool ? [] : readsOf(card, here.layer, here.neuron)).map((k) =>
          h("option", { value: `${k}` }, weightPlace(card, here, k))));
        const places = placesOf(card, here.layer);
        silenceMap.hidden = shared.hidden = places === 1;
        setText(shared, isPool ? "A pool has no weights: nothing of it is learned."
          : `These weights and this bias are those of the whole map: a change counts at all its ${count(places)} places.`);
      }
      chooser.show(state, here);
      const isTold = toldOf(state, here) === "activation";
      const a = isTold ? figuresOf(state, here)?.a : undefined;
      const held = heldAt(state, here);
      if (changed(here.layer, here.neuron, card, weights, a, held, mapPin(state))) {
        silence.setAttribute("aria-pressed", `${held === 0}`);
        silenceMap.setAttribute("aria-pressed", `${mapPin(state)?.value === 0}`);
        activation.show(held ?? a, other);
        bias.show(weights?.b[biasIndex(card, here.layer, here.neuron)], other);
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
    weight.show(weightsOf(state)[layer]?.W[weightIndex(cardOf(state), layer, neuron, Number(input.value))], other);
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
          click: () => dispatch({ type: "select", unit: { layer: made.layer, neuron: neuronOf(card, made) } }),
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
 * What a weight is called in its choice: by its input, or by its place in the kernel.
 *
 * @param {import("../../types.js").Card} card
 * @param {Unit} unit
 * @param {number} input
 */
function weightPlace(card, { layer, neuron }, input) {
  const found = inKernel(card, layer, neuron, input);
  return found ? kernelPlace(card, layer, found) : inputName(card, layer, input);
}

/**
 * A neuron that an edit is about: of a layer or a map the first.
 *
 * @param {import("../../types.js").Card} card
 * @param {Edit} edit
 */
function neuronOf(card, edit) {
  if (!isOfLayer(edit)) return edit.neuron;
  return "map" in edit ? (edit.map ?? 0) * placesOf(card, edit.layer) : 0;
}

/** @param {State} state */
function mapOf(state) {
  const { layer, neuron } = unitOf(state);
  return biasIndex(cardOf(state), layer, neuron);
}

/**
 * The edit that holds the map of the neuron in focus.
 *
 * @param {State} state
 */
function mapPin(state) {
  const { layer } = unitOf(state);
  const map = mapOf(state);
  const pin = state.work.edits.find((edit) => edit.kind === "activations" && edit.layer === layer && edit.map === map);
  return pin?.kind === "activations" ? pin : null;
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
