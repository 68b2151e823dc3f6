/**
 * What a place of a map reads, in words and formulas. Pure.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Explanation} Explanation
 * @typedef {import("../types.js").Unit} Unit
 * @typedef {import("./formula.js").MathNode} MathNode
 * @typedef {import("../state/maps.js").Window} Window
 */

import { inKernel } from "../state/kernels.js";
import { fieldOf, placeIn, shapeOf } from "../state/maps.js";
import { inputOfTerm } from "../state/terms.js";
import { count, number } from "./format.js";
import { added, figure, letters, math, node, op, symbol } from "./formula.js";
import { matrix } from "./forms.js";
import { placeName, unitIndex } from "./names.js";

/**
 * The part of the digit on which a place of a map depends, without what hangs over its edges.
 *
 * @param {Card} card
 * @param {Unit} unit  of a layer of maps
 * @returns {Window}
 */
export function fieldOn(card, { layer, neuron }) {
  const shape = shapeOf(card, layer);
  const [, rows = 0, columns = 0] = shapeOf(card, -1) ?? [];
  const whole = { top: 0, left: 0, height: rows, width: columns };
  const { top, left, height, width } = (shape && fieldOf(card, layer, placeIn(shape, neuron)).at(-1)) ?? whole;
  const [first, leftmost] = [Math.max(0, top), Math.max(0, left)];
  return {
    top: first, left: leftmost,
    height: Math.min(rows, top + height) - first, width: Math.min(columns, left + width) - leftmost,
  };
}

/** @param {Window} field */
export function fieldInWords({ top, left, height, width }) {
  return `It sees rows ${top + 1} to ${top + height}, columns ${left + 1} to ${left + width} of the digit.`;
}

/**
 * Which of its places a pool takes, and what becomes of the others.
 *
 * @param {Card} card
 * @param {Explanation} opened  of a pool
 */
export function poolInWords(card, opened) {
  const { layer, inputs, weights } = opened;
  const n = inputs.length;
  if (card.layers[layer]?.type === "avg-pool2d") return `The mean of ${count(n)} places: where each number stood is forgotten.`;
  if (inputs.every((value) => value === inputs[0])) {
    return `All ${count(n)} are ${number(inputs[0] ?? 0)}: the first is taken, and nothing is forgotten but where it stood.`;
  }
  const won = weights.indexOf(1);
  const read = shapeOf(card, layer - 1);
  const place = read ? placeName(read, inputOfTerm(opened, won)) : `number ${won + 1}`;
  return `The largest wins: ${place} with ${number(inputs[won] ?? 0)}. The other ${count(n - 1)} are forgotten, and so is where it stood.`;
}

/**
 * a = max(0.12, 0.83, 0.00, 0.40) = 0.83
 *
 * @param {Card} card
 * @param {Explanation} opened  of a pool
 * @returns {MathNode}
 */
export function poolInNumbers(card, opened) {
  const { layer, inputs, shown } = opened;
  const name = card.layers[layer]?.type === "avg-pool2d" ? "mean" : "max";
  const all = Array.from(inputs).flatMap((value, k) => [...(k ? [op(",")] : []), figure(value)]);
  return math(symbol("a", layer + 1, unitIndex(card, opened)), op("="), node("mi", name), op("("), ...all, op(")"), op("="), figure(shown.a));
}

/**
 * The kernel over its window, from the map that the term of now reads: each pair of cells is one product.
 *
 * @param {import("../state/state.js").State["place"]["notation"]} notation
 * @param {Card} card
 * @param {Explanation} opened  of a convolution
 * @param {number} term
 * @returns {readonly MathNode[]}
 */
export function kernelForm(notation, card, opened, term) {
  const { layer, neuron, weights, inputs, shown } = opened;
  const at = (/** @type {number} */ k) => inKernel(card, layer, neuron, inputOfTerm(opened, k));
  const channel = at(term)?.channel ?? 0;
  const [height, width] = card.layers[layer]?.kernel ?? [0, 0];
  const grid = (/** @type {Float32Array} */ values) => {
    /** @type {(MathNode | string)[][]} */
    const rows = Array.from({ length: height }, () => Array.from({ length: width }, () => "·"));
    values.forEach((value, k) => {
      const found = at(k);
      const row = found?.channel === channel ? rows[found.row] : undefined;
      if (found && row) row[found.column] = { ...node("mtd", figure(value)), now: k === term, lit: k === term };
    });
    return matrix(rows);
  };
  const { decimals } = shown;
  const others = (shapeOf(card, layer - 1)?.[0] ?? 1) > 1 ? [op("+"), node("mo", "⋯")] : [];
  return [
    math(symbol(letters(notation).sum, layer + 1, unitIndex(card, opened)), op("="), op("∑"), op("(")),
    math(grid(weights)),
    math(op("∘"), grid(inputs), op(")")),
    math(...others, ...added(shown.bias, decimals), op("="), figure(shown.z, decimals)),
  ];
}
