/**
 * Noise on a layer's weights, as the server draws it: the page shows the very same weights. Pure.
 */

const BELL = 2 * Math.sqrt((256 ** 2 - 1) / 12); // the spread of a sum of four bytes

/**
 * Adds noise to weights; the mirror of `app/forward_pass/edit.py`.
 *
 * @param {Float32Array} weights  of a whole layer, changed here
 * @param {Float32Array} trained  the same as they were trained: their spread is the noise's unit
 * @param {{value: number, seed: number, layer: number}} edit
 */
export function addNoise(weights, trained, { value, seed, layer }) {
  const size = Math.fround((value * spread(trained)) / BELL);
  const from = Math.imul(seed, 0x9e3779b9) + Math.imul(layer, 0x85ebca6b);
  for (let k = 0; k < weights.length; k += 1) weights[k] += Math.fround(size * bell(from + k));
}

/**
 * A whole number about 0: the sum of the four bytes of a hash, less its mean.
 *
 * @param {number} place
 */
export function bell(place) {
  let x = place >>> 0;
  x ^= x >>> 16;
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  x ^= x >>> 16;
  return (x & 255) + ((x >>> 8) & 255) + ((x >>> 16) & 255) + (x >>> 24) - 510;
}

/** @param {Float32Array} values */
function spread(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
