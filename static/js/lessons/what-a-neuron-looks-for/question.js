/**
 * What the lesson asks of the server: a painted neuron alone, or in place of one of a shipped
 * network. Pure.
 *
 * @typedef {import("./grids.js").Grid} Grid
 * @typedef {import("../../kit/numbers.js").Question} Question
 */

import { encodeEdits } from "../../wire/edits.js";
import { encodeImage } from "../../wire/decode.js";

/**
 * @param {Grid} grid
 * @param {number} bias
 * @param {Float32Array} pixels
 * @returns {Question}
 */
export function painted(grid, bias, pixels) {
  return {
    network: { layers: [{ weights: [grid], biases: [bias], activation: "sigmoid" }] },
    input: encodeImage(pixels),
  };
}

/**
 * The edits that put a painted neuron in place of one of the first layer.
 *
 * @param {{grid: Grid, bias: number, neuron: number}} state
 */
export function inPlaceOf({ grid, bias, neuron }) {
  return encodeEdits([
    { kind: "weights", layer: 0, neuron, inputs: Array.from(grid.keys()), values: grid },
    { kind: "bias", layer: 0, neuron, value: bias },
  ]);
}
