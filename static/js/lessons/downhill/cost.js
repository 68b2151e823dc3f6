/**
 * The error of one pupil over z: nearly nothing far on the right side, more and more on the wrong one.
 *
 * @typedef {import("../downhill.js").State} State
 * @typedef {import("./pupils.js").Judged} Judged
 */

import { tidy } from "../../kit/figures.js";
import { grid } from "../../kit/handle.js";
import { createPlot } from "../../kit/plot.js";
import { errorsOf, NEW, nowOf } from "./pupils.js";

const REACH = 9; // of z to both sides
const SAMPLES = grid(-REACH, REACH, 0.5);
const LEVELS = [3, 6].map((y) => ({ y, text: `${y}` }));
/** Whose sum is the first input: the pupils' places are values of z. */
const UNIT = { weights: [1, 0], bias: 0 };

/**
 * @param {import("../../kit/lesson.js").Numbers["answer"]} answers
 * @returns {import("../../kit/lesson.js").Figure<State>}
 */
export function cost(answers) {
  return (room, page) => createPlot(room, page, (/** @type {import("../../kit/lesson.js").Frame<State>} */ { state }) => {
    const along = answers("errors", errorsOf(SAMPLES.map((z) => ({ name: "", x: [z, 0], y: 1 })), [UNIT]));
    const hers = answers("errors", nowOf(state, page.start));
    if (!along || !hers) return null;
    /** @type {[Judged, Judged]} */
    const [curve, judged] = [along.lines[0], hers.lines[0]];
    const [z = 0, error = 0] = [judged.z.at(-1), judged.error.at(-1)];
    return {
      curves: [{ x: SAMPLES, y: [...curve.error] }],
      span: [-REACH, REACH], range: [0, REACH], levels: LEVELS, now: [{ x: z, y: error }],
      made: [along, hers], words: `The error over z, with ${NEW} at z = ${tidy(z)} and an error of ${tidy(error)}`,
    };
  });
}
