/**
 * A whole network as one formula: its output, in which each layer's activations unfold into what
 * they are made of. Pure.
 *
 * @typedef {import("../../words/formula.js").MathNode} MathNode
 */

import { math, node, op, symbol } from "../../words/formula.js";

/**
 * a² = f²(W² a¹ + b²), or with the layer below unfolded a² = f²(W² f¹(W¹ p + b¹) + b²)
 *
 * @param {number} layers  of weights
 * @param {number} unfolded  how many of them are written out, from the output back; 1 at least
 * @returns {MathNode}
 */
export function unfoldedFormula(layers, unfolded) {
  return math(symbol("a", layers), op("="), ...activation(layers, unfolded, unfolded));
}

/**
 * @param {number} layer  from 1; 0 is the input
 * @param {number} left  layers that are still to be written out
 * @param {number} unfolded
 * @returns {MathNode[]}
 */
function activation(layer, left, unfolded) {
  if (layer === 0) return [node("mi", "p")];
  if (left === 0) return [symbol("a", layer)];
  const inside = activation(layer - 1, left - 1, unfolded);
  const written = [
    symbol("f", layer), op("("), symbol("W", layer), ...inside, op("+"), symbol("b", layer), op(")"),
  ];
  // What was unfolded last is marked.
  return left === 1 && unfolded > 1 ? [{ ...node("mrow", ...written), lit: true }] : written;
}
