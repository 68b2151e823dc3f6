/**
 * What is said of a guess. Pure.
 *
 * @typedef {import("../state/predict.js").Verdict} Verdict
 */

import { number } from "./format.js";
import { unitName } from "./names.js";

/**
 * What is told once.
 *
 * @param {import("../state/state.js").State["line"]["note"]} note
 */
export function noteInWords(note) {
  return typeof note === "object" && note ? verdictInWords(note) : note ?? "";
}

/** @param {Verdict} verdict */
function verdictInWords({ question: { kind, layer, best }, card, isRight, chosen, a, nRight, n }) {
  const what =
    kind === "digit" ? `the network says ${best}` : `${unitName(card, { layer, neuron: best })} lights up most`;
  const close = isRight && chosen !== best ? `; yours is as close as a = ${number(a[chosen] ?? 0)}` : "";
  return `${isRight ? "Right" : "Not this time"}: ${what}, a = ${number(a[best] ?? 0)}${close}. ${nRight} of ${n} right so far.`;
}
