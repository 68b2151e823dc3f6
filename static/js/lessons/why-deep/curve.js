/**
 * A curve, and what a hidden layer of sigmoids makes of it. One's own is drawn with the pointer, or
 * place by place with keys.
 *
 * @typedef {import("../why-deep.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 */

import { createHandle, grid } from "../../kit/handle.js";
import { tidy } from "../../kit/figures.js";
import { createPlot } from "../../kit/plot.js";
import { h } from "../../parts/dom.js";
import { number } from "../../words/format.js";
import { followed } from "./facts.js";

const HUNDREDTHS = 100;
const BUMP = 0.8; // its height
const HEIGHTS = grid(0, 1, 1 / 20);

/**
 * @param {readonly number[]} knots
 * @param {number} k
 * @param {number} height
 */
function withHeight(knots, k, height) {
  return knots.map((each, j) => (j === k ? Math.round(HUNDREDTHS * height) / HUNDREDTHS : each));
}

/**
 * Flat but for one bump, two places wide.
 *
 * @param {Pick<State, "knot" | "knots">} state
 */
export function bumpAt({ knot, knots }) {
  const first = Math.min(Math.max(1, knot), knots.length - 3);
  return { shape: /** @type {const} */ ("own"), n: knots.length - 1, knots: knots.map((_, k) => (k === first || k === first + 1 ? BUMP : 0)) };
}

/** What hidden sigmoids make of a bump. @type {Figure} */
export const bump = (room, page) => createPlot(room, page, ({ state, palette }) => {
  const found = followed(page.numbers, bumpAt(state));
  return found && {
    curves: [{ x: [...found.x], y: [...found.follows], colour: palette.pos }],
    span: [0, 1], range: [-0.1, 1.1], now: [], levels: [{ y: 0, text: "0" }, { y: BUMP, text: tidy(BUMP) }],
    plumb: { x: 0.5, text: "0.5" }, made: [found], words: `A line that is flat but for one bump, ${tidy(BUMP)} high.`,
  };
});

/** @type {Figure} */
export const bumpPlace = (room, { set, start }) => {
  const last = start.knots.length - 3;
  const place = createHandle({
    name: "Where the bump is", values: () => grid(1, last, 1), set: (knot) => set({ knot: Math.min(last, Math.max(1, Math.round(knot))) }),
    write: (knot) => number(knot, 0),
  });
  room.append(h("span", {}, "Where the bump is"), place.element);
  return {
    sync({ state: { knot } }) {
      place.sync(Math.min(Math.max(1, knot), last));
    },
  };
};

/**
 * @param {Pick<import("../../kit/lesson.js").Page<State>, "numbers">} page
 * @returns {(state: State) => string | null}
 */
export const bumpWords = ({ numbers }) => (state) => {
  const found = followed(numbers, bumpAt(state));
  return found && `${found.used} of ${bumpAt(state).n} hidden neurons take part: the weights of the others are 0.`;
};

/** @type {Figure} */
export const curve = (room, page) => {
  const { get, set, numbers } = page;

  /**
   * @param {number} x
   * @param {number} y
   */
  function draw(x, y) {
    const { knots } = get();
    const knot = Math.round(x * (knots.length - 1));
    set({ shape: "own", knot, knots: withHeight(knots, knot, y) });
  }

  return createPlot(room, page, ({ state, palette }) => {
    const found = followed(numbers, state);
    if (!found) return null;
    const x = [...found.x];
    return {
      curves: [{ x, y: [...found.curve], colour: palette.soft, dash: [6, 4] }, { x, y: [...found.follows], colour: palette.pos }],
      span: [0, 1], range: [-0.1, 1.1], now: [], levels: [{ y: 0, text: "0" }, { y: 1, text: "1" }],
      plumb: { x: found.at, text: "" }, made: [found],
      words: `The curve, dashed, and what ${state.n} hidden neurons make of it: at most ${tidy(found.error, 3)} apart, at x = ${tidy(found.at)}.`,
    };
  }, draw);
};

/** @type {Figure} */
export const knots = (room, { get, set, start }) => {
  const last = start.knots.length - 1;
  const place = createHandle({
    name: "Place", values: () => grid(0, last, 1), set: (knot) => set({ knot: Math.min(last, Math.max(0, Math.round(knot))) }),
    write: (knot) => number(knot + 1, 0),
  });
  const height = createHandle({
    name: "Height", values: () => HEIGHTS,
    set: (to) => set({ shape: "own", knots: withHeight(get().knots, get().knot, Math.min(1, Math.max(0, to))) }),
  });
  room.append(h("span", {}, "Place"), place.element, h("span", {}, "Height"), height.element);
  return {
    sync({ state: { knot, knots: heights } }) {
      place.sync(knot);
      height.sync(heights[knot] ?? 0);
    },
  };
};

/**
 * @param {Pick<import("../../kit/lesson.js").Page<State>, "numbers">} page
 * @returns {(state: State) => string | null}
 */
export const curveWords = ({ numbers }) => (state) => {
  const found = followed(numbers, state);
  if (!found) return null;
  const { error, before } = found;
  const ratio = before === null || error === 0 ? "" : ` With half as many: ${tidy(before, 3)}, which is ${tidy(before / error)} times as far.`;
  return `Largest error: ${tidy(error, 3)}, at the upright line.${ratio}`;
};
