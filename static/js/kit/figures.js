/** Figures as lessons write them, and the mark of those that a network computed. */

import { number } from "../words/format.js";
import { node } from "../words/formula.js";
import { h, setText } from "../parts/dom.js";

/**
 * No more decimals than needed: 1, −0.5, 0.73; a number that is not 0 or 1 never reads as if it were.
 *
 * @param {number} value
 * @param {number} [decimals]  at most
 */
export function tidy(value, decimals = 2) {
  const short = trimmed(number(value, decimals));
  return short in ENDS && value !== ENDS[short] ? `≈ ${short}` : short;
}

/** @type {Readonly<Record<string, number>>} */
const ENDS = { 0: 0, 1: 1, "−1": -1 };
/** Functions that come as near to their ends as one likes, and never there. */
const ENDLESS = ["sigmoid", "tanh", "gelu", "swish"];

/**
 * What a function says: ≈ 1 where rounding, the computer's own, too, has made 1 of it.
 *
 * @param {unknown} f  as in a network
 * @param {number} value
 * @param {number} z
 * @param {number} [decimals]  at most
 */
export function outOf(f, value, z, decimals = 2) {
  const text = tidy(value, decimals);
  return z !== 0 && text in ENDS && ENDLESS.some((each) => each === f) ? `≈ ${text}` : text;
}

/**
 * Without the zeros at its end, which say nothing.
 *
 * @param {string} text  a number
 */
export function trimmed(text) {
  return text.includes(".") && !text.includes("e") ? text.replace(/\.?0+$/, "") : text;
}

/**
 * A number that a network computed: it came over the socket, and its full value stays beside it.
 *
 * @param {HTMLElement | MathMLElement} element
 * @param {number} value
 * @param {string} [text]
 */
export function showNet(element, value, text = tidy(value)) {
  element.dataset["net"] = `${value}`;
  setText(element, text);
}

/**
 * The same in a formula.
 *
 * @param {number} value
 * @param {string} [text]
 * @returns {import("../words/formula.js").MathNode}
 */
export function netFigure(value, text = tidy(value)) {
  return { ...node("mn", text), net: value };
}

/**
 * The same, as an element of its own.
 *
 * @param {number} value
 * @param {string} [text]
 */
export function netSpan(value, text) {
  const element = h("span");
  showNet(element, value, text);
  return element;
}
