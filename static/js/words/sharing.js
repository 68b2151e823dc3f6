/**
 * What is shared: the numbers of a convolution, beside those of the same layer without sharing. Pure; only
 * numbers of weights are counted here, none is computed.
 *
 * @typedef {import("../types.js").Card} Card
 */

import { placesOf } from "../state/kernels.js";
import { shapeOf } from "../state/maps.js";
import { count } from "./format.js";

/**
 * How many weights and biases a convolution has, would have if each place had its own, and if each place read
 * everything.
 *
 * @param {Card} card
 * @param {number} layer  a convolution
 */
export function sharingOf(card, layer) {
  const { image: [channels] = [1], kernel: [height, width] = [1, 1], maps = 1, inputs = 0 } = card.layers[layer] ?? {};
  const each = height * width * channels + 1;
  const places = placesOf(card, layer);
  return { each, places, shared: maps * each, unshared: maps * places * each, dense: maps * places * (inputs + 1) };
}

/**
 * @param {Card} card
 * @param {number} layer  a convolution
 * @returns {readonly (readonly [what: string, numbers: string])[]}
 */
export function sharingInWords(card, layer) {
  const { image: [channels] = [1], kernel: [height, width] = [1, 1], inputs = 0 } = card.layers[layer] ?? {};
  const [maps] = shapeOf(card, layer) ?? [1];
  const { each, places, shared, unshared, dense } = sharingOf(card, layer);
  const window = `${height}×${width}${channels > 1 ? `×${channels}` : ""}`;
  return [
    [`one map: ${window} weights + 1 bias, for all its ${count(places)} places`, count(each)],
    [`${count(maps)} maps`, count(shared)],
    ["each place with weights of its own", count(unshared)],
    [`and each reading all ${count(inputs)}, as a dense layer does`, count(dense)],
  ];
}
