/**
 * A neuron's sum in signs, in numbers, and term by term, as the server opened it.
 *
 * @typedef {import("../../types.js").Explanation} Explanation
 */

import { createWatch, h, m } from "../../parts/dom.js";
import { showNet, tidy } from "../../kit/figures.js";

const PLACES = 4; // of a product of two numbers with hundredths: so the terms add up as they stand

/**
 * @param {HTMLElement} root
 * @param {string} signs  such as w₀x₀ + w₁x₁ + b
 */
export function createSum(root, signs) {
  root.classList.add("sum-lines");
  const general = math(m("mi", "z"), m("mo", "="), m("mtext", signs));
  const changed = createWatch();

  return {
    /**
     * @param {Pick<Explanation, "weights" | "inputs" | "terms" | "bias" | "z" | "a"> | null} opened
     *   null until it is there
     * @param {string} f  the activation function's sign
     */
    sync(opened, f) {
      if (!opened || !changed(opened, f)) return;
      const { weights, inputs, terms, bias, z, a } = opened;
      const products = Array.from(weights, (weight, r) =>
        [...(r ? [m("mo", "+")] : []), given(weight), m("mo", "·"), given(inputs[r] ?? 0)]).flat();
      const added = Array.from(terms, (term, r) => [...(r ? [m("mo", "+")] : []), net(term)]).flat();
      root.replaceChildren(
        general,
        math(m("mo", "="), ...products, m("mo", "+"), given(bias)),
        math(m("mo", "="), ...added, m("mo", "+"), given(bias)),
        math(m("mo", "="), strong(net(z))),
        math(m("mi", "a"), m("mo", "="), m("mi", f), m("mo", "("), net(z), m("mo", ")"), m("mo", "="), strong(net(a, 2))),
      );
    },
  };
}

/** @param {...MathMLElement} children */
function math(...children) {
  return h("span", { class: "sum-piece" }, m("math", ...children));
}

/** @param {number} value  that somebody set */
function given(value) {
  return m("mn", value < 0 ? `(${tidy(value)})` : tidy(value));
}

/**
 * @param {number} value  that the server computed
 * @param {number} [places]
 */
function net(value, places = PLACES) {
  const element = m("mn");
  showNet(element, value, tidy(value, places));
  return element;
}

/** @param {MathMLElement} element */
function strong(element) {
  element.classList.add("total");
  return element;
}
