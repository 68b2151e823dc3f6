/** What a text of a link has to be before it is believed. Pure. */

/**
 * @param {string} text
 * @returns {number}  NaN where it is no index
 */
export function index(text) {
  return /^\d{1,6}$/.test(text) ? Number(text) : NaN;
}

/**
 * @param {{layer: number, neuron: number}} unit
 * @param {import("../types.js").Card} card
 */
export function isUnit({ layer, neuron }, card) {
  return neuron < (card.layers[layer]?.outputs ?? 0); // NaN is not
}
