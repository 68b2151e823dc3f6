/**
 * A formula's tree → MathML elements.
 *
 * @typedef {import("../words/formula.js").MathNode} MathNode
 */

import { activationInNumbers, softmaxSum } from "../words/formula.js";
import { h, m } from "./dom.js";

/**
 * @param {MathNode} node
 * @returns {MathMLElement}
 */
export function rendered({ tag, children, now, lit, net }) {
  const element = m(tag, ...children.map((child) => (typeof child === "string" ? child : rendered(child))));
  if (lit) element.classList.add("lit");
  if (now) element.classList.add("now");
  if (net !== undefined) element.dataset.net = `${net}`;
  return element;
}

/**
 * A formula that goes on in the next line, from its second equals sign, where its room is narrow:
 * fonts differ in width by a quarter, and a browser breaks no formula by itself.
 *
 * @param {MathNode} formula
 */
export function breakable({ tag, children: [row] }) {
  const all = typeof row === "string" || !row ? [] : row.children;
  const signs = all.flatMap((child, k) => (isEquals(child) ? [k] : []));
  const starts = [0, ...signs.slice(1)];
  const parts = starts.map((start, k) => all.slice(start, starts[k + 1]));
  return h("div", { class: "formula-line" },
    ...parts.map((children) => rendered({ tag, children: [{ tag: "mrow", children }] })));
}

/**
 * An activation with its numbers, and below it all of the sum that a softmax output is a share of.
 *
 * @param {import("../types.js").Card} card
 * @param {import("../types.js").Explanation} opened
 */
export function activationLines(card, opened) {
  const { softmax, neuron, held, shown } = opened;
  if (!softmax || held) return [breakable(activationInNumbers(card, opened, shown))];
  return [
    breakable(activationInNumbers(card, opened, shown, { tag: "mi", children: ["S"] })),
    h("div", { class: "formula-line softmax-sum" }, ...softmaxSum(softmax, neuron).map(rendered)),
  ];
}

/** @param {MathNode | string} node */
function isEquals(node) {
  return typeof node !== "string" && node.tag === "mo" && node.children[0] === "=";
}
