/**
 * Which lines a layer shows, and the number of each. Pure.
 *
 * A line's number is a weight, or a weight times the activation that it carries: one product of
 * two numbers that the server sent. Sums are never made here.
 *
 * @typedef {object} LinkValues  strongest last, so that it is drawn on top
 * @property {Uint32Array} index  neuron × n_in + input
 * @property {Float32Array} value
 * @property {number} of  how many there are, drawn or not
 */

import { largest } from "./scale.js";

export const MOST = 400; // lines a layer

const BINS = 512; // of sizes

/** @type {WeakMap<Float32Array, WeakMap<Float32Array, LinkValues>>} */
const known = new WeakMap();

/**
 * The strongest connections of a layer.
 *
 * @param {Float32Array} W  (n_out, n_in)
 * @param {Float32Array | null} a  activations of the layer before, (n_in,), for contributions
 * @returns {LinkValues}
 */
export function linksOf(W, a) {
  const byActivations = known.get(W) ?? new WeakMap();
  known.set(W, byActivations);
  const key = a ?? W;
  const links = byActivations.get(key) ?? linksAmong(W, a, range(0, W.length, 1));
  byActivations.set(key, links);
  return links;
}

/**
 * The connections into one neuron.
 *
 * @param {Float32Array} W  (n_out, n_in)
 * @param {Float32Array | null} a
 * @param {number} neuron
 * @param {number} nIn
 */
export function linksInto(W, a, neuron, nIn) {
  return linksAmong(W, a, range(neuron * nIn, nIn, 1), nIn);
}

/**
 * The connections out of one input, one to each neuron.
 *
 * @param {Float32Array} W  (n_out, n_in)
 * @param {Float32Array | null} a
 * @param {number} input
 * @param {number} nIn
 */
export function linksOutOf(W, a, input, nIn) {
  return linksAmong(W, a, range(input, W.length / nIn, nIn), nIn);
}

/**
 * @param {Float32Array} W
 * @param {Float32Array | null} a
 * @param {number} neuron
 * @param {number} input
 * @param {number} nIn
 */
export function oneLink(W, a, neuron, input, nIn) {
  return linksAmong(W, a, range(neuron * nIn + input, 1, 1), nIn);
}

/**
 * Those of a layer's connections that lead into the neurons before a given one.
 *
 * @param {LinkValues} links
 * @param {number} neuron
 * @param {number} nIn
 * @returns {LinkValues}
 */
export function linksBefore({ index, value, of }, neuron, nIn) {
  const kept = [...index.keys()].filter((k) => (index[k] ?? 0) < neuron * nIn);
  return {
    index: Uint32Array.from(kept, (k) => index[k] ?? 0),
    value: Float32Array.from(kept, (k) => value[k] ?? 0),
    of,
  };
}

/**
 * The strongest of some connections.
 *
 * @param {Float32Array} W  (n_out, n_in)
 * @param {Float32Array | null} a
 * @param {Uint32Array} index  of the connections to choose from
 * @param {number} [nIn]
 * @returns {LinkValues}
 */
export function linksAmong(W, a, index, nIn = a?.length ?? 1) {
  const all = new Float32Array(index.length);
  for (let k = 0; k < all.length; k += 1) {
    const at = index[k] ?? 0;
    all[k] = (W[at] ?? 0) * (a ? (a[at % nIn] ?? 0) : 1);
  }
  const floor = floorOf(all);
  const chosen = [];
  for (let k = 0; k < all.length; k += 1) {
    // A connection that carries nothing gets no line.
    if (all[k] !== 0 && Math.abs(all[k] ?? 0) >= floor) chosen.push(k);
  }
  chosen.sort((i, j) => Math.abs(all[i] ?? 0) - Math.abs(all[j] ?? 0));
  chosen.splice(0, chosen.length - MOST);
  return {
    index: Uint32Array.from(chosen, (k) => index[k] ?? 0),
    value: Float32Array.from(chosen, (k) => all[k] ?? 0),
    of: index.length,
  };
}

/**
 * A size that at least as many values reach as lines may be drawn, and few more: counted in bins,
 * since sorting all values of a big layer would take longer than drawing its lines.
 *
 * @param {Float32Array} values
 */
function floorOf(values) {
  if (values.length <= MOST) return 0;
  const bin = largest(values) / BINS;
  const counts = new Uint32Array(BINS + 1);
  for (let k = 0; k < values.length; k += 1) counts[Math.floor(Math.abs(values[k] ?? 0) / bin)] += 1;
  let reached = 0;
  let floor = BINS + 1;
  while (floor > 0 && reached < MOST) reached += counts[--floor] ?? 0;
  return floor * bin;
}

/**
 * @param {number} from
 * @param {number} n
 * @param {number} step
 */
function range(from, n, step) {
  const index = new Uint32Array(n);
  for (let k = 0; k < n; k += 1) index[k] = from + k * step;
  return index;
}
