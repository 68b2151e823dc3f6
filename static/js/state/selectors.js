/**
 * What can be read off a state. Pure.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Unit} Unit
 * @typedef {import("./state.js").State} State
 */

import { isOutput, outputStep, stepsOf } from "./steps.js";

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
export function onPad({ work: { drawing, blank, sample } }) {
  return { drawing, blank, sample };
}

/** @param {State} state */
export function isEmpty(state) {
  return state.work.drawing.length === 0 && !state.work.blank && !state.work.vector;
}

/** @param {State} state */
export function isAtEnd(state) {
  return state.place.step === stepsOf(cardOf(state)).length - 1;
}

/**
 * Whether the pass at hand was stood in before its end.
 *
 * @param {State} state
 */
export function isWalked({ hand: { walked }, work: { network, drawing } }) {
  return walked?.network === network && walked.drawing === drawing;
}

/**
 * Whether the answer is covered and the pass has not come to the output yet.
 *
 * @param {State} state
 */
export function answerIsHidden(state) {
  return state.place.covered && state.place.step < outputStep(cardOf(state));
}

/**
 * Why the answer is not told, in words; null where it is told.
 *
 * @param {State} state
 */
export function whyUntold(state) {
  if (answerIsHidden(state)) return "covered";
  return state.place.step > outputStep(cardOf(state)) ? null : "not reached yet";
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
 * The neuron that the inspector shows: the selected one, else the strongest of the step's layer.
 *
 * @param {State} state
 * @returns {Unit | null}
 */
export function focusOf(state) {
  const { selected } = state.place;
  const hidden = answerIsHidden(state);
  if (selected && !(hidden && isOutput(cardOf(state), selected.layer))) return selected;
  const trace = traceOf(state);
  const step = stepsOf(cardOf(state))[state.place.step];
  if (!trace || !step) return null;
  if (state.place.inner && step.layer !== null) return { layer: step.layer, neuron: state.place.inner.neuron };
  const layer = step.kind === "answer" ? trace.layers.length - 1 : step.layer;
  const pass = layer === null ? undefined : trace.layers[layer];
  return pass && layer !== null ? { layer, neuron: strongest(pass.a) } : null;
}

/** @param {Unit} unit */
export function unitKey({ layer, neuron }) {
  return `${layer} ${neuron}`;
}

/**
 * The neuron in focus, opened, if the server has answered for this very trace.
 *
 * @param {State} state
 */
export function explanationOf(state) {
  const focus = focusOf(state);
  return (traceOf(state) && focus && state.answers.explanations[unitKey(focus)]) ?? null;
}

/**
 * The index of the largest value; the first of them where several are equal.
 *
 * @param {Float32Array} values
 */
export function strongest(values) {
  return values.reduce((best, value, k) => (value > (values[best] ?? -Infinity) ? k : best), 0);
}
