/** Figures as lessons write them, and the mark of those that a network computed. */

import { number } from "../words/format.js";
import { node } from "../words/formula.js";
import { h, setText } from "../parts/dom.js";

/**
 * No more decimals than needed: 1, −0.5, 0.73; a number that is not 0 never reads as 0.
 *
 * @param {number} value
 * @param {number} [decimals]  at most
 */
export function tidy(value, decimals = 2) {
  const short = trimmed(number(value, decimals));
  return short === "0" && value !== 0 ? "≈ 0" : short;
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
