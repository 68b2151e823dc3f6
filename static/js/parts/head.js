/**
 * Above the stage: the step in words, and its formula.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../types.js").Frame} Frame
 * @typedef {import("../types.js").Explanation} Explanation
 */

import {
  activationFormula, activationInNumbers, placeInNumbers, sumFormula, sumInNumbers,
} from "../words/formula.js";
import { unitIndex } from "../words/names.js";
import { cardOf } from "../state/state.js";
import { sentenceOf, titleOf, titleTone } from "../words/words.js";
import { createWatch, h, setText } from "./dom.js";
import { setExplained } from "./glossary.js";
import { rendered } from "./math.js";
import { where } from "../state/where.js";

/** @param {HTMLElement} root */
export function createHead(root) {
  const title = h("h2", { id: "step-title", class: "step-title" });
  const sentence = h("p", { class: "step-sentence" });
  const formula = h("div", { class: "formula" });
  const shapes = h("p", { class: "formula-shapes" });
  root.append(
    h("div", { class: "head-words" }, title, sentence),
    h("div", { class: "head-formula" }, formula, shapes),
  );
  const changed = createWatch();
  const figured = createWatch();

  return {
    /** @param {Frame} frame */
    sync({ state }) {
      const { place, work, answers: { trace } } = state;
      const opened = openedFor(state);
      const wall = place.view === "weights";
      if (figured(place, work.network, opened)) showFormula(state, opened, wall);
      if (!changed(place, work, opened, trace)) return;
      setText(title, wall ? "What each neuron of the first layer looks for" : titleOf(state));
      title.dataset.tone = (wall ? null : titleTone(state)) ?? "";
      setExplained(
        sentence,
        wall
          ? "One 28 × 28 grid a neuron: blue where ink pushes its sum up, red where it pushes it down."
          : sentenceOf(state),
      );
    },
  };

  /**
   * @param {State} state
   * @param {Explanation | null} opened
   * @param {boolean} wall
   */
  function showFormula(state, opened, wall) {
    const { layer, kind } = where(state).step;
    const n = layer === null || wall ? undefined : cardOf(state).layers[layer];
    formula.replaceChildren(...(n ? formulasOf(state, opened).map(rendered) : []));
    setText(shapes, n && kind === "sums" ? sizesInWords(n, state.place.inner !== null) : "");
  }
}

/**
 * @param {{inputs: number, outputs: number}} layer
 * @param {boolean} isOne  one neuron is looked into
 */
const sizesInWords = ({ inputs, outputs }, isOne) =>
  isOne ? `${inputs} weights, 1 bias` : `${outputs}×${inputs} weights, ${outputs} biases`;

/**
 * The neuron whose numbers the formula shows.
 *
 * @param {State} state
 * @returns {Explanation | null}
 */
function openedFor(state) {
  const { place: { inner, granularity }, answers: { explanation } } = state;
  if (inner && granularity === "term") return where(state).opened;
  // The answer before stays for the moment that the next one takes: nothing flickers.
  const { focus: unit } = where(state);
  const isBefore = explanation?.layer === unit?.layer && explanation?.neuron === unit?.neuron;
  return where(state).explanation ?? (isBefore ? explanation : null);
}

/**
 * In general, and with the numbers of the neuron in focus.
 *
 * @param {State} state  at a step of a layer
 * @param {Explanation | null} opened
 */
function formulasOf(state, opened) {
  const { notation, inner, granularity } = state.place;
  const card = cardOf(state);
  const { kind, layer } = where(state).step;
  if (layer === null) return [];
  const sums = kind === "sums" && inner?.place !== "f";
  const form = inner ? "scalar" : "matrix";
  const general = sums
    ? sumFormula(notation, card, layer, form, inner ? unitIndex(card, { layer, neuron: inner.neuron }) : undefined)
    : activationFormula(notation, card, layer);
  if (inner && granularity === "term") {
    return opened ? [general, placeInNumbers(notation, card, opened, inner.place)] : [general];
  }
  if (opened?.layer !== layer) return [general];
  return [
    general,
    sums ? sumInNumbers(notation, opened, opened.shown, unitIndex(card, opened)) : activationInNumbers(card, opened, opened.shown),
  ];
}
