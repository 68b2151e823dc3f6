/**
 * Predict first: before Next comes to a layer it asks which neuron will light up most; before the
 * outputs, which digit. The question comes ahead of the layer's sums, which would give it away. Pure.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("../types.js").Trace} Trace
 *
 * @typedef {object} Question  open as long as the pass stands where it was asked
 * @property {"neuron" | "digit"} kind
 * @property {number} layer
 * @property {readonly number[]} choices  neurons
 * @property {number} best  of the choices
 * @property {number} step  at which it was asked
 * @property {number} seq  of the trace that it is about
 *
 * @typedef {object} Verdict  on a guess
 * @property {Question} question
 * @property {import("../types.js").Card} card
 * @property {boolean} isRight
 * @property {number | null} chosen  a neuron; null: no guess
 * @property {Float32Array} z  of the layer: its activations have a step of their own, still to come
 * @property {number} nRight  guesses so far that were right, this one included
 * @property {number} n  guesses so far
 *
 * @typedef {object} Predict
 * @property {boolean} on
 * @property {Question | null} question
 * @property {number} right
 * @property {number} asked
 * @property {import("./everyone.js").AgreementGuess | null} agreement  the last guess about all networks
 */

import { shapeOf } from "./maps.js";
import { forward } from "./position.js";
import { cardOf, strongest, traceOf } from "./selectors.js";
import { isOutput, stepsOf } from "./steps.js";
import { withChange } from "./change.js";
import { where } from "./where.js";

const CHOICES = 3;
const NOTHING = { z: new Float32Array(), a: new Float32Array() };
const NEAR = 0.02; // a guess this close to the best is right

/** @type {Predict} */
export const NOT_PREDICTING = { on: false, question: null, right: 0, asked: 0, agreement: null };

/**
 * The question that is to be answered now.
 *
 * @param {State} state
 * @returns {Question | null}
 */
export function openQuestion(state) {
  const { question } = state.hand.predict;
  const there = question?.step === state.place.step && question.seq === traceOf(state)?.seq;
  return there ? question : null;
}

/**
 * Next, unless there is something to ask first; while a question is open, Next is "just show me".
 *
 * @param {State} state
 * @returns {State}
 */
export function nextOrQuestion(state) {
  const { on } = state.hand.predict;
  if (!on || state.hand.playing) return forward(state);
  if (openQuestion(state)) return answered(state, null);
  const question = questionAhead(state);
  const asked = withPredict(withChange(state, { line: { note: null } }), { question });
  return question ? asked : forward(asked);
}

/**
 * @param {State} state  with an open question
 * @param {number | null} choice  null: "just show me"
 * @returns {State}
 */
export function answered(state, choice) {
  const question = openQuestion(state);
  if (!question) return state;
  const { right, asked } = state.hand.predict;
  const { z, a } = traceOf(state)?.layers[question.layer] ?? NOTHING;
  const isRight = choice !== null && isNear(a[choice] ?? 0, a[question.best] ?? 0);
  const [nRight, n] = [right + Number(isRight), asked + Number(choice !== null)];
  const note = { question, card: cardOf(state), isRight, chosen: choice, z, nRight, n };
  const scored = withPredict(state, { question: null, right: nRight, asked: n });
  return withChange(forward(scored), { line: { note } });
}

/**
 * Whether a guess is as good as the best: within a hair, or the same number as it is displayed.
 *
 * @param {number} guess
 * @param {number} best
 */
function isNear(guess, best) {
  return best - guess <= NEAR + 1e-6 || guess.toFixed(2) === best.toFixed(2); // 0.82 − 0.8 is 0.02000001
}

/**
 * @param {State} state
 * @param {Partial<Predict>} change
 * @returns {State}
 */
export function withPredict(state, change) {
  return withChange(state, { hand: { predict: { ...state.hand.predict, ...change } } });
}

/**
 * What can be asked before the next step, if that is the first of a layer.
 *
 * @param {State} state
 * @returns {Question | null}
 */
export function questionAhead(state) {
  const { trace, card } = where(state);
  const steps = stepsOf(card, state.work);
  const layer = steps[forward(state).place.step]?.layer ?? null;
  const a = layer === null ? undefined : trace?.layers[layer]?.a;
  if (!trace || !a || layer === null || layer === steps[state.place.step]?.layer || shapeOf(card, layer)) return null;
  const base = { layer, step: state.place.step, seq: trace.seq };
  if (isOutput(card, layer)) {
    return { ...base, kind: "digit", choices: [...a.keys()], best: trace.prediction };
  }
  const best = strongest(a);
  const others = [...a.keys()].filter((neuron) => (a[neuron] ?? 0) < (a[best] ?? 0));
  if (others.length < CHOICES - 1) return null; // all alike: nothing to guess
  const some = others.sort((one, other) => scatter(one, trace.seq) - scatter(other, trace.seq));
  const choices = [best, ...some.slice(0, CHOICES - 1)].sort((one, other) => one - other);
  return { ...base, kind: "neuron", choices, best };
}

/**
 * A number that differs from trace to trace and seems random, yet the same state always asks the
 * same. The mixing is MurmurHash3's (Appleby 2011).
 *
 * @param {number} neuron
 * @param {number} seq
 */
function scatter(neuron, seq) {
  let mixed = Math.imul(neuron + 1, 0x9e3779b1) ^ seq;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
