/**
 * Formulas, in general and with the actual numbers, as trees of MathML. Pure.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Explanation} Explanation
 * @typedef {import("../types.js").LayerPass} LayerPass
 * @typedef {import("../types.js").Shown} Shown
 * @typedef {import("../types.js").Unit} Unit
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../state/walk.js").Place} Place
 *
 * @typedef {object} MathNode
 * @property {string} tag
 * @property {readonly (MathNode | string)[]} children
 * @property {boolean} [now]  what the walk has come to
 * @property {boolean} [lit]  of the current row or column
 * @property {number} [net]  the number in full, where a network computed it
 */

import { readsImage } from "../digit-image.js";
import { number, signed } from "./format.js";
import { activationName, unitIndex } from "./names.js";
import { sumBefore } from "./places.js";

/** @type {Record<string, string>} */
const SYMBOL = { sigmoid: "σ", relu: "ReLU", softmax: "softmax", tanh: "tanh", linear: "id" };

/**
 * @param {string} tag
 * @param {...(MathNode | string)} children
 * @returns {MathNode}
 */
export function node(tag, ...children) {
  return { tag, children };
}

/** @param {...(MathNode | string)} children */
export function math(...children) {
  return node("math", node("mrow", ...children));
}

/**
 * @param {string} name
 * @param {number | string} index  the layer, above
 * @param {number | string} [below]  the neuron, or the neuron and the input
 */
export function symbol(name, index, below) {
  const letter = node("mi", name);
  const up = node("mn", `${index}`);
  return below === undefined
    ? node("msup", letter, up)
    : node("msubsup", letter, node(typeof below === "number" ? "mn" : "mi", `${below}`), up);
}

/** @param {string} sign */
export const op = (sign) => node("mo", sign);

/**
 * The letters of the chosen notation: W a + b = z, or W p + b = n.
 *
 * @param {State["place"]["notation"]} notation
 */
export function letters(notation) {
  return notation === "p" ? { sum: "n", input: "p" } : { sum: "z", input: "a" };
}

/**
 * What a layer reads: the input, or the activations of the layer before. A small network's input is
 * p in either notation.
 *
 * @param {State["place"]["notation"]} notation
 * @param {Card} card
 * @param {number} layer
 * @param {number | string} [below]
 */
function inputSymbol(notation, card, layer, below) {
  if (layer > 0 || (notation === "a" && readsImage(card))) return symbol("a", layer, below);
  return below === undefined ? node("mi", "p") : node("msub", node("mi", "p"), node("mi", `${below}`));
}

/**
 * The weighted sum in general: of a neuron as a sum of products or as a product of two vectors, or
 * of the whole layer.
 *
 * @param {State["place"]["notation"]} notation
 * @param {Card} card
 * @param {number} layer
 * @param {State["place"]["form"]} [form]
 * @param {number | string} [below]  the neuron, as it is written
 */
export function sumFormula(notation, card, layer, form = "matrix", below = "j") {
  const k = layer + 1;
  const { sum } = letters(notation);
  const { kernel, side, type } = card.layers[layer] ?? {};
  if (side !== undefined) {
    return math(symbol("a", k), op("="), node("mi", type === "avg-pool2d" ? "mean" : "max"), op("("), inputSymbol(notation, card, layer), op(")"));
  }
  if (form === "matrix") {
    return math(symbol(sum, k), op("="), symbol("W", k), ...(kernel ? [op("∗")] : []), inputSymbol(notation, card, layer), op("+"), symbol("b", k));
  }
  const product =
    form === "scalar"
      ? [
          node("munder", op("∑"), node("mi", "i")),
          symbol("w", k, `${below}${below === "j" ? "" : ","}i`),
          inputSymbol(notation, card, layer, "i"),
        ]
      : [symbol("w", k, below), op("·"), inputSymbol(notation, card, layer)];
  return math(symbol(sum, k, below), op("="), ...product, op("+"), symbol("b", k, below));
}

/**
 * aᵏ = σ(zᵏ), or for softmax e to the power of each sum over that of all of them.
 *
 * @param {State["place"]["notation"]} notation
 * @param {Card} card
 * @param {number} layer
 */
export function activationFormula(notation, card, layer) {
  const k = layer + 1;
  if (activationName(card, layer) === "softmax") {
    const e = (/** @type {string} */ below) => power(symbol(letters(notation).sum, k, below));
    const all = node("mrow", node("munder", op("∑"), node("mi", "i")), e("i"));
    return math(symbol("a", k, "j"), op("="), node("mfrac", e("j"), all));
  }
  return math(
    symbol("a", k), op("="), functionName(card, layer), op("("), symbol(letters(notation).sum, k), op(")"),
  );
}

/**
 * @param {Card} card
 * @param {number} layer
 */
export function functionName(card, layer) {
  const name = activationName(card, layer);
  return node("mi", SYMBOL[name] ?? name);
}

/**
 * One neuron's sum in numbers: z₇ = 7.88 − 11.36 + 0.65 = −2.83
 *
 * @param {State["place"]["notation"]} notation
 * @param {Unit} unit
 * @param {Shown} shown
 * @param {number | string} [index]  of the neuron, as it is written
 */
export function sumInNumbers(notation, { layer, neuron }, shown, index = neuron + 1) {
  const { decimals } = shown;
  return math(
    symbol(letters(notation).sum, layer + 1, index),
    op("="),
    figure(shown.positive, decimals),
    ...added(shown.negative, decimals),
    ...added(shown.bias, decimals),
    op("="),
    figure(shown.z, decimals),
  );
}

/** @param {MathNode} exponent */
function power(exponent) {
  return node("msup", node("mi", "e"), exponent);
}

/**
 * e to the power of each sum of a softmax layer, in figures that give a neuron's share as its
 * activation is displayed.
 *
 * @param {LayerPass} layer
 * @param {number} neuron
 * @returns {readonly MathNode[]}
 */
function powersOf({ z, a }, neuron) {
  const goal = number(a[neuron] ?? 0);
  const decimals = [2, 3, 4, 5, 6, 7].find((each) => number(shareIn(z, neuron, each)) === goal) ?? 2;
  return Array.from(z, (sum) => power(figure(sum, decimals)));
}

/**
 * What somebody would get who works the share out from figures of so many decimals, only to tell
 * whether they are enough: what is displayed is the network's own.
 *
 * @param {Float32Array} z
 * @param {number} neuron
 * @param {number} decimals
 */
function shareIn(z, neuron, decimals) {
  const top = Math.max(...z);
  const powers = Array.from(z, (sum) => Math.exp(Number(sum.toFixed(decimals)) - top));
  return (powers[neuron] ?? 0) / powers.reduce((sum, each) => sum + each, 0);
}

/**
 * What a softmax output is a share of, term by term: S = e^1.20 + e^−0.70 + …, all ten.
 *
 * @param {LayerPass} layer
 * @param {number} neuron
 * @returns {readonly MathNode[]}
 */
export function softmaxSum(layer, neuron) {
  return powersOf(layer, neuron).map((each, k) => math(...(k === 0 ? [node("mi", "S"), op("=")] : [op("+")]), each));
}

/**
 * One neuron's activation in numbers: a₇ = σ(−2.83) = 0.06; of a softmax layer
 * a₇ = e^7.50 / (⋯ + e^7.50 + ⋯) = 0.99
 *
 * @param {Card} card
 * @param {Unit & Pick<Explanation, "held" | "softmax" | "z">} unit
 * @param {Shown} shown
 * @param {MathNode} [whole]  what stands for the sum that a softmax output is a share of
 */
export function activationInNumbers(card, { layer, neuron, held, softmax, z }, shown, whole) {
  const index = unitIndex(card, { layer, neuron });
  if (held) {
    const why = node("mtext", "\u2002held by an edit");
    return math(symbol("a", layer + 1, index), op("="), figure(shown.a), why);
  }
  if (softmax) {
    const powers = powersOf(softmax, neuron);
    const mine = powers[neuron] ?? node("mrow");
    const before = neuron > 0 ? [op("⋯"), op("+")] : [];
    const after = neuron < powers.length - 1 ? [op("+"), op("⋯")] : [];
    const sum = whole ? [whole] : [op("("), ...before, mine, ...after, op(")")];
    return math(
      symbol("a", layer + 1, index), op("="), mine, op("/"), ...sum, op("="), figure(shown.a),
    );
  }
  const decimals = shown.decimals_for_a;
  return math(
    symbol("a", layer + 1, index), op("="), functionName(card, layer), op("("),
    figure(decimals > shown.decimals ? z : shown.z, decimals), op(")"), op("="), figure(shown.a),
  );
}

/**
 * What a place of the walk adds: 4.5604 + 1.2449 = 5.8053
 *
 * @param {State["place"]["notation"]} notation
 * @param {Card} card
 * @param {Explanation} opened
 * @param {Place} place
 */
export function placeInNumbers(notation, card, opened, place) {
  const { running } = opened;
  const { decimals, term, sum, rounding, bias, z } = running;
  switch (place) {
    case "f":
      return activationInNumbers(card, opened, opened.shown);
    case "start":
      return math(node("mn", "0"));
    case "zeros":
      return math(figure(sumBefore(opened), decimals), op("+"), node("mn", "0"), op("="), figure(sumBefore(opened), decimals));
    case "bias": {
      const unit = symbol(letters(notation).sum, opened.layer + 1, unitIndex(card, opened));
      const left = rounding ? added(rounding, decimals) : [];
      return math(unit, op("="), figure(sumBefore(opened), decimals), ...left, ...added(bias, decimals), op("="), figure(z, decimals));
    }
    default: {
      const before = place > 0 ? figure(sum[place - 1] ?? 0, decimals) : node("mn", "0");
      return math(before, ...added(term[place] ?? 0, decimals), op("="), figure(sum[place] ?? 0, decimals));
    }
  }
}

/**
 * @param {number} value
 * @param {number} [decimals]
 */
export function figure(value, decimals) {
  return node("mn", number(value, decimals));
}

/**
 * A summand behind others: its sign stands as an operator.
 *
 * @param {MathNode} written
 * @returns {MathNode[]}
 */
export function plus(written) {
  const text = `${written.children[0]}`;
  return text.startsWith("−") ? [op("−"), { ...written, children: [text.slice(1)] }] : [op("+"), written];
}

/**
 * With a sign that stands as an operator.
 *
 * @param {number} value
 * @param {number} decimals
 */
export function added(value, decimals) {
  return plus(node("mn", signed(value, decimals).replace("+", "")));
}
