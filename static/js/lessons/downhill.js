/**
 * Lesson 4, "Downhill": how wrong a line is, the hill of that error, and steps down it.
 *
 * @typedef {import("./downhill/ground.js").Place & {steps: number}} Stepped  after so many steps
 *
 * @typedef {object} State
 * @property {readonly number[]} w  of the line
 * @property {number} b
 * @property {number} times  what all its numbers are multiplied by
 * @property {readonly number[] | null} place  where the new pupil stands; null where she is not there
 * @property {readonly number[]} ball  both weights, on the hill
 * @property {"small" | "right" | "large"} rate  of learning
 * @property {"1" | "0.1" | "0.01"} by  how far a weight is nudged
 * @property {"w1" | "w2"} along  which weight the hill is cut
 * @property {readonly Stepped[]} trail  of the ball, from where it began
 * @property {readonly {rate: State["rate"], trail: readonly Stepped[]}[]} runs  ways gone before, with other rates
 * @property {readonly (Stepped & {rate: number})[]} walked  what came of each press
 */

import { createCurve } from "../kit/curve.js";
import { createHandle, grid } from "../kit/handle.js";
import { startLesson } from "../kit/lesson.js";
import { choices, thereIf } from "../kit/pieces.js";
import { choice, listOf, numberIn, optional, wholeIn } from "../link/fields.js";
import { asksAbout } from "./downhill/asks.js";
import { cost } from "./downhill/cost.js";
import { begunAgain, course } from "./downhill/course.js";
import { cut } from "./downhill/cut.js";
import { hill } from "./downhill/hill.js";
import { plane } from "./downhill/plane.js";
import { AXES, lineOf, nameOf, neuronOf } from "./downhill/pupils.js";
import { sheet } from "./downhill/sheet.js";
import { slope } from "./downhill/slope.js";
import { about, compared, mistakes, tally } from "./downhill/tally.js";
import { history, walk } from "./downhill/walk.js";

const MOST = 10; // times

/** @type {import("../link/fields.js").Field<readonly number[]>} */
const pair = listOf({ ...numberIn(-200, 200), write: (/** @type {number} */ value) => `${Number(value.toFixed(4))}` }, 2);
const spot = listOf(numberIn(AXES[0].low, AXES[0].high), 2);

startLesson({
  fields: ({ limits: { size } }) => ({
    w: pair, b: numberIn(-size, size), times: wholeIn(1, MOST), place: optional(spot), ball: pair,
    rate: choice(["small", "right", "large"]), by: choice(["1", "0.1", "0.01"]),
    along: choice(["w1", "w2"]),
  }),
  /** @returns {State} */
  startOf: (scene, { lines, ball, new: places }) => ({
    w: lines.A.weights, b: lines.A.bias, times: 1, place: places[scene] ?? null,
    ball, rate: "right", by: "1", along: "w1", trail: [], runs: [], walked: [],
  }),
  create(page) {
    const { get, set, numbers, start } = page;
    const answers = page.numbers.answer;

    /** @type {import("../kit/lesson.js").Figure<State>} */
    const times = (room) => {
      const { element, sync } = createHandle({
        name: "All numbers times",
        values: () => grid(1, MOST, 1),
        set(value) {
          const fits = Number.isInteger(value) && value >= 1 && value <= MOST;
          set(fits ? { times: value } : { line: { error: `Expected a whole number from 1 to ${MOST} here.` } });
        },
      });
      room.append(element);
      return { sync: ({ state }) => sync(state.times) };
    };

    return {
      figures: {
        plane: plane(answers),
        lines: choices("Line", { A: "Line A", B: "Line B" }, (state) => /** @type {"A" | "B"} */ (nameOf(state, start.lines)),
          (name) => set({ w: start.lines[name].weights, b: start.lines[name].bias })),
        mistakes: mistakes(answers),
        about: about(answers),
        curve: (room) => createCurve(room, page, (/** @type {State} */ state) => ({
          f: "sigmoid", layer: numbers.layers(neuronOf(lineOf(state), state.place ?? [0, 0]))?.[0] ?? null,
        })),
        cost: cost(answers),
        tally: tally(answers),
        compared: compared(answers),
        times,
        hill: hill(answers),
        by: choices("Nudge by", { 1: "1", 0.1: "0.1", 0.01: "0.01" }, ({ by }) => by, (by) => set({ by })),
        slope: slope(answers),
        along: choices("Cut along", { w1: "along w₁", w2: "along w₂" }, ({ along }) => along, (along) => set({ along })),
        cut: cut(answers),
        rate: choices("Learning rate", { small: `${start.rates.small}`, right: `${start.rates.right}`, large: `${start.rates.large}` },
          ({ rate }) => rate, (rate) => set({ ...begunAgain(get(), start), rate })),
        course,
        gone: thereIf(({ trail, runs }) => trail.length + runs.length > 0),
        history,
        walk: walk([1, 10]),
        roll: walk([10, 100, 1000, 10_000]),
        ...sheet(answers),
      },
      asks: asksAbout(answers, start),
      quiz: () => import("./downhill/quiz.js").then(({ quizAbout }) => quizAbout(answers, start)),
    };
  },
});
