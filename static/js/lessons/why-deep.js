/**
 * Lesson 9, "Why deep".
 *
 * @typedef {import("./why-deep/facts.js").Shape} Shape
 * @typedef {import("./why-deep/facts.js").Bend} Bend
 *
 * @typedef {object} State
 * @property {number} digit  that is read
 * @property {Bend} bend  in the hidden layers of classic
 * @property {number} n  hidden neurons that follow a curve
 * @property {Shape} shape
 * @property {readonly number[]} knots  heights of the curve that was drawn
 * @property {number} knot  whose height is moved
 * @property {number} folds
 */

import { startLesson } from "../kit/lesson.js";
import { choices, sentence } from "../kit/pieces.js";
import { createTiles } from "../kit/tiles.js";
import { choice, listOf, numberIn, wholeIn } from "../link/fields.js";
import { oneLayer, pieces, sums } from "./why-deep/answers.js";
import { asksOf } from "./why-deep/asks.js";
import { bump, bumpPlace, bumpWords, curve, curveWords, knots } from "./why-deep/curve.js";
import { BENDS, createFacts, SHAPES } from "./why-deep/facts.js";
import { compared, picture } from "./why-deep/flat.js";
import { counts, fold, folds } from "./why-deep/fold.js";
import { swapped, swappedOutputs } from "./why-deep/swap.js";

const SIZES = [1, 2, 4, 8, 16, 32, 64, 128];

startLesson({
  fields: ({ start }) => ({
    digit: wholeIn(0, 9),
    bend: choice(/** @type {Bend[]} */ (Object.keys(BENDS))),
    n: wholeIn(1, start.most),
    shape: choice(/** @type {Shape[]} */ (Object.keys(SHAPES))),
    knots: listOf(numberIn(0, 1), start.knots.length),
    knot: wholeIn(0, start.knots.length - 1),
    folds: wholeIn(1, start.folds),
  }),
  /** @returns {State} */
  startOf: (_, start) => ({ digit: 3, bend: "sigmoid", n: 8, shape: "own", knots: start.knots, knot: 2, folds: 1 }),
  create(page) {
    const { set, start } = page;
    const facts = createFacts(page);
    const digits = () => choices("Digit", Object.fromEntries(Array.from({ length: 10 }, (_, digit) => [`${digit}`, `${digit}`])),
      (/** @type {State} */ { digit }) => `${digit}`, (digit) => set({ digit: Number(digit) }));

    return {
      figures: {
        digits: digits(), "swap-digits": digits(),
        picture: picture(facts),
        compared: compared(facts),
        grids: (room) => createTiles(room, { label: "The ten rows of the one matrix", caption: (k) => `${k}` }, ({ digit }) => facts.wall(digit)),
        bends: choices("Function of the hidden layers", BENDS, ({ bend }) => bend, (bend) => set({ bend })),
        swapped: swapped(facts),
        "swapped-outputs": swappedOutputs(facts),
        shapes: choices("Curve", SHAPES, ({ shape }) => shape, (shape) => set({ shape })),
        sizes: choices("Hidden neurons", Object.fromEntries(SIZES.map((n) => [`${n}`, `${n}`])),
          ({ n }) => `${n}`, (n) => set({ n: Number(n) })),
        bump, "bump-place": bumpPlace, "bump-words": sentence(bumpWords(page)),
        curve, knots, "curve-words": sentence(curveWords(page)),
        fold, folds, counts,
        "answer-one": oneLayer, "answer-pieces": pieces, "answer-sums": sums,
      },
      parts: [facts],
      asks: asksOf(page, facts, start),
      quiz: () => import("./why-deep/quiz.js").then(({ quizOf }) => quizOf(page)),
    };
  },
});
