/** A formula's tree → MathML elements. */

import { m } from "./dom.js";

/**
 * @param {import("../formula.js").MathNode} node
 * @returns {MathMLElement}
 */
export function rendered({ tag, children, now, lit, net }) {
  const element = m(tag, ...children.map((child) => (typeof child === "string" ? child : rendered(child))));
  if (lit) element.classList.add("lit");
  if (now) element.classList.add("now");
  if (net !== undefined) element.dataset.net = `${net}`;
  return element;
}
