/**
 * Windows: which inputs a place of a map reads; for the parts that come later. Pure.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("./kernels.js").InKernel} InKernel
 */

import { neuronAt, placeIn, shapeOf, windowOf } from "./maps.js";

/**
 * The inputs that a neuron reads, in order; what hangs over the edge is not among them.
 *
 * @param {Card} card
 * @param {number} layer
 * @param {number} neuron
 * @returns {readonly number[]}
 */
export function readsOf(card, layer, neuron) {
  const shape = shapeOf(card, layer);
  const { image, kernel, inputs = 0 } = card.layers[layer] ?? {};
  if (!shape || !image) return Array.from({ length: inputs }, (_, input) => input);
  const place = placeIn(shape, neuron);
  const { top, left, height, width } = windowOf(card, layer, place);
  const [channels, ...sides] = image;
  const within = (/** @type {number} */ from, /** @type {number} */ n, /** @type {number} */ side) =>
    Array.from({ length: n }, (_, k) => from + k).filter((k) => k >= 0 && k < side);
  const [rows, columns] = [within(top, height, sides[0] ?? 0), within(left, width, sides[1] ?? 0)];
  const read = kernel ? Array.from({ length: channels }, (_, channel) => channel) : [place.map]; // a pool reads its own map
  return read.flatMap((map) => rows.flatMap((row) => columns.map((column) => neuronAt(image, { map, row, column }))));
}

/**
 * The input that a weight of a neuron's kernel is of: the other way round.
 *
 * @param {Card} card
 * @param {number} layer
 * @param {number} neuron
 * @param {InKernel} at
 * @returns {number}  −1 where that hangs over the edge
 */
export function inputAt(card, layer, neuron, { channel, row, column }) {
  const shape = shapeOf(card, layer);
  const { image } = card.layers[layer] ?? {};
  if (!shape || !image) return -1;
  const { top, left } = windowOf(card, layer, placeIn(shape, neuron));
  const place = { map: channel, row: top + row, column: left + column };
  return place.row >= 0 && place.row < image[1] && place.column >= 0 && place.column < image[2] ? neuronAt(image, place) : -1;
}
