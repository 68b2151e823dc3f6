/**
 * Toy networks: their cards, and their numbers as one list, layer after layer: W row by row, then b.
 * Pure.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Weights} Weights
 */

/**
 * @param {string} name  its sizes, such as "3-2-1": inputs, then the neurons of each layer
 * @param {string} activation  of every layer
 * @returns {Card}
 */
export function toyCard(name, activation) {
  const sizes = name.split("-").map(Number);
  const layers = sizes.slice(1).map((outputs, k) => ({
    inputs: sizes[k] ?? 0, outputs, activation, weights: "", biases: "",
  }));
  return {
    name, sizes, layers, n_parameters: countOf(layers),
    title: name, summary: "", group: "experiments", outputs: "scores", accuracy: {}, training: {},
  };
}

/**
 * How many numbers layers learn: their weights and their biases.
 *
 * @param {readonly {inputs: number, outputs: number}[]} layers
 */
export function countOf(layers) {
  return layers.reduce((sum, { inputs, outputs }) => sum + (inputs + 1) * outputs, 0);
}

/**
 * @param {Card} card
 * @param {readonly number[]} numbers  as many as the network learns
 * @returns {readonly Weights[]}  by layer
 */
export function weightsFrom({ layers }, numbers) {
  let at = 0;
  const take = (/** @type {number} */ n) => Float32Array.from(numbers.slice(at, (at += n)));
  return layers.map(({ inputs, outputs }) => ({ W: take(inputs * outputs), b: take(outputs) }));
}

/**
 * The same the other way.
 *
 * @param {readonly Weights[]} weights
 */
export function numbersFrom(weights) {
  return weights.flatMap(({ W, b }) => [...W, ...b].map(decimal));
}

/**
 * @param {readonly Weights[]} weights
 * @param {number} factor
 */
export function scaledBy(weights, factor) {
  const times = (/** @type {number} */ value) => decimal(value * factor);
  return weights.map(({ W, b }) => ({ W: W.map(times), b: b.map(times) }));
}

/**
 * A float32 as the decimal number that somebody typed: 0.1 is 0.1.
 *
 * @param {number} value
 */
export function decimal(value) {
  return Number(value.toFixed(DECIMALS));
}

export const DECIMALS = 4; // of a number that is typed or travels in a link

/**
 * Weights from −2 to 2 and biases from −1 to 1, in tenths.
 *
 * @param {Card} card
 * @param {() => number} random  0 to 1
 * @returns {readonly Weights[]}
 */
export function randomWeights({ layers }, random) {
  return layers.map(({ inputs, outputs }) => ({
    W: Float32Array.from({ length: inputs * outputs }, () => tenth(random, 2)),
    b: Float32Array.from({ length: outputs }, () => tenth(random, 1)),
  }));
}

/**
 * @param {Card} card
 * @param {() => number} random  0 to 1
 * @returns {readonly number[]}  from −1 to 1, in tenths
 */
export function randomVector({ sizes: [n = 0] }, random) {
  return Array.from({ length: n }, () => tenth(random, 1));
}

/**
 * @param {() => number} random
 * @param {number} reach
 */
function tenth(random, reach) {
  return Math.round((2 * random() - 1) * reach * 10) / 10 + 0; // no −0
}
