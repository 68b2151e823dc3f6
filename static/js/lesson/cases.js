/**
 * A table of inputs, and what the neuron makes of each.
 *
 * @typedef {import("../types.js").LayerPass} LayerPass
 *
 * @typedef {object} Case
 * @property {readonly string[]} cells  what the inputs are, in words
 * @property {readonly LayerPass[] | null} layers  null until they are there
 * @property {boolean} isNow  the one that the diagram shows
 */

import { createWatch, h, setText } from "../parts/dom.js";
import { showNet, tidy } from "./figures.js";

/**
 * @param {HTMLElement} root  a table
 * @param {string} caption
 * @param {readonly string[]} headings  of the inputs' columns
 * @param {(a: number, z: number) => string} verdict
 */
export function createCases(root, caption, headings, verdict) {
  const body = h("tbody");
  root.append(
    h("caption", { class: "visually-hidden" }, caption),
    h("thead", {}, h("tr", {}, ...[...headings, "z", "a", ""].map((each) => h("th", { scope: "col" }, each)))),
    body,
  );
  /** @type {{row: HTMLTableRowElement, cells: HTMLTableCellElement[], z: HTMLElement, a: HTMLElement, words: HTMLElement}[]} */
  let rows = [];
  const changed = createWatch();

  /** @param {number} n */
  function make(n) {
    rows = Array.from({ length: n }, () => {
      const cells = headings.map(() => h("td"));
      const [z, a, words] = [h("td", { class: "figure-cell" }), h("td", { class: "figure-cell" }), h("td")];
      return { row: h("tr", {}, ...cells, z, a, words), cells, z, a, words };
    });
    body.replaceChildren(...rows.map(({ row }) => row));
  }

  return {
    /** @param {readonly Case[]} cases */
    sync(cases) {
      if (!changed(cases.length, ...cases.flatMap(({ cells, layers, isNow }) => [...cells, layers, isNow]))) return;
      if (cases.length !== rows.length) make(cases.length);
      cases.forEach(({ cells: texts, layers, isNow }, k) => {
        const made = rows[k];
        if (!made) return;
        made.row.classList.toggle("is-now", isNow);
        texts.forEach((text, c) => setText(made.cells[c] ?? made.words, text));
        const [layer] = layers ?? [];
        if (!layer) return;
        const [z = 0, a = 0] = [layer.z[0], layer.a[0]];
        showNet(made.z, z);
        showNet(made.a, a, tidy(a, 3));
        setText(made.words, verdict(a, z));
      });
    },
  };
}
