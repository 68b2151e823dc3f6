/** The digit image: 28×28 pixels, numbered row by row from 0. Pure. */

export const SIDE = 28;
export const PIXELS = SIDE * SIDE;

const WHITE = 255;

/**
 * The byte that a pixel is in an image's file.
 *
 * @param {number} value  0 black to 1 white
 */
export function greyOf(value) {
  return Math.round(value * WHITE);
}

/**
 * The same the other way, as the server divides.
 *
 * @param {number} grey
 */
export function inputOf(grey) {
  return Math.fround(grey / WHITE);
}

/**
 * Whether a network reads a digit image, and answers with a digit; another reads a vector of a few
 * numbers, and answers with numbers.
 *
 * @param {{sizes: readonly number[]}} card
 */
export function readsImage({ sizes: [n] }) {
  return n === PIXELS;
}

/**
 * Whether a neuron reads the pixels themselves: it is of the first layer, and has a weight for each.
 *
 * @param {{layer: number, weights: Float32Array}} opened
 */
export function readsPixels({ layer, weights }) {
  return layer === 0 && weights.length === PIXELS;
}

/**
 * Whether a network reads the ten digits, and not letters or clothes.
 *
 * @param {import("./types.js").Card} card
 */
export function readsDigits(card) {
  return readsImage(card) && !card.labels && card.sizes.at(-1) === 10;
}
