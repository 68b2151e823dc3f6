/**
 * Whether the drawing is a digit at all, as a second network says. Pure.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Trace} Trace
 * @typedef {import("./state.js").State} State
 */

import { traceOf } from "./selectors.js";
import { contendersOf } from "./tone.js";

/**
 * The card of the network that is asked, where the server has one.
 *
 * @param {readonly Card[]} cards
 */
export function doubtCard(cards) {
  return cards.find(({ threshold }) => typeof threshold === "number") ?? null;
}

/**
 * Why the drawing is not read as a digit; null where it is one. Nobody is told before the pen is up, since
 * half a digit is none.
 *
 * @param {State} state
 * @returns {"two" | "none" | null}
 */
export function doubtOf(state) {
  const says = state.work.blank || state.hand.penDown ? 0 : traceOf(state)?.doubt?.says ?? 0;
  return says === 0 ? null : says === 1 ? "two" : "none";
}

/**
 * The outputs in the running for the answer: none of them where there is no digit to read.
 *
 * @param {State} state
 * @param {Trace} trace
 */
export function answersOf(state, trace) {
  return doubtOf(state) ? [] : contendersOf(trace);
}
