/**
 * A layer as books write it: z = W x + b, with a row of W for each neuron, and a = f(z).
 *
 * @typedef {import("../../types.js").LayerPass} LayerPass
 */

import { createWatch, h, m } from "../../parts/dom.js";
import { showNet, tidy } from "../../kit/figures.js";

/** @param {HTMLElement} root */
export function createMatrix(root) {
  root.classList.add("sum-lines");
  const changed = createWatch();
  return {
    /**
     * @param {readonly (readonly number[])[]} W
     * @param {readonly number[]} x
     * @param {readonly number[]} b
     * @param {LayerPass | null} layer  null until it is there
     * @param {string} f  the activation function's sign
     */
    sync(W, x, b, layer, f) {
      if (!layer || !changed(layer, f, ...W.flat(), ...x, ...b)) return;
      const { z, a } = layer;
      root.replaceChildren(
        piece(m("mi", "z"), m("mo", "="), m("mi", "W"), m("mi", "x"), m("mo", "+"), m("mi", "b")),
        piece(m("mo", "="), rows(W.map((row) => row.map(given))), column(x.map(given)), m("mo", "+"), column(b.map(given))),
        piece(m("mo", "="), column(Array.from(z, net))),
        piece(m("mi", "a"), m("mo", "="), m("mi", f), m("mo", "("), m("mi", "z"), m("mo", ")"), m("mo", "="), column(Array.from(a, net))),
      );
    },
  };
}

/** @param {...MathMLElement} children */
function piece(...children) {
  return h("span", { class: "sum-piece" }, m("math", ...children));
}

/** @param {readonly MathMLElement[]} numbers */
function column(numbers) {
  return rows(numbers.map((number) => [number]));
}

/** @param {readonly (readonly MathMLElement[])[]} numbers */
function rows(numbers) {
  const table = m("mtable", ...numbers.map((row) => m("mtr", ...row.map((number) => m("mtd", number)))));
  table.classList.add("matrix");
  return table;
}

/** @param {number} value  that somebody set */
function given(value) {
  return m("mn", tidy(value));
}

/** @param {number} value  that the server computed */
function net(value) {
  const element = m("mn");
  showNet(element, value);
  return element;
}
