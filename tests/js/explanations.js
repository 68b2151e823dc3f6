/**
 * Explanations to test with, made up from a seed: the page must only ever show them.
 *
 * @typedef {import("../../static/js/types.js").Card} Card
 * @typedef {import("../../static/js/types.js").Explanation} Explanation
 * @typedef {import("../../static/js/types.js").Unit} Unit
 * @typedef {import("../../static/js/state/state.js").State} State
 */

import { reduce, unitKey } from "../../static/js/state/state.js";
import { seeded } from "./seeded.js";
import { where } from "../../static/js/state/where.js";

/**
 * @param {Card} card
 * @param {Unit} unit
 * @param {Partial<Explanation>} [more]
 * @returns {Explanation}
 */
export function explanation(card, { layer, neuron }, more = {}) {
  const random = seeded(1 + layer * 100 + neuron);
  const n = card.sizes[layer] ?? 0;
  const inked = layer === 0 ? 3 + Math.floor(random() * 12) : n;
  const inputs = Float32Array.from({ length: n }, (_, k) => (k < inked ? random() : 0));
  const weights = inputs.map(() => random() * 4 - 2);
  const terms = inputs.map((value, k) => value * (weights[k] ?? 0));
  const order = Uint16Array.from(terms.keys());
  const sums = new Float32Array(n);
  terms.forEach((term, k) => (sums[k] = term + (sums[k - 1] ?? 0)));
  const z = (sums.at(-1) ?? 0) + 0.5;
  return {
    seq: 2, network: card.name, trace: 1, ordered: "size", layer, neuron,
    weights, inputs, terms, order, positive: 1, negative: -1, n_zero: n - inked,
    bias: 0.5, z, a: 0.5, slope: 0.25, gradient: new Float32Array(784), pushes: new Float32Array(784),
    curve: { low: -6, high: 6, a: new Float32Array(129) },
    shown: { decimals: 2, positive: 1, negative: -1, bias: 0.5, z: 0.5, a: 0.5, decimals_for_a: 2, rows: [], rest: { n: 0, term: 0 }, rounding: 0, zeros: n - inked },
    running: { decimals: 4, term: Float64Array.from(terms.subarray(0, inked)), sum: Float64Array.from(sums.subarray(0, inked)), rounding: 0, bias: 0.5, z: 0.5 },
    ...more,
  };
}

/**
 * The state once the server has opened what it was asked for.
 *
 * @param {State} state
 * @param {Card} card
 */
export function answered(state, card) {
  for (const unit of [where(state).focus, where(state).walked]) {
    if (!state.answers.trace || !unit || state.answers.explanations[unitKey(unit)]) continue;
    state = reduce(state, { type: "explanation", explanation: explanation(card, unit, { ordered: state.place.order }) });
  }
  return state;
}
