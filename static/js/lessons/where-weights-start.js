/**
 * Lesson 11, "Where weights start".
 *
 * @typedef {import("./where-weights-start/facts.js").Bend} Bend
 * @typedef {import("./where-weights-start/facts.js").Start} Start
 * @typedef {import("./where-weights-start/facts.js").Norm} Norm
 *
 * @typedef {object} State
 * @property {Bend} bend  the activation function
 * @property {Start} start  of sixteen neurons
 * @property {number} look  at them, of eleven while they learn
 * @property {number} scale  of the weights: which of the server's
 * @property {Norm} norm
 * @property {number} pupils  in a batch
 * @property {number} height  of the first of them, cm
 * @property {number} rate  which of the server's
 * @property {number} skips  a bit for each block that has an arrow past it
 */

import { startLesson } from "../kit/lesson.js";
import { button, choices, comesLater } from "../kit/pieces.js";
import { choice, wholeIn } from "../link/fields.js";
import { grids, looks, sixteen } from "./where-weights-start/alike.js";
import { asksOf } from "./where-weights-start/asks.js";
import { BENDS, createFacts, LOOKS, NORMS, STARTS } from "./where-weights-start/facts.js";

/** @typedef {import("../kit/lesson.js").Figure<State>} Figure */

const flow = () => import("./where-weights-start/flow.js");
const batch = () => import("./where-weights-start/batch.js");
const rates = () => import("./where-weights-start/rates.js");
const skip = () => import("./where-weights-start/skip.js");

startLesson({
  fields: ({ start }) => ({
    bend: choice(/** @type {Bend[]} */ (Object.keys(BENDS))),
    start: choice(/** @type {Start[]} */ (Object.keys(STARTS))),
    look: wholeIn(0, LOOKS - 1),
    scale: wholeIn(0, start.scales.length - 1),
    norm: choice(/** @type {Norm[]} */ (Object.keys(NORMS))),
    pupils: wholeIn(1, start.heights.length),
    height: wholeIn(100, 220),
    rate: wholeIn(0, start.rates.length - 1),
    skips: wholeIn(0, 2 ** start.blocks - 1),
  }),
  /** @returns {State} */
  startOf: (scene, start) => ({
    bend: scene === "relu" ? "relu" : scene === "norm" ? "tanh" : "sigmoid",
    start: "zero", look: LOOKS - 1,
    scale: scene === "norm" ? start.scales.length - 1 : start.scales.indexOf(start.xavier),
    norm: "none", pupils: 1, height: 170, rate: start.rates.indexOf(scene === "dead" ? 1 : 3), skips: 0,
  }),
  create(page) {
    const { set } = page;
    const facts = createFacts(page);
    /** @type {() => Figure} */
    const bends = () => choices("Activation function", BENDS, ({ bend }) => bend, (bend) => set({ bend }));
    /** @type {(make: (module: any) => (facts: import("./where-weights-start/facts.js").Facts) => Figure, load: () => Promise<any>) => Figure} */
    const later = (make, load) => comesLater(load, (module) => make(module)(facts));

    return {
      figures: {
        "alike-bends": bends(), "flow-bends": bends(), "skip-bends": bends(),
        starts: choices("Weights at the start", STARTS, (/** @type {State} */ state) => state.start, (to) => set({ start: to })),
        looks,
        grids: grids(facts),
        sixteen: sixteen(facts),
        presets: later((module) => module.presets, flow),
        scale: later((module) => module.scale, flow),
        flow: later((module) => module.histograms, flow),
        ratios: later((module) => module.ratios, flow),
        spreads: later((module) => module.spreads, flow),
        norms: choices("Between each sum and its function", NORMS, ({ norm }) => norm, (norm) => set({ norm })),
        pupils: later((module) => module.pupils, batch),
        batch: later((module) => module.table, batch),
        rate: later((module) => module.rateChoice, rates),
        losses: later((module) => module.losses, rates),
        "loss-words": later((module) => module.lossWords, rates),
        learned: later((module) => module.learned, rates),
        "dead-rate": later((module) => module.rateChoice, rates),
        dead: later((module) => module.dead, rates),
        "all-arrows": button(() => set({ skips: page.get().skips ? 0 : 2 ** page.start.blocks - 1 }), { words: ({ skips }) => (skips ? "All arrows off" : "All arrows on") }),
        blocks: later((module) => module.blocks, skip),
        "skip-words": later((module) => module.reached, skip),
        shares: later((module) => module.shares, skip),
        "answer-start": comesLater(() => import("./where-weights-start/answers.js"), (module) => module.deviations),
        "answer-batch": comesLater(() => import("./where-weights-start/answers.js"), (module) => module.batches),
      },
      parts: [facts],
      asks: asksOf(page, facts),
      quiz: () => import("./where-weights-start/quiz.js").then(({ quizOf }) => quizOf(page, facts)),
    };
  },
});
