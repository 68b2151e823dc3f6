/**
 * Layers whose neurons stand in maps: images with a neuron at each place. Neurons are numbered map by
 * map, row by row. Pure.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {readonly [maps: number, height: number, width: number]} Shape
 *
 * @typedef {object} MapPlace  of a neuron, all from 0
 * @property {number} map
 * @property {number} row
 * @property {number} column
 *
 * @typedef {object} Window  of a neuron: what it reads of each map of the layer before, padding included
 * @property {number} top  row, perhaps above the first
 * @property {number} left
 * @property {number} height
 * @property {number} width
 */

import { rememberedOf } from "./remember.js";

/**
 * @param {Card} card
 * @param {number} layer  −1: what the network reads
 * @returns {Shape | null}  null where the neurons stand in no maps
 */
export function shapeOf(card, layer) {
  return shapesOf(card)[layer + 1] ?? null;
}

const shapesOf = rememberedOf(
  /**
   * @param {Card} card
   * @returns {readonly (Shape | null)[]}
   */
  ({ layers }) => [layers[0]?.image ?? null, ...layers.map(({ image, maps, kernel, side, stride = 1, padding = 0 }) => {
    if (!image) return null;
    const [channels, ...sides] = image;
    const [height = 0, width = 0] = sides.map((n, k) => {
      const reads = kernel?.[k] ?? side ?? 1;
      return Math.floor((n + 2 * padding - reads) / (kernel ? stride : reads)) + 1;
    });
    return /** @type {const} */ ([maps ?? channels, height, width]);
  })],
);

/** @param {Card} card */
export function hasMaps(card) {
  return shapesOf(card).some((shape) => shape !== null);
}

/**
 * How many neurons a layer has.
 *
 * @param {Card} card
 * @param {number} layer
 */
export function neuronsOf({ sizes }, layer) {
  return sizes[layer + 1] ?? 0;
}

/**
 * @param {Shape} shape
 * @param {number} neuron
 * @returns {MapPlace}
 */
export function placeIn([, height, width], neuron) {
  const at = neuron % (height * width);
  return { map: Math.floor(neuron / (height * width)), row: Math.floor(at / width), column: at % width };
}

/**
 * @param {Shape} shape
 * @param {MapPlace} place
 */
export function neuronAt([, height, width], { map, row, column }) {
  return (map * height + row) * width + column;
}

/**
 * What a neuron of a map reads.
 *
 * @param {Card} card
 * @param {number} layer
 * @param {MapPlace} place
 * @returns {Window}
 */
export function windowOf(card, layer, { row, column }) {
  const { kernel, side = 1, stride = side, padding = 0 } = card.layers[layer] ?? {};
  const [height, width] = kernel ?? [side, side];
  return { top: row * stride - padding, left: column * stride - padding, height, width };
}

/**
 * What a neuron of a map depends on, layer by layer back to what the network reads: first its own
 * window in the layer before it, last the one in the image.
 *
 * @param {Card} card
 * @param {number} layer
 * @param {MapPlace} place
 * @returns {readonly Window[]}
 */
export function fieldOf(card, layer, { row, column }) {
  /** @type {Window[]} */
  const windows = [];
  let [top, left, bottom, right] = [row, column, row, column];
  for (let k = layer; k >= 0; k -= 1) {
    const [first, last] = [windowOf(card, k, { map: 0, row: top, column: left }), windowOf(card, k, { map: 0, row: bottom, column: right })];
    [top, left, bottom, right] = [first.top, first.left, last.top + last.height - 1, last.left + last.width - 1];
    windows.push({ top, left, height: bottom - top + 1, width: right - left + 1 });
  }
  return windows;
}
