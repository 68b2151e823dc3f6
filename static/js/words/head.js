/**
 * What stands above the stage: the step in words, and its formulas. Pure.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../types.js").Explanation} Explanation
 */

import { cardOf } from "../state/selectors.js";
import { where } from "../state/where.js";
import { activationFormula, activationInNumbers, placeInNumbers, sumFormula, sumInNumbers } from "./formula.js";
import { unitIndex } from "./names.js";
import { sentenceOf, titleOf } from "./words.js";

/**
 * @param {State} state
 * @returns {{title: string, sentence: string}}
 */
export function headOf(state) {
  if (state.place.view === "network") return { title: titleOf(state), sentence: sentenceOf(state) };
  const kernel = cardOf(state).layers[0]?.kernel;
  return kernel ? {
    title: "What each map of the first layer looks for",
    sentence: `One ${kernel.join(" × ")} kernel a map, the same at every place: blue where ink pushes its sum up, red where it pushes it down.`,
  } : {
    title: "What each neuron of the first layer looks for",
    sentence: "One 28 × 28 grid a neuron: blue where ink pushes its sum up, red where it pushes it down.",
  };
}

/**
 * The neuron whose numbers the formula shows.
 *
 * @param {State} state
 * @returns {Explanation | null}
 */
export function openedFor(state) {
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
export function formulasOf(state, opened) {
  const { notation, inner, granularity } = state.place;
  const card = cardOf(state);
  const { kind, layer } = where(state).step;
  if (layer === null || (kind === "maps" && !card.layers[layer]?.kernel)) return []; // a pool has no formula
  const sums = (kind === "sums" || (kind === "maps" && inner !== null)) && inner?.place !== "f";
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
