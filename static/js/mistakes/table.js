/**
 * The confusion matrix: what is, in rows; what it was read as, in columns. A cell leads to its
 * samples.
 */

import { createWatch, h, setText, setUsable } from "../parts/dom.js";
import { css, diverging, textOn } from "../scene/colour.js";
import { number } from "../words/format.js";
import { createGuess } from "./guess.js";
import { DIGITS } from "./state.js";
import { cellInWords, hardestInWords, PRECISION, RECALL } from "./words.js";

const PALE = 0.7; // of the full colour

/**
 * @param {HTMLElement} root
 * @param {import("./choosers.js").Page} page
 */
export function createTable(root, { set, answers }) {
  const guess = createGuess((hardest) => set({ hardest }));
  const verdict = h("p", { class: "verdict", role: "status" });
  const cells = DIGITS.map((truth) => DIGITS.map((read) => {
    const button = h("button", {
      type: "button", class: "matrix-count", click: () => set({ cell: { truth, read }, view: "gallery", order: "random" }),
    });
    return { truth, read, button, box: h("td", {}, button) };
  }));
  const recall = DIGITS.map(() => h("td", { class: "share" }));
  const precision = DIGITS.map(() => h("td", { class: "share" }));
  const table = h("table", { class: "matrix" },
    h("caption", {}, "Rows: what it is. Columns: what it was read as. Press a number to see its digits."),
    h("thead", {}, h("tr", {}, h("td", {}), ...DIGITS.map((read) => h("th", { scope: "col" }, `${read}`)),
      h("th", { scope: "col", class: "share" }, "recall"))),
    h("tbody", {}, ...cells.map((row, truth) =>
      h("tr", {}, h("th", { scope: "row" }, `${truth}`), ...row.map(({ box }) => box), recall[truth] ?? ""))),
    h("tfoot", {}, h("tr", {}, h("th", { scope: "row", class: "share" }, "precision"), ...precision, h("td", {}))));
  const told = h("div", {}, verdict,
    h("div", { class: "told-table" }, table, h("div", {}, h("p", { class: "hint" }, RECALL), h("p", { class: "hint" }, PRECISION))));
  const waiting = h("p", { class: "hint" }, "The network reads ten thousand digits…");
  root.tabIndex = -1; // for the keyboard, once the guess is made
  root.append(guess.element, waiting, told);
  const changed = createWatch();

  return {
    /** @param {import("./choosers.js").Frame} frame */
    sync({ state, palette }) {
      const { network, source, hardest, line } = state;
      const matrix = answers.get("matrix", { network, source }, line.connection === "online");
      if (!changed(matrix, network, hardest, palette)) return;
      guess.show(hardest === null ? `Which digit does ${network} get wrong most often? Guess first.` : null, root);
      waiting.hidden = hardest === null || matrix !== null;
      told.hidden = hardest === null || matrix === null;
      if (told.hidden) return;
      setText(verdict, hardestInWords(state, matrix));
      const largest = Math.max(...DIGITS.flatMap((truth) => DIGITS.map((read) => (truth === read ? 0 : matrix.counts[truth][read]))));
      for (const { truth, read, button, box } of cells.flat()) {
        const n = matrix.counts[truth][read];
        setText(button, `${n}`);
        button.setAttribute("aria-label", cellInWords(truth, read, n));
        setUsable(button, n > 0);
        const share = truth === read ? 1 : -Math.sqrt(n / Math.max(1, largest)); // few mistakes are seen, too
        const ground = diverging(share * PALE, 1, palette);
        box.style.backgroundColor = css(ground);
        button.style.color = css(n === 0 ? palette.soft : textOn(ground));
      }
      for (const [k, box] of recall.entries()) setText(box, share(matrix.recall[k]));
      for (const [k, box] of precision.entries()) setText(box, share(matrix.precision[k]));
    },
  };
}

/** @param {number | null} value */
function share(value) {
  return value === null ? "–" : number(value);
}
