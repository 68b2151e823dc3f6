/**
 * The hill cut through along one weight: the ball on it, its slope as a tangent, and a nudge beside it.
 *
 * @typedef {import("../downhill.js").State} State
 */

import { changedAt } from "../../changed.js";
import { tidy } from "../../kit/figures.js";
import { createPlot } from "../../kit/plot.js";
import { cutOf, nudgeOf } from "./ground.js";

const STEP = 0.25; // of the ball, as on the map

/**
 * @param {import("../../kit/lesson.js").Numbers["answer"]} answers
 * @returns {import("../../kit/lesson.js").Figure<State>}
 */
export function cut(answers) {
  return (room, page) => {
    const { get, set, start } = page;
    const which = (/** @type {State} */ { along }) => (along === "w1" ? 0 : 1);
    return createPlot(room, page, (/** @type {import("../../kit/lesson.js").Frame<State>} */ { state, palette }) => {
      const section = answers("cut", cutOf(state, start));
      const found = answers("nudge", nudgeOf(state, start));
      if (!section || !found) return null;
      const k = which(state);
      const [x, y] = [state.ball[k] ?? 0, found.total];
      const slope = found.slope[k];
      const sign = "₁₂"[k] ?? "";
      return {
        curves: [
          { x: [...section.at], y: [...section.totals] },
          { x: [x, x + Number(state.by)], y: [y, found.nudged[k]], colour: palette.pos },
        ],
        span: [start.map.low[k], start.map.high[k]], range: [0, Math.max(...section.totals)],
        now: [{ x, y, slope }], plumb: { x: 0, text: `w${sign} = 0` },
        made: [section, found, k],
        words: `The error along w${sign}, with the ball at ${tidy(x)}, where the slope is ${tidy(slope)}`,
      };
    }, (x) => set({ ball: changedAt(get().ball, which(get()), Math.round(x / STEP) * STEP), trail: [] }));
  };
}
