/**
 * The error step by step: of the way that is gone now, and, dashed, of those before with other rates.
 *
 * @typedef {import("../downhill.js").State} State
 */

import { createPlot } from "../../kit/plot.js";
import { errorInWords } from "./ground.js";

const STEPS = 20; // that there is room for at first
const DASH = [5, 4];

/** @type {import("../../kit/lesson.js").Figure<State>} */
export function course(room, page) {
  return createPlot(room, page, (/** @type {import("../../kit/lesson.js").Frame<State>} */ { state: { runs, trail, rate }, palette }) => {
    const [first, last] = [trail[0], trail.at(-1)];
    const curve = (/** @type {State["trail"]} */ way) => ({ x: way.map(({ steps }) => steps), y: way.map(({ total }) => total) });
    const before = runs.filter((run) => run.rate !== rate).map(({ trail: way }) => ({ ...curve(way), dash: DASH, colour: palette.soft }));
    const all = [...before, curve(trail)];
    const farthest = Math.max(STEPS, ...all.flatMap(({ x }) => x));
    const highest = Math.max(1, ...all.flatMap(({ y }) => y));
    return {
      curves: all, span: [0, farthest], range: [0, highest], now: last ? [{ x: last.steps, y: last.total }] : [],
      plumb: { x: 0, text: "" }, made: [trail, runs],
      words: first && last ? `The error over ${last.steps} steps: from ${errorInWords(first.total)} to ${errorInWords(last.total)}` : "The error step by step: no step yet",
    };
  });
}

/**
 * What a new beginning changes: the way that was gone is kept for its rate.
 *
 * @param {State} state
 * @param {any} start
 */
export function begunAgain({ rate, trail, runs }, start) {
  const kept = trail.length > 1 ? [...runs.filter((run) => run.rate !== rate), { rate, trail }] : runs;
  return { ball: start.ball, trail: [], runs: kept };
}
