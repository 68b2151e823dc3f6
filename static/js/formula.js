/**
 * The step's formula in MathML: in general, and with the actual numbers of one neuron.
 *
 * @typedef {import("./types.js").Card} Card
 * @typedef {import("./types.js").Shown} Shown
 * @typedef {import("./types.js").Unit} Unit
 * @typedef {import("./state.js").State} State
 */

import { number, signed } from "./format.js";
import { m } from "./parts/dom.js";
import { activationName } from "./words.js";

/** @type {Record<string, string>} */
const SYMBOL = { sigmoid: "σ", relu: "ReLU", softmax: "softmax", tanh: "tanh", linear: "id" };

/**
 * @param {...(Node | string)} children
 * @returns {MathMLElement}
 */
export function math(...children) {
  return m("math", m("mrow", ...children));
}

/**
 * @param {string} name
 * @param {number | string} index  the layer, above
 * @param {number | string} [below]  the neuron
 */
function symbol(name, index, below) {
  const up = m("mn", `${index}`);
  return below === undefined
    ? m("msup", m("mi", name), up)
    : m("msubsup", m("mi", name), m("mn", `${below}`), up);
}

/** @param {string} sign */
const op = (sign) => m("mo", sign);

/**
 * The letters of the chosen notation: W a + b = z, or W p + b = n.
 *
 * @param {State["notation"]} notation
 */
export function letters(notation) {
  return notation === "p" ? { sum: "n", input: "p" } : { sum: "z", input: "a" };
}

/**
 * What a layer reads: the input, or the activations of the layer before.
 *
 * @param {State["notation"]} notation
 * @param {number} layer
 */
function before(notation, layer) {
  if (layer > 0) return symbol("a", layer);
  return notation === "p" ? m("mi", "p") : symbol("a", 0);
}

/**
 * zᵏ = Wᵏ aᵏ⁻¹ + bᵏ
 *
 * @param {State["notation"]} notation
 * @param {number} layer
 */
export function sumFormula(notation, layer) {
  const k = layer + 1;
  const { sum } = letters(notation);
  return math(symbol(sum, k), op("="), symbol("W", k), before(notation, layer), op("+"), symbol("b", k));
}

/**
 * aᵏ = σ(zᵏ)
 *
 * @param {State["notation"]} notation
 * @param {Card} card
 * @param {number} layer
 */
export function activationFormula(notation, card, layer) {
  const k = layer + 1;
  const f = functionName(card, layer);
  return math(symbol("a", k), op("="), f, op("("), symbol(letters(notation).sum, k), op(")"));
}

/**
 * @param {Card} card
 * @param {number} layer
 */
function functionName(card, layer) {
  const name = activationName(card, layer);
  return m("mi", SYMBOL[name] ?? name);
}

/**
 * One neuron's sum in numbers: z₇ = 7.88 − 11.36 + 0.65 = −2.83
 *
 * @param {State["notation"]} notation
 * @param {Unit} unit
 * @param {Shown} shown
 */
export function sumInNumbers(notation, { layer, neuron }, shown) {
  const { decimals } = shown;
  return math(
    symbol(letters(notation).sum, layer + 1, neuron + 1),
    op("="),
    m("mn", number(shown.positive, decimals)),
    ...signedTerm(shown.negative, decimals),
    ...signedTerm(shown.bias, decimals),
    op("="),
    m("mn", number(shown.z, decimals)),
  );
}

/**
 * One neuron's activation in numbers: a₇ = σ(−2.83) = 0.06
 *
 * @param {Card} card
 * @param {Unit} unit
 * @param {Shown} shown
 */
export function activationInNumbers(card, { layer, neuron }, shown) {
  const { decimals } = shown;
  return math(
    symbol("a", layer + 1, neuron + 1),
    op("="),
    functionName(card, layer),
    op("("),
    m("mn", number(shown.z, decimals)),
    op(")"),
    op("="),
    m("mn", number(shown.a, decimals)),
  );
}

/**
 * @param {number} value
 * @param {number} decimals
 */
function signedTerm(value, decimals) {
  const text = signed(value, decimals);
  const sign = text.startsWith("−") ? "−" : "+";
  return [op(sign), m("mn", text.replace(/^[+−]/, ""))];
}
