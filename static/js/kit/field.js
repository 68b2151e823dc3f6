/**
 * A field of cells, one for each case of two inputs: what a neuron makes of every one of them.
 *
 * @typedef {import("../types.js").LayerPass} LayerPass
 *
 * @typedef {object} Cell
 * @property {LayerPass | null} layer  of the neuron, its first; null until it is there
 * @property {boolean} isNow  the case that the diagram shows
 * @property {{sign: string, words: string} | null} mark  what somebody said of it
 * @property {boolean} isWrong  the neuron says otherwise
 * @property {string} [f]  the neuron's function
 */

import { css, grey, textOn } from "../scene/colour.js";
import { createWatch, h, setText } from "../parts/dom.js";
import { outOf, showNet } from "./figures.js";

/**
 * @param {HTMLElement} root
 * @param {object} cases
 * @param {string} cases.name
 * @param {string} cases.corner  what the columns count
 * @param {readonly string[]} cases.rows  in words
 * @param {readonly string[]} cases.columns  in words
 * @param {(row: number, column: number) => string} cases.words  a case, for those who do not see the field
 * @param {(row: number, column: number) => void} cases.choose
 * @param {(state: any, row: number, column: number) => Cell} cellAt
 * @returns {import("./lesson.js").Part<any>}
 */
export function createField(root, { name, corner, rows, columns, words, choose }, cellAt) {
  const cells = rows.map((_, r) => columns.map((_, c) => {
    const z = h("span", { class: "field-z" });
    const a = h("span", { class: "field-a" });
    const mark = h("span", { class: "field-mark", "aria-hidden": "true" });
    const wrong = h("span", { class: "field-wrong", "aria-hidden": "true" }, "!");
    const said = unseen("");
    const button = h("button", { type: "button", class: "cell", click: () => choose(r, c) },
      unseen(`${words(r, c)}: z = `), z, unseen(", a = "), a, mark, wrong, said);
    return { button, z, a, mark, wrong, said, changed: createWatch() };
  }));
  root.classList.add("field");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", name);
  root.style.setProperty("--columns", `${columns.length}`);
  root.style.setProperty("--lines", `${columns.length + 1}`); // with the headings
  const heading = (/** @type {string} */ text) => h("span", { class: "field-heading", "aria-hidden": "true" }, text);
  root.append(heading(corner), ...columns.map(heading),
    ...rows.flatMap((text, r) => [heading(text), ...(cells[r] ?? []).map(({ button }) => button)]));

  return {
    sync({ state, palette: colours }) {
      cells.forEach((row, r) => row.forEach(({ button, z, a, mark, wrong, said, changed }, c) => {
        const cell = cellAt(state, r, c);
        if (!changed(cell.layer, cell.isNow, cell.mark, cell.isWrong, colours)) return;
        button.classList.toggle("is-now", cell.isNow);
        button.classList.toggle("is-wrong", cell.isWrong);
        if (cell.isNow) button.setAttribute("aria-current", "true");
        else button.removeAttribute("aria-current");
        setText(mark, cell.mark?.sign ?? "");
        wrong.hidden = !cell.isWrong;
        setText(said, `${cell.mark ? `, ${cell.mark.words}` : ""}${cell.isWrong ? ": a mistake" : ""}`);
        if (!cell.layer) return;
        const [sum = 0, activation = 0] = [cell.layer.z[0], cell.layer.a[0]];
        button.classList.toggle("is-tie", sum === 0);
        showNet(z, sum);
        showNet(a, activation, outOf(cell.f, activation, sum));
        const fill = grey(activation, colours);
        button.style.background = css(fill);
        button.style.color = css(textOn(fill));
      }));
    },
  };
}

/** @param {string} text  for those who do not see where the cell stands */
function unseen(text) {
  return h("span", { class: "visually-hidden" }, text);
}
