/**
 * The messages that lessons have beside `pass` and `explain`: the mirror of `app/messages/`.
 *
 * @typedef {import("../types.js").LayerPass} LayerPass
 */

import { check, floats } from "./decode.js";

/**
 * @typedef {object} Sweep
 * @property {Float32Array} values
 * @property {readonly (readonly LayerPass[])[]} passes  the layers, for each of the values
 */

/**
 * @param {any} answer
 * @returns {Sweep}
 */
export function decodeSweep(answer) {
  check(answer);
  const values = floats(answer.values);
  const layers = answer.layers.map((/** @type {any} */ { z, a }) => ({ z: floats(z), a: floats(a) }));
  const passes = Array.from(values, (_, k) =>
    layers.map((/** @type {LayerPass} */ { z, a }) => {
      const n = z.length / values.length;
      return { z: z.subarray(k * n, (k + 1) * n), a: a.subarray(k * n, (k + 1) * n) };
    }));
  return { values, passes };
}

/**
 * A lesson's own answer, or null: it takes long, and follows as a message.
 *
 * @param {any} answer
 * @returns {any}  arrays in it are Float32Array
 */
export function decodeLesson(answer) {
  check(answer);
  return answer.waiting ? null : withFloats(answer.answer);
}

/**
 * @param {any} value
 * @returns {any}
 */
function withFloats(value) {
  if (value instanceof Uint8Array || value instanceof ArrayBuffer) return floats(value);
  if (Array.isArray(value)) return value.map(withFloats);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withFloats(each)]));
}
