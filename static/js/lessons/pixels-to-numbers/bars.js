/**
 * Ten outputs as bars, each with its number: the activation, and the sum that it came from; and the
 * picture that they belong to.
 */

import { drawGrey } from "../../draw/grid.js";
import { createWatch, h } from "../../parts/dom.js";
import { picture } from "../../parts/inspector/picture.js";
import { showNet } from "../../kit/figures.js";
import { number } from "../../words/format.js";

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/**
 * @template State
 * @param {string} name
 * @param {(state: State & import("../../kit/lesson.js").Common) => import("../../types.js").Trace | null} traceOf  null keeps what was there
 * @returns {import("../../kit/lesson.js").Figure<State>}
 */
export const bars = (name, traceOf) => (root) => {
  const rows = DIGITS.map((digit) => {
    const bar = h("i", { class: "out-bar" });
    const a = h("td", { class: "out-a" });
    const z = h("td", { class: "out-z" });
    const row = h("tr", {}, h("th", { scope: "row" }, `${digit}`), h("td", { class: "out-track" }, bar), z, a);
    return { row, bar, a, z };
  });
  root.append(h("table", { class: "figures outs" },
    h("caption", { class: "visually-hidden" }, name),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "digit"), h("td", {}),
      h("th", { scope: "col" }, "sum z"), h("th", { scope: "col" }, "output a"))),
    h("tbody", {}, ...rows.map(({ row }) => row))));
  const changed = createWatch();

  return {
    sync({ state }) {
      const trace = traceOf(state);
      const layer = trace?.layers.at(-1);
      if (!trace || !layer || !changed(trace)) return;
      rows.forEach(({ row, bar, a, z }, digit) => {
        const [sum, activation] = [layer.z[digit] ?? 0, layer.a[digit] ?? 0];
        bar.style.transform = `scaleX(${activation})`; // a width would lay the table out anew
        showNet(z, sum, number(sum, 1));
        showNet(a, activation, number(activation));
        row.classList.toggle("is-answer", digit === trace.prediction);
      });
    },
  };
};

/**
 * The picture that the network read.
 *
 * @template State
 * @param {(state: State & import("../../kit/lesson.js").Common) => import("../../types.js").Trace | null | undefined} traceOf
 * @returns {import("../../kit/lesson.js").Figure<State>}
 */
export const seen = (traceOf) => (room) => {
  const { ctx, own, figure } = picture("what the network reads");
  own.element.hidden = true;
  room.append(figure);
  const drawn = createWatch();
  return {
    sync({ state, palette }) {
      const trace = traceOf(state);
      if (trace && drawn(trace, palette)) drawGrey(ctx, trace.input, palette);
    },
  };
};
