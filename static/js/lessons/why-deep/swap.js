/**
 * `classic` with another function in its hidden layers: how many digits it still reads, and what it
 * says of one.
 *
 * @typedef {import("../../kit/lesson.js").Figure<import("../why-deep.js").State>} Figure
 * @typedef {import("./facts.js").Facts} Facts
 * @typedef {import("./facts.js").Bend} Bend
 */

import { showNet } from "../../kit/figures.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { strongest } from "../../state/selectors.js";
import { number } from "../../words/format.js";
import { BENDS } from "./facts.js";

/** @param {Facts} facts @returns {Figure} */
export const swapped = (facts) => (room) => {
  const rows = /** @type {[Bend, string][]} */ (Object.entries(BENDS)).map(([bend, name]) => {
    const fill = h("i", { class: "output-bar" });
    const right = h("span");
    const element = h("tr", {}, h("th", { scope: "row" }, name),
      h("td", { class: "bend-track" }, h("span", { class: "output-track" }, fill)), h("td", {}, right));
    return { bend, fill, right, element };
  });
  const title = h("caption");
  room.append(h("table", { class: "figures bend-counts" }, title, h("tbody", {}, ...rows.map(({ element }) => element))));

  return {
    sync({ state, told }) {
      for (const { bend, fill, right, element } of rows) {
        const found = facts.swapped(bend);
        const isSeen = found !== null && told;
        element.classList.toggle("answer", bend === state.bend);
        fill.style.width = isSeen ? `${(100 * found.right) / found.of}%` : "0";
        if (isSeen) {
          showNet(right, found.right);
          setText(title, `Read right, of ${found.of} digits of ours, drawn anew`);
        } else setText(right, told ? "…" : "?");
      }
    },
  };
};

/** @param {Facts} facts @returns {Figure} */
export const swappedOutputs = (facts) => (room) => {
  const figures = Array.from({ length: 10 }, () => h("b"));
  const words = h("p", { class: "verdict", role: "status" });
  room.append(h("ol", { class: "bend-outputs", start: "0" }, ...figures.map((each, digit) => h("li", {}, `${digit}: `, each))), words);
  const changed = createWatch();

  return {
    sync({ state: { bend, digit } }) {
      const found = facts.swapped(bend);
      if (!found || !changed(found, digit)) return;
      const a = found.outputs.subarray(10 * digit, 10 * digit + 10);
      figures.forEach((each, k) => showNet(each, a[k] ?? 0, number(a[k] ?? 0)));
      const answer = strongest(a);
      setText(words, answer === digit ? `It reads the ${digit} as a ${answer}.` : `It reads the ${digit} as a ${answer}: a mistake.`);
    },
  };
};
