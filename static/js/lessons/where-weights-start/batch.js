/**
 * A batch of pupils' heights, normalised as in training and as in use.
 *
 * @typedef {import("../../kit/lesson.js").Figure<import("../where-weights-start.js").State>} Figure
 *
 * @typedef {object} Normalised
 * @property {Float32Array} training
 * @property {Float32Array} use
 * @property {readonly [training: number, use: number]} mean
 * @property {readonly [training: number, use: number]} deviation
 */

import { netSpan, tidy } from "../../kit/figures.js";
import { createHandle, grid } from "../../kit/handle.js";
import { createWatch, h } from "../../parts/dom.js";

/**
 * @param {Pick<import("../../kit/lesson.js").Page<any>, "numbers">} page
 * @param {readonly number[]} heights
 * @returns {Normalised | null}
 */
export const normalised = ({ numbers }, heights) => numbers.answer("batch", { heights });

/** @returns {Figure} */
export const pupils = () => (room, { set, start }) => {
  const most = start.heights.length;
  const many = createHandle({
    name: "Pupils in the batch", values: () => grid(1, most, 1),
    set: (to) => set({ pupils: Math.min(most, Math.max(1, Math.round(to))) }),
  });
  const height = createHandle({
    name: "Height of the first, cm", values: () => grid(130, 190, 1),
    set: (to) => set({ height: Math.min(220, Math.max(100, Math.round(to))) }),
  });
  room.append(h("span", {}, "Pupils in the batch"), many.element, h("span", {}, "Height of the first, cm"), height.element);
  return {
    sync({ state }) {
      many.sync(state.pupils);
      height.sync(state.height);
    },
  };
};

/** @returns {Figure} */
export const table = () => (room, page) => {
  const body = h("tbody");
  const foot = h("tfoot");
  room.append(h("table", { class: "figures starts-table" },
    h("thead", {}, h("tr", {}, ...["height, cm", "in training", "in use"].map((words) => h("th", { scope: "col" }, words)))), body, foot));
  const changed = createWatch();
  return {
    sync({ state: { pupils: n, height }, told }) {
      const heights = [height, ...page.start.heights.slice(1, n)];
      const found = normalised(page, heights);
      if (!found || !changed(found, told)) return;
      const cells = (/** @type {readonly number[]} */ values) => values.map((value) => h("td", {}, told ? netSpan(value, tidy(value)) : "?"));
      body.replaceChildren(...heights.map((each, k) => h("tr", {}, h("th", { scope: "row" }, `${each}`),
        ...cells([found.training[k] ?? 0, found.use[k] ?? 0]))));
      foot.replaceChildren(h("tr", {}, h("th", { scope: "row" }, "mean μ"), ...cells(found.mean)),
        h("tr", {}, h("th", { scope: "row" }, "deviation σ"), ...cells(found.deviation)));
    },
  };
};
