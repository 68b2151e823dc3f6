/** The digit image: 28×28 pixels, numbered row by row from 0. Pure. */

export const SIDE = 28;
export const PIXELS = SIDE * SIDE;

/**
 * Whether a neuron reads the pixels themselves: it is of the first layer, and has a weight for each.
 *
 * @param {{layer: number, weights: Float32Array}} opened
 */
export function readsPixels({ layer, weights }) {
  return layer === 0 && weights.length === PIXELS;
}
