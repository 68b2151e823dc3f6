/**
 * Lesson 3, "A line that decides": two inputs and the line where their sum is 0, from who gets in to
 * what one line cannot say, and the rule that mends its mistakes.
 *
 * @typedef {object} State
 * @property {readonly number[]} w  four weights; a scene with fewer inputs has the first
 * @property {number} b
 * @property {readonly number[]} points  x₁ and x₂ of one point after the other
 * @property {readonly number[]} others  the rank and the interview
 * @property {"and" | "or" | "xor"} gate  what the four corners are to say
 * @property {number} chosen  the point whose sum is shown
 * @property {number} step  how many mistakes have been mended
 * @property {import("./a-line-that-decides/starts.js").Starts | null} starts  what came of a hundred
 */

import { startLesson } from "../kit/lesson.js";
import { button, choices } from "../kit/pieces.js";
import { choice, listOf, numberIn, wholeIn } from "../link/fields.js";
import { asksOf } from "./a-line-that-decides/asks.js";
import { equation, others } from "./a-line-that-decides/equation.js";
import { mending, mendingPlane, mends, weightsPlane } from "./a-line-that-decides/mending.js";
import { plane } from "./a-line-that-decides/planes.js";
import { sheetOf } from "./a-line-that-decides/sheet.js";
import { space } from "./a-line-that-decides/space.js";
import { hundredStarts } from "./a-line-that-decides/starts.js";
import { mistakes, sticks, sum } from "./a-line-that-decides/sums.js";

const INPUTS = 4;
const COORDINATES = 24; // of twelve points
const FARTHEST = 12; // a coordinate
const SMALLEST = 1; // that the largest number of a line is halved to

const isBetween = (/** @type {number} */ value, /** @type {number} */ low, /** @type {number} */ high) => low <= value && value <= high;

startLesson({
  fields({ limits: { size }, start }) {
    const number = numberIn(-size, size);
    return {
      w: listOf(number, INPUTS), b: number,
      points: listOf(numberIn(-FARTHEST, FARTHEST), 0, COORDINATES), others: listOf(numberIn(0, FARTHEST), INPUTS - 2),
      gate: choice(["and", "or", "xor"]), chosen: wholeIn(0, COORDINATES / 2 - 1),
      step: wholeIn(0, start.most_mends),
    };
  },
  /** @returns {State} */
  startOf(scene, { scenes }) {
    const { w, b, points = [], others: given = [], gate = "and", chosen = 0 } = scenes[scene];
    const padded = (/** @type {readonly number[]} */ values, /** @type {number} */ n) => Array.from({ length: n }, (_, k) => values[k] ?? 0);
    return { w: padded(w, INPUTS), b, points, others: padded(given, INPUTS - 2), gate, chosen, step: 0, starts: null };
  },
  create(page) {
    const { get, set, start } = page;
    /** @param {string} name @param {object} data */
    const answer = (name, data) => page.numbers.answer(name, data);
    const { limits: { size } } = page;
    const times = (/** @type {number} */ factor) => button(
      () => set({ w: get().w.map((each) => each * factor), b: get().b * factor }),
      { usable: (/** @type {State} */ { w, b }) => isBetween(Math.max(...[...w, b].map(Math.abs)) * factor, SMALLEST, size) },
    );

    return {
      figures: {
        grades: plane("Applicants by test and grades", "who", answer),
        average: plane("Applicants by what they have over the average", "origin", answer),
        corners: plane("Two switches", "and", answer),
        mended: mendingPlane(answer),
        weights: weightsPlane(answer),
        equation,
        others,
        space,
        sum: sum(answer),
        mistakes,
        sticks,
        mending: mending(answer),
        mends: mends(answer),
        ...sheetOf(answer),
        starts: hundredStarts,
        double: times(2),
        halve: times(0.5),
        bias: button(() => set({ b: -3 })),
        "no-bias": button(() => set({ b: 0 })),
        gate: choices("What the lamp is to do", { and: "AND: on for both", or: "OR: on for at least one" },
          ({ gate }) => gate === "or" ? "or" : "and", (gate) => set({ gate })),
      },
      asks: asksOf(start, answer),
      quiz: () => import("./a-line-that-decides/quiz.js").then(({ quizOf }) => quizOf(start, answer)),
    };
  },
});
