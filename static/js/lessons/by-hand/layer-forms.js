/**
 * A layer in vector and in matrix form, with its numbers; its neurons are the rows. Pure.
 *
 * @typedef {import("../../words/formula.js").MathNode} MathNode
 * @typedef {import("../../types.js").Weights} Weights
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../kit/written.js").Opened} Opened
 */

import { functionName, letters, math, node, op, symbol } from "../../words/formula.js";
import { matrix } from "../../words/forms.js";
import { cardOf } from "../../state/selectors.js";
import { computed, plain, readValue, sumOf } from "../../kit/written.js";

/**
 * z₁ = (w₁₁ w₁₂ w₁₃) (p₁ p₂ p₃)ᵀ + b₁ = 0.7000, one neuron.
 *
 * @param {State} state
 * @param {Opened} opened
 * @returns {MathNode}
 */
export function vectorLine(state, opened) {
  const { layer, neuron, weights, inputs, running, bias } = opened;
  const [plus, ...figure] = sumOf([node("mn", ""), node("mn", plain(bias))]).slice(1);
  return math(
    symbol(letters(state.place.notation).sum, layer + 1, neuron + 1), op("="),
    row(weights), op("·"), column(Array.from(inputs, (value) => readValue(opened, value))),
    ...(plus ? [plus, ...figure] : []), op("="), computed(running.z),
  );
}

/**
 * z = W p + b with every row, and a = f(z), of a whole layer.
 *
 * @param {State} state
 * @param {readonly Opened[]} opened  every neuron of the layer
 * @param {Weights} weights  of the layer
 * @returns {readonly MathNode[]}
 */
export function layerLines(state, opened, { W, b }) {
  const [first] = opened;
  if (!first) return [];
  const { layer, inputs } = first;
  const nIn = inputs.length;
  const rows = opened.map((_, k) => Array.from(W.subarray(k * nIn, (k + 1) * nIn), (weight) => cell(node("mn", plain(weight)))));
  const sums = column(opened.map(({ running }) => computed(running.z)));
  return [
    math(
      symbol(letters(state.place.notation).sum, layer + 1), op("="), matrix(rows), op("·"),
      column(Array.from(inputs, (value) => readValue(first, value))), op("+"),
      column(Array.from(b, (bias) => node("mn", plain(bias)))), op("="), sums,
    ),
    math(
      symbol("a", layer + 1), op("="), functionName(cardOf(state), layer), sums, op("="),
      column(opened.map(({ a }) => computed(a))),
    ),
  ];
}

/** @param {Float32Array} values */
function row(values) {
  return matrix([Array.from(values, (value) => cell(node("mn", plain(value))))]);
}

/** @param {readonly MathNode[]} values */
function column(values) {
  return matrix(values.map((value) => [cell(value)]));
}

/** @param {MathNode} value */
function cell(value) {
  return node("mtd", value);
}
