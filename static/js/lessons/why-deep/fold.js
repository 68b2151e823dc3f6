/**
 * A line that is folded again and again by two ReLUs at a time, and what one wide layer would need.
 *
 * @typedef {import("../../kit/lesson.js").Figure<import("../why-deep.js").State>} Figure
 */

import { netSpan } from "../../kit/figures.js";
import { choices } from "../../kit/pieces.js";
import { createPlot } from "../../kit/plot.js";
import { h } from "../../parts/dom.js";
import { folded } from "./facts.js";

const BEFORE = 3; // folds that are seen before the guess

/** @param {{state: {folds: number}, told: boolean}} frame */
const foldsIn = ({ state: { folds: n }, told }) => (told ? n : Math.min(n, BEFORE));

/** @type {Figure} */
export const folds = (room, page) => {
  const all = choices("Folds", Object.fromEntries(Array.from({ length: page.start.folds }, (_, k) => [`${k + 1}`, `${k + 1}`])),
    (/** @type {{folds: number}} */ { folds: n }) => `${n}`, (n) => page.set({ folds: Number(n) }))(room, /** @type {any} */ (page));
  const buttons = [...room.querySelectorAll("button")];
  return {
    sync(frame) {
      all.sync({ ...frame, state: { ...frame.state, folds: foldsIn(frame) } });
      buttons.forEach((each, k) => (each.hidden = !frame.told && k >= BEFORE));
    },
  };
};

/** @type {Figure} */
export const fold = (room, page) => createPlot(room, page, (frame) => {
  const n = foldsIn(frame);
  const found = folded(page.numbers, n);
  return found && {
    curves: [{ x: [...found.x], y: [...found.y], colour: frame.palette.pos }], span: [0, 1], range: [0, 1], now: [],
    levels: [{ y: 0.5, text: "0.5" }], plumb: { x: 0.5, text: "0.5" }, made: [found],
    words: `The line from 0 to 1, folded ${n} times.`,
  };
});

/** Pieces and neurons, a row a fold, so far as they were looked at. @type {Figure} */
export const counts = (room, { numbers }) => {
  const body = h("tbody");
  room.append(h("table", { class: "figures deep-counts" },
    h("thead", {}, h("tr", {}, ...["folds", "straight pieces", "neurons, folding", "neurons in one wide layer"].map((words) => h("th", { scope: "col" }, words)))),
    body));
  let shown = 0;

  return {
    sync(frame) {
      const n = foldsIn(frame);
      const all = Array.from({ length: n }, (_, k) => folded(numbers, k + 1));
      if (all.includes(null) || n === shown) return;
      shown = n;
      body.replaceChildren(...all.map((found, k) => h("tr", {}, h("th", { scope: "row" }, `${k + 1}`),
        ...[found?.pieces, found?.deep, found?.wide].map((count) => h("td", {}, netSpan(count ?? 0))))));
    },
  };
};
