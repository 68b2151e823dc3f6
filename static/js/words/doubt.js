/**
 * The eleventh question, and how sure the ten outputs may be, in words. Pure.
 *
 * @typedef {import("../state/state.js").State} State
 */

import { doubtOf } from "../state/doubt.js";
import { cardOf, traceOf, whyUntold } from "../state/selectors.js";
import { number, percent } from "./format.js";

const EVEN = 0.5; // below it the eleventh question is rather answered with no
const FEW = 20; // digits that a share says nothing about

/**
 * What the eleventh question has for an answer; a dash where it is not asked.
 *
 * @param {State} state
 */
export function digitAtAll(state) {
  const doubt = traceOf(state)?.doubt;
  if (!doubt || state.work.blank) return "–";
  return whyUntold(state) ?? number(doubt.a[0] ?? 0);
}

/**
 * How often answers as sure as this one were right; empty where nobody counted.
 *
 * @param {State} state
 */
export function howSure(state) {
  const trace = traceOf(state);
  const { margins } = cardOf(state);
  if (!trace || !margins || state.work.blank || state.work.edits.length || doubtOf(state)) return "";
  if (trace.doubt && (trace.doubt.a[0] ?? 0) < EVEN) return ""; // MNIST has hardly any such digits
  const a = trace.layers.at(-1)?.a ?? [];
  const lead = (a[trace.prediction] ?? 0) - (a[trace.runnerUp ?? -1] ?? 0);
  const { n = 0, right = 0 } = margins[Math.min(margins.length - 1, Math.floor(lead * margins.length))] ?? {};
  if (n < FEW) return "";
  return `${number(lead)} ahead of the next: of such MNIST digits ${percent(right / n, right / n > 0.99 ? 1 : 0)} were right.`;
}
