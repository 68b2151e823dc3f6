/**
 * Lesson 12, "Keeping it honest".
 *
 * @typedef {import("./keeping-it-honest/facts.js").Rule} Rule
 *
 * @typedef {object} State
 * @property {number} hidden  neurons that learn shuffled labels
 * @property {number} seed  of the runs
 * @property {number} stop  step at which the run is stopped
 * @property {Rule} rule  whose curves are seen
 * @property {number} hold  λ of the ball
 * @property {number} rolled  steps of the ball
 * @property {"0.25" | "0.5" | "0.75"} rate  of dropout
 * @property {boolean} inverted
 * @property {import("./keeping-it-honest/facts.js").Bend} f  of the small layer
 * @property {number} pass  how many were drawn
 * @property {number | null} mask  who stays, a bit for each neuron; null: as drawn
 * @property {number} sample  seed of the masks that are drawn
 */

import { startLesson } from "../kit/lesson.js";
import { button, choices, comesLater } from "../kit/pieces.js";
import { count } from "../words/format.js";
import { choice, numberIn, optional, wholeIn } from "../link/fields.js";
import { fourMasks, pulled, whenToStop } from "./keeping-it-honest/answers.js";
import { asksOf } from "./keeping-it-honest/asks.js";
import { createFacts, heldBy, ROLLS, RULES, settingsOf } from "./keeping-it-honest/facts.js";
import { curves, outcome, pile, stop, stopped } from "./keeping-it-honest/runs.js";

const MAX_SEED = 999;

/** @type {import("../link/fields.js").Field<boolean>} */
const yesOrNo = { write: (value) => (value ? "yes" : "no"), read: (text) => (text === "yes" ? true : text === "no" ? false : undefined) };

startLesson({
  fields: ({ start }) => ({
    hidden: wholeIn(2, start.most), seed: wholeIn(0, MAX_SEED), stop: wholeIn(0, start.steps), rule: choice(/** @type {Rule[]} */ (Object.keys(RULES))),
    hold: numberIn(0, 1), rolled: wholeIn(1, 10_000), rate: choice(["0.25", "0.5", "0.75"]), inverted: yesOrNo,
    f: choice(["linear", "sigmoid", "relu"]), pass: wholeIn(0, start.passes - 1), mask: optional(wholeIn(0, 2 ** start.neurons - 1)), sample: wholeIn(0, MAX_SEED),
  }),
  /** @returns {State} */
  startOf: (scene, start) => ({
    hidden: 16, seed: start.seed, stop: start.steps / 2, rule: "none", hold: 0.1, rolled: 10_000, rate: "0.5", inverted: true,
    f: scene === "masks" ? "linear" : "sigmoid", pass: 0, mask: null, sample: 0,
  }),
  create(page) {
    const { get, set, start } = page;
    const facts = createFacts(page);
    const ball = () => import("./keeping-it-honest/ball.js");
    const dropout = () => import("./keeping-it-honest/dropout.js");
    const held = () => import("./keeping-it-honest/held.js");
    /** One of a few, by what it is written as. @param {string} label @param {Record<string, string>} options @param {(state: State) => string} now @param {(value: string) => void} put */
    const few = (label, options, now, put) => choices(label, options, now, put);
    const numbered = (/** @type {readonly number[]} */ all, write = (/** @type {number} */ n) => `${n}`) => Object.fromEntries(all.map((n) => [`${n}`, write(n)]));
    const rates = few("Share that is dropped", { "0.25": "a quarter", "0.5": "half", "0.75": "three quarters" }, ({ rate }) => rate, (rate) => set({ rate: /** @type {State["rate"]} */ (rate) }));
    const again = () => button(() => facts.again());
    const another = () => button(() => set({ seed: (get().seed + 1) % (MAX_SEED + 1) }));

    return {
      figures: {
        pile: pile(facts),
        sizes: few("Hidden neurons", numbered(start.hidden), ({ hidden }) => `${hidden}`, (n) => set({ hidden: Number(n) })),
        heart: curves(facts, (state) => settingsOf({ ...state, scene: "shuffled" })[0] ?? heldBy("none", state.seed)),
        outcome: outcome(facts), "again-heart": again(), "another-heart": another(),
        early: curves(facts, ({ seed }) => heldBy("none", seed), (step) => set({ stop: Math.round(step) })),
        stop, stopped: stopped(facts), "again-early": again(), "another-early": another(),
        compared: comesLater(held, ({ compared }) => compared(facts)),
        grids: comesLater(held, ({ grids }) => grids(facts)),
        rules: few("Held by", RULES, ({ rule }) => rule, (rule) => set({ rule: /** @type {Rule} */ (rule) })),
        held: curves(facts, ({ rule, seed }) => heldBy(rule, seed)), "again-held": again(), "another-held": another(),
        hill: comesLater(ball, ({ hill }) => hill(facts)),
        holds: few("λ", numbered(start.holds), ({ hold }) => `${hold}`, (hold) => set({ hold: Number(hold) })),
        rolls: few("Steps", numbered(ROLLS, (n) => `${count(n)} steps`), ({ rolled }) => `${rolled}`, (n) => set({ rolled: Number(n) })),
        rest: comesLater(ball, ({ rest }) => rest(facts)),
        layer: comesLater(dropout, ({ layer }) => layer(facts)),
        said: comesLater(dropout, ({ said }) => said(facts)),
        rates,
        "next-pass": button(() => set({ pass: (get().pass + 1) % start.passes, mask: null })),
        kinds: few("Which are made louder or softer", { yes: "those that stay, in training", no: "all, in use" },
          ({ inverted }) => (inverted ? "yes" : "no"), (value) => set({ inverted: value === "yes" })),
        bends: few("Functions", { linear: "none", sigmoid: "sigmoid", relu: "ReLU" }, ({ f }) => f, (f) => set({ f: /** @type {State["f"]} */ (f) })),
        sampled: comesLater(dropout, ({ sampled }) => sampled(facts)),
        averages: comesLater(dropout, ({ averages }) => averages(facts)),
        "another-sample": button(() => set({ sample: (get().sample + 1) % (MAX_SEED + 1) })),
        "answer-masks": fourMasks, "answer-stop": whenToStop(facts), "answer-pulled": pulled,
      },
      parts: [facts],
      asks: asksOf(page, facts),
      quiz: () => import("./keeping-it-honest/quiz.js").then(({ quizOf }) => quizOf(page, facts)),
    };
  },
});
