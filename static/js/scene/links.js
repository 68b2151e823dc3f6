/**
 * Which lines a layer shows, and how strong each is. Pure.
 *
 * A line's number is a weight, or a weight times the activation that it carries: one product of
 * two numbers that the server sent. Sums are never made here.
 *
 * @typedef {import("../types.js").Weights} Weights
 *
 * @typedef {object} LinkValues  strongest last, so that it is drawn on top
 * @property {Uint32Array} index  neuron × n_in + input
 * @property {Float32Array} value
 * @property {boolean} all  whether every link of the layer is among them
 */

export const MOST = 400; // lines a layer

/** @type {WeakMap<Float32Array, WeakMap<Float32Array, LinkValues>>} */
const known = new WeakMap();

/**
 * @param {Float32Array} W  (n_out, n_in)
 * @param {Float32Array | null} a  activations of the layer before, (n_in,), for contributions
 * @returns {LinkValues}
 */
export function linksOf(W, a) {
  const byActivations = known.get(W) ?? new WeakMap();
  known.set(W, byActivations);
  const key = a ?? W;
  const links = byActivations.get(key) ?? strongestLinks(W, a);
  byActivations.set(key, links);
  return links;
}

/**
 * @param {Float32Array} W
 * @param {Float32Array | null} a
 * @returns {LinkValues}
 */
function strongestLinks(W, a) {
  const values = a ? W.map((w, k) => w * (a[k % a.length] ?? 0)) : W;
  const all = values.length <= MOST;
  const floor = all ? 0 : floorOf(values, MOST);
  const index = [];
  for (let k = 0; k < values.length && index.length < MOST; k += 1) {
    if (Math.abs(values[k] ?? 0) >= floor) index.push(k);
  }
  index.sort((i, j) => Math.abs(values[i] ?? 0) - Math.abs(values[j] ?? 0));
  return {
    index: Uint32Array.from(index),
    value: Float32Array.from(index, (k) => values[k] ?? 0),
    all,
  };
}

/**
 * The size of the n-th largest value.
 *
 * @param {Float32Array} values
 * @param {number} n
 */
function floorOf(values, n) {
  return values.map(Math.abs).sort()[values.length - n] ?? 0;
}
