/**
 * The ten outputs of a network, as it is shipped and with another neuron in it.
 *
 * @typedef {import("../../types.js").LayerPass} LayerPass
 */

import { showNet } from "../../kit/figures.js";
import { number } from "../../words/format.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { strongest } from "../../state/selectors.js";

/** @param {HTMLElement} root */
export function createOutputs(root) {
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const before = bar("shipped");
    const after = bar("yours");
    const element = h("tr", {}, h("th", { scope: "row" }, `${digit}`),
      h("td", { class: "output-bars" }, before.track, after.track), h("td", {}, before.figure), h("td", {}, after.figure));
    return { element, before, after };
  });
  const words = h("p", { class: "verdict", role: "status" });
  root.append(
    h("table", { class: "outputs" },
      h("thead", {}, h("tr", {}, h("td"), h("td"), h("th", { scope: "col" }, "shipped"), h("th", { scope: "col" }, "with yours"))),
      h("tbody", {}, ...rows.map(({ element }) => element))),
    words);
  const changed = createWatch();

  return {
    /**
     * @param {readonly LayerPass[] | null} shipped  null keeps what was there
     * @param {readonly LayerPass[] | null} edited
     */
    sync(shipped, edited) {
      const before = shipped?.at(-1)?.a;
      const after = edited?.at(-1)?.a;
      if (!before || !after || !changed(before, after)) return;
      const [was, is] = [strongest(before), strongest(after)];
      rows.forEach((row, digit) => {
        row.before.show(before[digit] ?? 0);
        row.after.show(after[digit] ?? 0);
        row.element.classList.toggle("answer", digit === is);
      });
      setText(words, was === is ? `The answer stays ${is}.` : `The answer was ${was}; with your neuron it is ${is}.`);
    },
  };
}

/** @param {string} kind */
function bar(kind) {
  const fill = h("i", { class: `output-bar ${kind}` });
  const figure = h("span", { class: `output-figure ${kind}` });
  return {
    track: h("span", { class: "output-track" }, fill),
    figure,
    /** @param {number} value */
    show(value) {
      fill.style.width = `${100 * value}%`;
      showNet(figure, value, number(value));
    },
  };
}
