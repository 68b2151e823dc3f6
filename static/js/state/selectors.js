/**
 * What can be read off a state. Pure.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Unit} Unit
 * @typedef {import("./state.js").State} State
 */

import { outputStep, stepsOf } from "./steps.js";

/**
 * @param {State} state
 * @returns {Card}
 */
export function cardOf(state) {
  const card = state.cards.find(({ name }) => name === state.work.network);
  if (!card) throw new Error(`expected a network of the list, found ${state.work.network}`);
  return card;
}

/**
 * @param {State} state
 * @returns {import("./state.js").OnPad}
 */
export function onPad({ work: { drawing, blank, sample, image } }) {
  return { drawing, blank, sample, image };
}

/** @param {State} state */
export function isEmpty(state) {
  const { drawing, blank, image, vector } = state.work;
  return drawing.length === 0 && !blank && !image && !vector;
}

/** @param {State} state */
export function isAtEnd(state) {
  return state.place.step === stepsOf(cardOf(state), state.work).length - 1;
}

/**
 * Whether the viewer has stopped anywhere before the end of this pass.
 *
 * @param {State} state
 */
export function isWalked({ hand: { walked }, work: { network, drawing } }) {
  return walked?.network === network && walked.drawing === drawing;
}

/** @param {State} state */
function outputOf(state) {
  const card = cardOf(state);
  return outputStep(card, stepsOf(card, state.work));
}

/**
 * Whether the answer is covered and the pass has not come to the output yet.
 *
 * @param {State} state
 */
export function answerIsHidden(state) {
  return state.place.covered && state.place.step < outputOf(state);
}

/**
 * Why the answer is not told, in words; null where it is told.
 *
 * @param {State} state
 */
export function whyUntold(state) {
  if (answerIsHidden(state)) return "covered";
  return state.place.step > outputOf(state) ? null : "not reached yet";
}

/**
 * The trace of what stands on the pad, if there is one: an empty pad has no answer.
 *
 * @param {State} state
 */
export function traceOf(state) {
  return isEmpty(state) || state.answers.trace?.network !== state.work.network ? null : state.answers.trace;
}

/**
 * How a drawing or a photo became the digit image, where it did.
 *
 * @param {State} state
 */
export function digitOf(state) {
  return traceOf(state)?.digit ?? state.work.image?.photo?.digit ?? null;
}

/** @param {Unit} unit */
export function unitKey({ layer, neuron }) {
  return `${layer} ${neuron}`;
}

/**
 * @param {Unit} unit
 * @param {number} size  places of each map
 */
export function mapKey({ layer, neuron }, size) {
  return `${layer} ${Math.floor(neuron / size)}`;
}

/**
 * A neuron's z and a as they may be written; null where they are not known: those of a map come once one of its
 * neurons is opened.
 *
 * @param {State} state
 * @param {Unit} unit
 * @returns {{z: number, a: number} | null}
 */
export function figuresOf(state, unit) {
  const pass = traceOf(state)?.layers[unit.layer];
  if (!pass) return null;
  const size = pass.a.length / (pass.scale?.length ?? 1);
  const exact = pass.scale ? state.answers.maps[mapKey(unit, size)] : pass;
  const at = pass.scale ? unit.neuron % size : unit.neuron;
  return exact ? { z: exact.z[at] ?? 0, a: exact.a[at] ?? 0 } : null;
}

/**
 * The index of the largest value; the first of them where several are equal.
 *
 * @param {Float32Array} values
 */
export function strongest(values) {
  return values.reduce((best, value, k) => (value > (values[best] ?? -Infinity) ? k : best), 0);
}
