/**
 * What a link holds of a run of training that is watched. Pure.
 *
 * @typedef {object} RunState
 * @property {number} rate  the learning rate
 * @property {number} batch  digits of a mini-batch
 * @property {number} seed
 * @property {"ours" | "mnist"} source  of the digits
 * @property {number} at  which step is seen
 * @property {string} mark  the fingerprint of all weights there; empty until it is known
 *
 * @typedef {object} RunLimits  as the server tells them
 * @property {number} steps
 * @property {number} digits
 * @property {number} seed
 * @property {number} rate
 * @property {number} batch
 * @property {number} chart  the loss at the chart's upper end
 */

import { choice, numberIn, wholeIn } from "../link/fields.js";

/** @type {RunState} */
export const BEGINNING = { rate: 1, batch: 100, seed: 0, source: "ours", at: 0, mark: "" };

/**
 * @param {RunLimits} limits
 * @returns {import("../link/fields.js").Field<RunState>}
 */
export function runField({ steps, seed, rate, batch }) {
  /** @type {import("../link/fields.js").Field<string>} */
  const mark = { write: (text) => text, read: (text) => (/^([\da-f]{8})?$/.test(text) ? text : undefined) };
  /** @type {Readonly<Record<keyof RunState, import("../link/fields.js").Field<any>>>} */
  const fields = {
    rate: numberIn(0, rate), batch: wholeIn(1, batch), seed: wholeIn(0, seed),
    source: choice(["ours", "mnist"]), at: wholeIn(0, steps), mark,
  };
  const named = Object.entries(fields);
  return {
    write: (run) => named.map(([name, field]) => field.write(run[/** @type {keyof RunState} */ (name)])).join("_"),
    read(text) {
      const parts = text.split("_");
      const values = named.map(([, field], k) => field.read(parts[k] ?? ""));
      if (parts.length !== named.length || values.includes(undefined)) return undefined;
      return /** @type {any} */ (Object.fromEntries(named.map(([name], k) => [name, values[k]])));
    },
  };
}
