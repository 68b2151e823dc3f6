/**
 * How the drawing is placed in the field. Pure.
 *
 * @typedef {import("./explore.js").Framing} Framing
 */

/**
 * Whether it is placed as MNIST's digits were.
 *
 * @param {Framing} framing
 */
export function isUsual({ centred, shift: [right, down] }) {
  return centred && right === 0 && down === 0;
}
