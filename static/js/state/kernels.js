/**
 * Kernels: which weight of a layer stands between an input and a neuron, where all places of a map share
 * theirs. Pure.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("./edits.js").Edit} Edit
 *
 * @typedef {object} InKernel  a weight's place, all from 0
 * @property {number} channel  of what is read: a map of the layer before
 * @property {number} row
 * @property {number} column
 */

import { neuronAt, placeIn, shapeOf, windowOf } from "./maps.js";

/**
 * Where in a neuron's kernel the weight of an input stands.
 *
 * @param {Card} card
 * @param {number} layer
 * @param {number} neuron
 * @param {number} input
 * @returns {InKernel | null}  null where the layer has no kernels, or the input is outside the window
 */
export function inKernel(card, layer, neuron, input) {
  const shape = shapeOf(card, layer);
  const { image, kernel } = card.layers[layer] ?? {};
  if (!shape || !image || !kernel) return null;
  const { top, left } = windowOf(card, layer, placeIn(shape, neuron));
  const at = placeIn(image, input);
  const [row, column] = [at.row - top, at.column - left];
  return row >= 0 && row < kernel[0] && column >= 0 && column < kernel[1] ? { channel: at.map, row, column } : null;
}

/**
 * The middle place of a neuron's map, which reads a whole window.
 *
 * @param {Card} card
 * @param {number} layer
 * @param {number} neuron
 */
export function middleOf(card, layer, neuron) {
  const shape = shapeOf(card, layer);
  return shape ? neuronAt(shape, { map: placeIn(shape, neuron).map, row: shape[1] >> 1, column: shape[2] >> 1 }) : neuron;
}

/**
 * The index of a weight in its layer's W.
 *
 * @param {Card} card
 * @param {number} layer
 * @param {number} neuron
 * @param {number} input
 * @returns {number}  −1 where the neuron does not read that input
 */
export function weightIndex(card, layer, neuron, input) {
  const shape = shapeOf(card, layer);
  const { image, kernel, inputs = 0 } = card.layers[layer] ?? {};
  if (!shape || !image || !kernel) return neuron * inputs + input;
  const found = inKernel(card, layer, neuron, input);
  const { map } = placeIn(shape, neuron);
  return found ? ((map * image[0] + found.channel) * kernel[0] + found.row) * kernel[1] + found.column : -1;
}

/**
 * The index of a neuron's bias in its layer's b.
 *
 * @param {Card} card
 * @param {number} layer
 * @param {number} neuron
 */
export function biasIndex(card, layer, neuron) {
  const shape = shapeOf(card, layer);
  return shape ? placeIn(shape, neuron).map : neuron;
}

/**
 * At how many places the numbers of a neuron are used: those of its map.
 *
 * @param {Card} card
 * @param {number} layer
 */
export function placesOf(card, layer) {
  const [, height, width] = shapeOf(card, layer) ?? [1, 1, 1];
  return height * width;
}

/**
 * An edit of what a map shares, by whichever of its places it was made, as that of its middle place: so there is
 * one edit of each number.
 *
 * @param {Card} card
 * @param {Edit} edit
 * @returns {Edit}
 */
export function atMiddle(card, edit) {
  if (!("neuron" in edit) || edit.kind === "activation") return edit;
  const { layer } = edit;
  const shape = shapeOf(card, layer);
  if (!shape) return edit;
  const place = placeIn(shape, edit.neuron);
  const neuron = middleOf(card, layer, edit.neuron);
  if (edit.kind === "bias") return { ...edit, neuron };
  const [from, to] = [windowOf(card, layer, place), windowOf(card, layer, placeIn(shape, neuron))];
  const moved = (/** @type {number} */ input) => input + (to.top - from.top) * (card.layers[layer]?.image?.[2] ?? 0) + to.left - from.left;
  const before = edit.kind === "weight" ? [edit.input] : edit.inputs;
  const inputs = before.map(moved);
  // Of an image smaller than the kernel, the middle place may not read all of them.
  const isSame = before.every((input, k) =>
    weightIndex(card, layer, edit.neuron, input) === weightIndex(card, layer, neuron, inputs[k] ?? 0));
  if (!isSame) return edit;
  return edit.kind === "weight" ? { ...edit, neuron, input: inputs[0] ?? 0 } : { ...edit, neuron, inputs };
}
