/**
 * A whole network as one formula: its output, in which each layer's activations unfold into what
 * they are made of; and how its layers are counted.
 *
 * @typedef {import("../../words/formula.js").MathNode} MathNode
 * @typedef {import("../../kit/lesson.js").Figure<import("../by-hand.js").State>} Figure
 */

import { createWatch, h } from "../../parts/dom.js";
import { rendered } from "../../parts/math.js";
import { cardOf } from "../../state/selectors.js";
import { math, node, op, symbol } from "../../words/formula.js";

const WORDS = ["no", "one", "two", "three", "four"];

/** @type {Figure} */
export function wholeFormula(room) {
  const changed = createWatch();
  return {
    sync({ state: { pass, unfolded } }) {
      const n = cardOf(pass).layers.length;
      if (changed(n, unfolded)) room.replaceChildren(rendered(unfoldedFormula(n, Math.min(n, unfolded))));
    },
  };
}

/** @type {Figure} */
export function counting(room) {
  const changed = createWatch();
  return {
    sync({ state: { pass } }) {
      const card = cardOf(pass);
      if (changed(card)) room.replaceChildren(...countingWords(card).map((words) => h("p", {}, words)));
    },
  };
}

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

/**
 * @param {import("../../types.js").Card} card
 * @returns {readonly string[]}  sentences
 */
export function countingWords({ name, layers, n_parameters: n, sizes }) {
  const plural = (/** @type {number} */ k, /** @type {string} */ thing) => `${WORDS[k] ?? k} ${thing}${k === 1 ? "" : "s"}`;
  const weights = layers.map(({ inputs, outputs }) => inputs * outputs);
  const biases = layers.map(({ outputs }) => outputs);
  return [
    `${name} has ${plural(layers.length, "layer")} of weights and ${plural(layers.length - 1, "hidden layer")}: `
      + `the ${sizes[0]} inputs only bring numbers, so they are not counted.`,
    `It learns ${weights.join(" + ")} weights and ${biases.join(" + ")} biases, ${n} numbers in all.`,
  ];
}
