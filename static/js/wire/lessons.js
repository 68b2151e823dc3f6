/**
 * The messages that lessons have beside `pass` and `explain`: the mirror of `app/messages/`.
 *
 * @typedef {import("../types.js").LayerPass} LayerPass
 */

import { bytes, check, eachPass, floats } from "./decode.js";

/**
 * @typedef {object} Sweep
 * @property {Float32Array} values
 * @property {readonly (readonly LayerPass[])[]} passes  the layers, for each of the values, and
 *   with it for each of the inputs
 */

/**
 * @param {any} answer
 * @param {number} [inputs]  how many vectors were asked about
 * @returns {Sweep}
 */
export function decodeSweep(answer, inputs = 1) {
  check(answer);
  const values = floats(answer.values);
  return { values, passes: eachPass(answer.layers, values.length * inputs) };
}

/**
 * A lesson's own answer, or null: it takes long, and follows as a message.
 *
 * @param {any} answer
 * @returns {any}  arrays in it are Float32Array, or Uint8Array where they came as bytes
 */
export function decodeLesson(answer) {
  check(answer);
  return answer.waiting ? null : withArrays(answer.answer);
}

/**
 * @param {any} value
 * @returns {any}
 */
function withArrays(value) {
  if (value instanceof Uint8Array || value instanceof ArrayBuffer) return floats(value);
  if (Array.isArray(value)) return value.map(withArrays);
  if (value === null || typeof value !== "object") return value;
  if (value.u8) return bytes(value.u8);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withArrays(each)]));
}
