/**
 * Where the pass stands, and what is there. Pure.
 *
 * @typedef {import("../types.js").Explanation} Explanation
 * @typedef {import("../types.js").Trace} Trace
 * @typedef {import("../types.js").Unit} Unit
 * @typedef {import("./state.js").State} State
 *
 * @typedef {object} Where
 * @property {import("../types.js").Card} card
 * @property {readonly import("./steps.js").Step[]} steps
 * @property {import("./steps.js").Step} step
 * @property {Trace | null} trace  of what is on the pad
 * @property {Unit | null} walked  the neuron that is walked through
 * @property {Explanation | null} opened  it, where the server has opened it for this very trace
 * @property {Unit | null} focus  the neuron that the inspector shows: the selected one, else the
 *   strongest of the step's layer
 * @property {Explanation | null} explanation  it, where the server has opened it for this very trace
 */

import { shapeOf } from "./maps.js";
import { rememberedOf } from "./remember.js";
import { answerIsHidden, cardOf, strongest, traceOf, unitKey } from "./selectors.js";
import { isOutput, stepsOf } from "./steps.js";

/** One answer for each state: twenty places ask for it within a frame. */
export const where = rememberedOf(
  /**
   * @param {State} state
   * @returns {Where}
   */
  (state) => {
    const { inner, step: at } = state.place;
    const card = cardOf(state);
    const steps = stepsOf(card, state.work);
    const step = /** @type {Where["step"]} */ (steps[Math.min(at, steps.length - 1)]);
    const trace = traceOf(state);
    const walked = inner && step.layer !== null ? { layer: step.layer, neuron: inner.neuron } : null;
    const focus = focusOf(state, { card, step, trace, walked });
    const opened = (/** @type {Unit | null} */ unit) => (unit && state.answers.explanations[unitKey(unit)]) ?? null;
    return { card, steps, step, trace, walked, opened: opened(walked), focus, explanation: trace && opened(focus) };
  },
);

/**
 * The strongest neuron of the map that is shown as a whole.
 *
 * @param {State} state
 * @param {Where["card"]} card
 * @param {Trace} trace
 * @param {Unit} walked  its first
 * @returns {Unit | null}
 */
function shown({ place: { granularity } }, card, trace, { layer, neuron }) {
  const [, height, width] = (granularity === "map" && shapeOf(card, layer)) || [0, 0, 0];
  const a = trace.layers[layer]?.a.subarray(neuron, neuron + height * width);
  return a?.length ? { layer, neuron: neuron + strongest(a) } : null;
}

/**
 * @param {State} state
 * @param {Pick<Where, "card" | "step" | "trace" | "walked">} here
 * @returns {Unit | null}
 */
function focusOf(state, { card, step, trace, walked }) {
  const { selected } = state.place;
  if (selected && !(answerIsHidden(state) && isOutput(card, selected.layer))) return selected;
  if (!trace || walked) return trace && walked && (shown(state, card, trace, walked) ?? walked);
  const layer = step.kind === "answer" ? trace.layers.length - 1 : step.layer;
  const pass = layer === null ? undefined : trace.layers[layer];
  return pass && layer !== null ? { layer, neuron: strongest(pass.a) } : null;
}
