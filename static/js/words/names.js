/**
 * What layers, neurons, inputs and functions are called. Pure; all count from 1 in words.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Unit} Unit
 */

import { SIDE, readsImage } from "../digit-image.js";
import { placeIn, shapeOf } from "../state/maps.js";
import { isOutput, layerGroup } from "../state/steps.js";
import { capital } from "./format.js";

/**
 * @param {Card} card
 * @param {number} layer
 */
export function layerName(card, layer) {
  return isOutput(card, layer) ? "the output layer" : `hidden layer ${layer + 1}`;
}

/**
 * Whether a layer's neurons are the ten digits.
 *
 * @param {Card} card
 * @param {number} layer
 */
export function standForDigits(card, layer) {
  return isOutput(card, layer) && readsImage(card) && !card.labels;
}

/**
 * What an output stands for: its digit, or words of the network's own.
 *
 * @param {Card} card
 * @param {number} neuron
 */
export function outputLabel({ labels }, neuron) {
  return labels?.[neuron] ?? `${neuron}`;
}

/**
 * What one is asked to do on the pad.
 *
 * @param {Card} card
 */
export function toDraw({ group, labels }) {
  return group === "own" && labels ? "Draw" : "Draw a digit";
}

/** A label of this many characters stands where a digit does. */
const AS_A_DIGIT = 2;

/**
 * Whether outputs stand for words, which take more room than a digit or a letter.
 *
 * @param {Card} card
 */
export function haveWords({ labels }) {
  return labels?.some((label) => label.length > AS_A_DIGIT) ?? false;
}

/**
 * An output that stands for a digit or for words; null for any other neuron.
 *
 * @param {Card} card
 * @param {Unit} unit
 */
export function outputName(card, { layer, neuron }) {
  if (standForDigits(card, layer)) return `output ${neuron}`;
  return isOutput(card, layer) && card.labels ? `output “${outputLabel(card, neuron)}”` : null;
}

/**
 * @param {Card} card
 * @param {Unit} unit
 */
export function unitName(card, unit) {
  return outputName(card, unit) ?? `${neuronName(card, unit)} of ${layerName(card, unit.layer)}`;
}

/**
 * @param {Card} card
 * @param {number} layer
 * @param {number} map
 */
export function mapName(card, layer, map) {
  return `map ${map + 1} of ${layerName(card, layer)}`;
}

/**
 * A weight within its kernel.
 *
 * @param {Card} card
 * @param {number} layer
 * @param {import("../state/kernels.js").InKernel} place
 */
export function kernelPlace(card, layer, { channel, row, column }) {
  const map = (shapeOf(card, layer - 1)?.[0] ?? 1) > 1 ? `map ${channel + 1}, ` : "";
  return `${map}row ${row + 1}, column ${column + 1}`;
}

/**
 * A neuron within its layer: its number, or its place in its map.
 *
 * @param {Card} card
 * @param {Unit} unit
 */
export function neuronName(card, { layer, neuron }) {
  const shape = shapeOf(card, layer);
  if (!shape) return `neuron ${neuron + 1}`;
  return `map ${placeIn(shape, neuron).map + 1}, ${placeName(shape, neuron)}`;
}

/**
 * @param {import("../state/maps.js").Shape} shape
 * @param {number} neuron
 */
export function placeName(shape, neuron) {
  const { row, column } = placeIn(shape, neuron);
  return `row ${row + 1}, column ${column + 1}`;
}

/**
 * A neuron's short name; an output goes by its digit.
 *
 * @param {Card} card
 * @param {Unit} unit
 */
export function shortUnitName(card, unit) {
  const output = outputName(card, unit);
  return output ? capital(output) : `${layerGroup(card, unit.layer)}, ${neuronName(card, unit).replace("column", "col")}`;
}

/**
 * A neuron's index in formulas: they count from 1, but an output is known by its digit; of a place of a map its
 * map, row and column.
 *
 * @param {Card} card
 * @param {Unit} unit
 */
export function unitIndex(card, { layer, neuron }) {
  const shape = shapeOf(card, layer);
  if (shape) return Object.values(placeIn(shape, neuron)).map((at) => at + 1).join();
  return standForDigits(card, layer) ? neuron : neuron + 1;
}

/**
 * An input of a neuron: a pixel, a neuron of the layer before, or a number of a lesson's own.
 *
 * @param {Card} card
 * @param {number} layer  of the neuron
 * @param {number} input
 */
export function inputName(card, layer, input) {
  if (layer > 0) return neuronName(card, { layer: layer - 1, neuron: input });
  if (!readsImage(card)) return `input ${input + 1}`;
  return `row ${Math.floor(input / SIDE) + 1}, column ${(input % SIDE) + 1}`;
}

/**
 * An input's short name.
 *
 * @param {Card} card
 * @param {number} layer  of the neuron
 * @param {number} input
 */
export function shortInputName(card, layer, input) {
  return inputName(card, layer, input).replace("column", "col");
}

/**
 * What a layer's inputs are, in the plural.
 *
 * @param {Card} card
 * @param {number} layer
 */
export function inputsName(card, layer) {
  if (layer > 0) return shapeOf(card, layer - 1) ? "places" : "neurons";
  return readsImage(card) ? "pixels" : "inputs";
}

/**
 * @param {Card} card
 * @param {number} layer
 */
export function layerTitle(card, layer) {
  if (isOutput(card, layer)) return "Output layer";
  const hidden = card.layers.length - 1;
  return hidden === 1 ? "The hidden layer" : `Hidden layer ${layer + 1} of ${hidden}`;
}

/**
 * @param {Card} card
 * @param {number} layer
 */
export function activationName(card, layer) {
  const activation = card.layers[layer]?.activation ?? "";
  return typeof activation === "string" ? activation : activation.name;
}
