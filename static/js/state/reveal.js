/**
 * What a walk through a layer has shown so far, for the stage and the inspector. Pure.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("../types.js").Explanation} Explanation
 * @typedef {import("../types.js").Unit} Unit
 *
 * @typedef {object} Revealed  of one neuron
 * @property {number} sums  0 to 1: how much of its sum is there
 * @property {number} activations  0 to 1: how far the sum has become the activation
 * @property {number | null} partial  the sum so far, where it is not z yet
 */

import { shapeOf } from "./maps.js";
import { reached } from "./steps.js";
import { countTerms } from "./walk.js";
import { where } from "./where.js";

/**
 * What a layer's neurons show while the layer is walked through.
 *
 * @param {State} state
 * @param {number} layer
 * @param {number} [at]  position between steps
 * @returns {((neuron: number) => Revealed) | null} null where the whole layer moves as one
 */
export function revealOf(state, layer, at = state.hand.at) {
  const { inner } = state.place;
  const { steps, step: now, walked } = where(state);
  if (!inner || walked?.layer !== layer) return null;
  const first = steps.findIndex((step) => step.layer === layer);
  const sums = reached(at, first);
  if (now.kind === "maps") return mapsRevealed(state, inner, layer);
  if (now.kind === "activations") {
    const activations = reached(at, first + 1);
    return (neuron) => ({ sums, activations: neuron <= inner.neuron ? activations : 0, partial: null });
  }
  const before = state.place.granularity === "term" ? 1 : 0; // of the neurons that were walked through
  const partial = partialOf(state);
  return (neuron) => {
    if (neuron < inner.neuron) return { sums, activations: before, partial: null };
    if (neuron > inner.neuron) return { sums: 0, activations: 0, partial: null };
    if (inner.place === "start") return { sums: 0, activations: 0, partial: null };
    return { sums, activations: inner.place === "f" ? 1 : 0, partial };
  };
}

/**
 * A layer of maps has one step: of a walk's neurons those before it have their activations.
 *
 * @param {State} state
 * @param {NonNullable<State["place"]["inner"]>} inner
 * @param {number} layer
 * @returns {(neuron: number) => Revealed}
 */
function mapsRevealed(state, { neuron: first, place }, layer) {
  const { card } = where(state);
  const [, height, width] = shapeOf(card, layer) ?? [1, 1, 1];
  const end = first + (state.place.granularity === "map" ? height * width : 1);
  const partial = partialOf(state);
  return (neuron) => {
    if (neuron >= end || (neuron >= first && place === "start")) return { sums: 0, activations: 0, partial: null };
    const isPassed = neuron < first || place === "f";
    return { sums: 1, activations: Number(isPassed), partial: isPassed ? null : partial };
  };
}

/**
 * What may be told of a neuron where the pass stands: nothing before its step, a part of its sum
 * while that is added up, then its sum, then its activation.
 *
 * @param {State} state
 * @param {Unit} unit
 * @returns {null | "part" | "sum" | "activation"}
 */
export function toldOf(state, { layer, neuron }) {
  const { step } = state.place;
  const { steps, walked } = where(state);
  const first = steps.findIndex((each) => each.layer === layer);
  const last = steps.findLastIndex((each) => each.layer === layer);
  const walk = revealOf(state, layer, step); // a movement only shows what has been told
  const { sums, activations, partial } =
    walk?.(neuron) ?? { sums: reached(step, first), activations: reached(step, last), partial: null };
  if (activations === 1) return "activation";
  if (sums === 1 && partial === null) return "sum";
  return walked?.layer === layer && walked.neuron === neuron ? "part" : null;
}

/**
 * The sum so far of the neuron that is walked through, as the server added it up.
 *
 * @param {State} state
 * @returns {number | null} null before the first term, and once the bias has made it z
 */
export function partialOf(state) {
  const place = state.place.inner?.place;
  const { opened } = where(state);
  if (!opened || place === undefined) return null;
  const { sum } = opened.running; // the same one as is written beside the stage
  if (typeof place === "number") return sum[place] ?? null;
  return place === "zeros" ? (sum[Math.max(0, countTerms(opened) - 1)] ?? null) : null;
}

/**
 * Whether a neuron's layer is at its weighted sums, so that nothing tells its activation yet.
 *
 * @param {State} state
 * @param {Unit} unit
 */
export function isOnlySum(state, { layer, neuron }) {
  const { step } = where(state);
  if (step.kind !== "sums" || step.layer !== layer) return false;
  return !revealOf(state, layer)?.(neuron).activations;
}

/**
 * The connection whose term was added last.
 *
 * @param {State} state
 * @returns {Unit & {input: number} | null}
 */
export function termNow(state) {
  const { walked, opened } = where(state);
  const place = state.place.inner?.place;
  if (!walked || typeof place !== "number") return null;
  const term = opened?.order[place];
  return term === undefined ? null : { ...walked, input: opened?.reads?.[term] ?? term };
}
