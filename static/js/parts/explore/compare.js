/**
 * A pass kept as A beside the one on the page, B: both images, both answers, and what moved.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../types.js").Frame} Frame
 * @typedef {import("../../state/state.js").Action} Action
 * @typedef {import("../../state/compare.js").Kept} Kept
 * @typedef {import("../../state/compare.js").Pass} Pass
 * @typedef {import("../../state/compare.js").Move} Move
 * @typedef {import("../../types.js").Card} Card
 * @typedef {import("../../scene/colour.js").Palette} Palette
 */

import { changesOf, differencesOf, isSameShape, keptOf, movesOf } from "../../state/compare.js";
import { hasMaps } from "../../state/maps.js";
import { PIXELS } from "../../digit-image.js";
import { drawGrey } from "../../draw/grid.js";
import { capital, number, signed } from "../../words/format.js";
import { outputLabel } from "../../words/names.js";
import { toldOf } from "../../state/reveal.js";
import { cardOf, unitKey, whyUntold } from "../../state/state.js";
import { isOutput, layerGroup } from "../../state/steps.js";
import { createWatch, h, handOn, setText, setUsable } from "../dom.js";
import { pixelCanvas } from "../pixel-canvas.js";

const MOST = 5; // neurons in the list: as many as a laptop shows without scrolling

/** @param {{dispatch: (action: Action) => void}} page */
export function createCompare({ dispatch }) {
  const keep = h("button", { type: "button", class: "choice", click: () => dispatch({ type: "keep" }) });
  const back = h("button", { type: "button", class: "choice", click: () => dispatch({ type: "backToKept" }) }, "Back to A");
  const forget = h("button", { type: "button", class: "choice", click: () => dispatch({ type: "forget" }) }, "Forget");
  const hint = h("p", { class: "hint" },
    "Keep this pass as A. Then change something: draw another digit, choose another network, edit a neuron. What moved is listed here.");
  const [a, b] = [side("A"), side("B")];
  const words = h("p", { class: "compare-words" });
  const layers = h("tbody", {});
  const table = h("table", { class: "sums compare-layers" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "layer"), h("th", { scope: "col" }, "average change"))), layers);
  const moved = h("ul", { class: "edits" });
  const maps = h("p", { class: "tool-hint" }, "Maps are not in this list: open a place of one in A and in B.");
  const details = h("div", {}, table, maps, h("h3", {}, "Moved most, A → B"), moved);
  const both = h("div", {}, h("div", { class: "grids" }, a.element, b.element), words, details);
  const changed = createWatch();
  const element = h("div", {}, h("h2", {}, "What flipped the answer?"),
    h("div", { class: "choices compare-buttons" }, keep, back, forget), hint, both);

  return {
    element,

    /** @param {Frame} frame */
    sync({ state, palette }) {
      const { answers: { kept, trace }, work, place } = state;
      if (!changed(kept, trace, work, place, palette)) return;
      const now = keptOf(state);
      setText(keep, kept ? "Keep anew" : "Keep as A");
      setUsable(keep, now !== null);
      handOn(element, () => (back.hidden = forget.hidden = kept === null), () => keep);
      hint.hidden = kept !== null;
      both.hidden = kept === null;
      if (!kept) return;
      a.show(state, kept, null, palette);
      b.show(state, now, whyUntold(state), palette);
      showChanges(state, kept, now);
    },
  };

  /**
   * @param {State} state
   * @param {Kept} kept
   * @param {Pass | null} now
   */
  function showChanges(state, kept, now) {
    const card = cardOf(state);
    const fits = isSameShape(cardNamed(state, kept.work.network), card);
    details.hidden = !kept.trace || !now || !fits;
    setText(words, inWords(kept, now, fits));
    if (!kept.trace || !now || !fits) return;
    maps.hidden = !hasMaps(card);
    const moves = movesOf(kept.trace, now.trace).filter((unit) => toldOf(state, unit) === "activation");
    layers.replaceChildren(...changesOf(moves).map(({ layer, average }) =>
      h("tr", {}, h("th", { scope: "row" }, layerGroup(card, layer)), h("td", {}, number(average, 3)))));
    const most = moves.slice(0, MOST).filter(({ change }) => number(change) !== number(0));
    moved.replaceChildren(...most.map((move) => row(card, move)));
  }

  /**
   * @param {Card} card
   * @param {Move} move
   */
  function row(card, { layer, neuron, from, to, change }) {
    const unit = { layer, neuron };
    return h("li", { "data-unit": unitKey(unit) },
      h("button", { type: "button", class: "link-button", click: () => dispatch({ type: "select", unit }) },
        isOutput(card, layer) ? card.labels ? capital(outputLabel(card, neuron)) : `Digit ${neuron}` : `${layerGroup(card, layer)} · ${neuron + 1}`),
      h("span", { class: "nowrap" }, `${number(from)} → ${number(to)} (${signed(change)})`));
  }
}

/**
 * @param {Kept} kept
 * @param {Pass | null} now
 * @param {boolean} fits
 */
function inWords(kept, now, fits) {
  if (!kept.trace) return "A is being read.";
  if (!now) return "B is empty: draw a digit to compare with A.";
  const differences = differencesOf(kept.work, now.work);
  if (!differences.length) return "B is the same as A so far. Change something.";
  const what = `Changed: ${differences.join(", ")}.`;
  return fits ? what : `${what} The two networks have different layers, so only their answers are compared.`;
}

/**
 * @param {State} state
 * @param {string} name
 */
function cardNamed(state, name) {
  return state.cards.find((card) => card.name === name) ?? cardOf(state);
}

/** @param {string} letter */
function side(letter) {
  const ctx = pixelCanvas();
  const answer = h("strong", {});
  const made = h("span", {});
  return {
    element: h("figure", {}, ctx.canvas, h("figcaption", {}, h("span", { class: "side-letter" }, letter), " ", answer, made)),

    /**
     * @param {State} state
     * @param {Kept | null} pass
     * @param {string | null} untold  why the answer is
     * @param {Palette} palette
     */
    show(state, pass, untold, palette) {
      const trace = pass?.trace;
      drawGrey(ctx, trace?.input ?? new Float32Array(PIXELS), palette);
      const score = trace?.layers.at(-1)?.a[trace.prediction];
      setText(answer, !trace ? "–" : (untold ?? `${outputLabel(cardNamed(state, pass.work.network), trace.prediction)}, ${number(score ?? 0)}`));
      const n = pass?.work.edits.length ?? 0;
      setText(made, pass ? `${cardNamed(state, pass.work.network).name}${n ? `, ${n} ${n === 1 ? "edit" : "edits"}` : ""}` : "");
    },
  };
}
