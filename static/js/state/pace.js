/**
 * How fast the pass plays, and how long it rests at each place. Pure.
 *
 * @typedef {import("./state.js").State} State
 */

export const SPEEDS = [0.5, 1, 2, 4]; // to choose from

const STEP = 900; // ms at speed 1
const NEURON = 400;
const LARGE_TERM = 450;
const POSITION = 60; // of a map: there are hundreds, and the window slides over them
const SMALL_TERM = 60; // what is still to come by then changes little, and there may be hundreds
const LARGE = 10; // terms

/**
 * @param {Pick<State["place"], "granularity" | "inner" | "order">} place
 * @param {boolean} [inMap]  the walk goes through maps
 * @returns {number} ms at speed 1
 */
export function restOf({ granularity, inner, order }, inMap = false) {
  if (!inner) return STEP;
  if (granularity === "neuron") return inMap ? POSITION : NEURON;
  if (typeof inner.place !== "number") return STEP;
  return order === "size" && inner.place < LARGE ? LARGE_TERM : SMALL_TERM;
}
