/**
 * How far the pass has come into a layer. Pure.
 *
 * @typedef {import("../state/state.js").State} State
 */

import { reached } from "../state/steps.js";
import { where } from "../state/where.js";

/**
 * All from 0 to 1: how much of the layer's sums and activations is there, and how far the pass has
 * left the layer behind.
 *
 * @param {State} state
 * @param {number} layer
 */
export function progressOf(state, layer) {
  const { steps } = where(state);
  const last = steps.findLastIndex((step) => step.layer === layer);
  return {
    sums: reached(state.hand.at, steps.findIndex((step) => step.layer === layer)),
    activations: reached(state.hand.at, last),
    behind: reached(state.hand.at, last + 1),
  };
}

/**
 * One part of a movement, between two moments of it, eased at both ends.
 *
 * @param {number} t
 * @param {number} [from]
 * @param {number} [to]
 */
export function between(t, from = 0, to = 1) {
  const share = Math.min(1, Math.max(0, (t - from) / (to - from)));
  return share * share * (3 - 2 * share);
}
