/**
 * The ball that never stopped, held by L2: its hill, its way, and where it comes to rest.
 *
 * @typedef {import("../keeping-it-honest.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 * @typedef {import("./facts.js").Facts} Facts
 */

import { netSpan, tidy } from "../../kit/figures.js";
import { axesOf, createBelow, drawHeights } from "../../kit/heights.js";
import { createPlane } from "../../kit/plane.js";
import { createWatch, h } from "../../parts/dom.js";
import { count } from "../../words/format.js";
import { pointsOf } from "./facts.js";

/** @param {number} error */
export const written = (error) => tidy(error, error < 1 ? 5 : 2);

/** The way that is seen: before the guess, the one that nothing holds. @param {{state: State, told: boolean}} frame */
const heldIn = ({ state, told }) => (told ? state.hold : 0);

/** @param {Facts} facts @returns {Figure} */
export const hill = (facts) => (room, page) => {
  const { start, numbers, fontSize } = page;
  const axes = axesOf(start.map);
  const plane = createPlane(room, { name: "Error and price over both weights", axes }, (state, frame) => {
    const way = facts.way(heldIn(frame), state.rolled);
    if (!way) return null;
    const places = Array.from(way.at, (_, k) => ({ x: way.weights[2 * k] ?? 0, y: way.weights[2 * k + 1] ?? 0 }));
    const last = places.at(-1) ?? { x: 0, y: 0 };
    const total = way.totals.at(-1) ?? 0;
    const text = `J = ${written(total)}`;
    return {
      points: [{ ...last, kind: 3, isNow: true, isFixed: true, net: total, text, words: `The ball at w₁ = ${tidy(last.x)}, w₂ = ${tidy(last.y)}, ${text}` }],
      arrows: places.slice(1).map((to, k) => ({ from: places[k] ?? to, to, hasTip: false })),
      words: `A map of the error and the price of the weights, and the way of the ball over ${count(state.rolled)} steps.`,
    };
  }, page);
  const below = createBelow(room, page, axes);
  return {
    sync(frame) {
      plane.sync(frame);
      const hold = heldIn(frame);
      const heights = numbers.answer("hill", { points: pointsOf(start.pupils), bias: 0, ...start.map, hold });
      if (heights) below([heights, frame.palette], (ctx, box) => drawHeights(ctx, heights, box, frame.palette, fontSize(), written));
    },
  };
};

/** Where the ball is after so many steps, held and free. @param {Facts} facts @returns {Figure} */
export const rest = (facts) => (room) => {
  const body = h("tbody");
  room.append(h("table", { class: "figures honest-held" },
    h("thead", {}, h("tr", {}, ...["λ", "steps", "w₁", "w₂", "J"].map((words) => h("th", { scope: "col" }, words)))), body));
  const changed = createWatch();
  return {
    sync({ state: { hold, rolled } }) {
      const ways = [[0, 10_000], [hold, 1000], [hold, 10_000], [hold, rolled]].flatMap(([by = 0, steps = 0], k, all) => {
        const isFirst = all.findIndex(([other, so]) => other === by && so === steps) === k;
        const way = isFirst ? facts.way(by, steps) : null;
        return way ? [{ by, steps, way }] : [];
      });
      if (!changed(...ways.map(({ way }) => way))) return;
      body.replaceChildren(...ways.map(({ by, steps, way }) => h("tr", {},
        h("th", { scope: "row" }, tidy(by)), h("td", {}, count(steps)),
        ...[...way.weights.slice(-2)].map((weight) => h("td", {}, netSpan(weight, tidy(weight, 4)))),
        h("td", {}, netSpan(way.totals.at(-1) ?? 0, written(way.totals.at(-1) ?? 0))))));
    },
  };
};
