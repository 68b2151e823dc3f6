/**
 * A neuron's sum and activation as one writes them by hand, as far as the pass has come. Pure.
 *
 * @typedef {import("../words/formula.js").MathNode} MathNode
 * @typedef {import("../types.js").Explanation} Explanation
 * @typedef {import("../types.js").Unit} Unit
 * @typedef {import("../state/state.js").State} State
 *
 * @typedef {Omit<Explanation, "network" | "trace" | "ordered">} Opened  a neuron
 *
 * @typedef {object} Reached  how much of a neuron is written
 * @property {number} terms  that are not 0, in their order; Infinity for all
 * @property {boolean} sum  the bias, and with it z
 * @property {boolean} activation
 */

import { factors, number } from "../words/format.js";
import { functionName, letters, math, node, op, plus, symbol } from "../words/formula.js";
import { bracketed } from "../words/forms.js";
import { cardOf } from "../state/selectors.js";
import { netFigure, tidy, trimmed } from "./figures.js";
import { DECIMALS } from "./toy.js";
import { where } from "../state/where.js";

const PLACES = 4; // of the running sum's figures, and of what is written beside them

/** @type {Reached} */
export const ALL = { terms: Infinity, sum: true, activation: true };
/** @type {Reached} */
const NOTHING = { terms: 0, sum: false, activation: false };

/**
 * @param {State} state
 * @param {Unit} unit
 * @returns {Reached}
 */
export function reachedOf(state, { layer, neuron }) {
  const { step, inner, granularity } = state.place;
  const { steps } = where(state);
  const sums = steps.findIndex((each) => each.layer === layer);
  if (step < sums) return NOTHING;
  const isSums = step === sums;
  if (step > sums + 1 || !inner) return { ...ALL, activation: !isSums };
  if (!isSums) return { ...ALL, activation: neuron <= inner.neuron };
  if (neuron !== inner.neuron) {
    const before = neuron < inner.neuron;
    return before ? { ...ALL, activation: granularity === "term" } : NOTHING;
  }
  if (inner.place === "start") return NOTHING;
  if (typeof inner.place === "number") return { ...NOTHING, terms: inner.place + 1 };
  return { terms: Infinity, sum: inner.place !== "zeros", activation: inner.place === "f" };
}

/**
 * The sum's factors, its terms, and the activation, line by line:
 * z₁ = 0.5 · 1 + … + 0.2; = 0.5000 + … + 0.2000 = 0.7000; a₁ = σ(0.7000) = 0.6682.
 * The terms and the bias add up to z exactly as they are written.
 *
 * @param {State} state
 * @param {Opened} opened
 * @param {Reached} reached
 * @returns {readonly MathNode[]}
 */
export function writtenLines(state, opened, reached) {
  const { layer, neuron, order, weights, inputs, running, bias } = opened;
  const sum = symbol(letters(state.place.notation).sum, layer + 1, neuron + 1);
  const n = Math.min(running.term.length, reached.terms);
  if (n === 0 && !reached.sum) return [math(sum, op("="), op("…"))];
  const products = Array.from({ length: n }, (_, rank) => {
    const input = order[rank] ?? 0;
    const read = inputs[input] ?? 0;
    const [weight, value] = factors(weights[input] ?? 0, read, running.term[rank] ?? 0, running.decimals, PLACES);
    const net = layer === 0 ? {} : { net: read };
    const written = bracketed(layer === 0 ? trimmed(value) : value).map((each) => (each.tag === "mn" ? { ...each, ...net } : each));
    return node("mrow", ...bracketed(trimmed(weight)), op("·"), ...written);
  });
  const terms = Array.from(running.term.subarray(0, n), (term) => computed(term));
  const lines = reached.sum
    ? [
        math(sum, op("="), ...sumOf([...products, node("mn", plain(bias))])),
        math(op("="), ...sumOf([...terms, computed(running.bias)]), ...leftOver(running), op("="), computed(running.z)),
      ]
    : [
        math(sum, op("="), ...sumOf([...products, op("…")])),
        math(op("="), ...sumOf([...terms, op("…")])),
      ];
  return reached.activation ? [...lines, activationLine(state, opened)] : lines;
}

/**
 * a₁ = σ(0.7000) = 0.6682
 *
 * @param {State} state
 * @param {Opened} opened
 */
export function activationLine(state, { layer, neuron, running, a }) {
  const f = functionName(cardOf(state), layer);
  return math(
    symbol("a", layer + 1, neuron + 1), op("="), f, op("("), computed(running.z), op(")"), op("="), computed(a),
  );
}

/**
 * What a neuron reads: a number that somebody typed, or one that the layer before computed.
 *
 * @param {Opened} opened
 * @param {number} value
 */
export function readValue({ layer }, value) {
  return layer === 0 ? node("mn", plain(value)) : computed(value);
}

/**
 * A number as somebody typed it.
 *
 * @param {number} value
 */
export function plain(value) {
  return tidy(value, DECIMALS);
}

/**
 * A number as the network computed it.
 *
 * @param {number} value
 * @returns {MathNode}
 */
export function computed(value) {
  return netFigure(value, number(value, PLACES));
}

/**
 * − 0.0001 (rounding): what the terms' rounding left over, where that is not 0.
 *
 * @param {Explanation["running"]} running
 */
function leftOver({ rounding }) {
  return rounding ? [...plus(computed(rounding)), node("mtext", " (rounding)")] : [];
}

/**
 * Summands with their signs between them: 0.5000 − 0.8000 + 0.2000
 *
 * @param {readonly MathNode[]} summands
 */
function sumOf(summands) {
  return summands.flatMap((summand, k) => (k === 0 ? [summand] : plus(summand)));
}
