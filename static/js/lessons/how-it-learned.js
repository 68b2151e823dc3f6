/**
 * Lesson 10, "How it learned".
 *
 * @typedef {object} State
 * @property {number} number  one of the 13,002, from 0
 * @property {0 | 1} target  what the small network should have said
 * @property {number} at  slopes that were worked out
 * @property {number} steps  of learning that it has behind it
 * @property {number} nudge
 * @property {number} k  checkpoint
 * @property {number} digit  that is read, unless one is drawn
 * @property {import("../types.js").Drawing} ink  of one's own digit
 * @property {number} reads  7s that were read
 * @property {number} learns  7s that were learned from
 * @property {import("../kit/run-state.js").RunState} run  that is watched
 */

import { startLesson } from "../kit/lesson.js";
import { button, choices, comesLater } from "../kit/pieces.js";
import { inkField, NO_INK } from "../kit/ink-field.js";
import { BEGINNING, runField } from "../kit/run-state.js";
import { createTiles } from "../kit/tiles.js";
import { numberIn, wholeIn } from "../link/fields.js";
import { asksOf } from "./how-it-learned/asks.js";
import { createFacts, lastIn } from "./how-it-learned/facts.js";
import { ends, story } from "./how-it-learned/story.js";

/** @typedef {import("../kit/lesson.js").Figure<State>} Figure */

const MOST_SLOPES = 17;
const OUTPUTS = 5; // of these, in the output layer
const STRIDE = 4_999; // from one number to another, which comes by all of them
/** @type {Readonly<Record<string, string>>} */
const NUDGES = { "0.1": "0.1", "0.01": "0.01", "0.001": "0.001" };
/** @type {Readonly<Record<string, string>>} */
const DIGITS = Object.fromEntries(Array.from({ length: 10 }, (_, digit) => [`${digit}`, `${digit}`]));
const FIRST = 7_203; // a number that went far

/** @type {import("../link/fields.js").Field<0 | 1>} */
const target = {
  write: (value) => `${value}`,
  read: (text) => /** @type {const} */ ([0, 1]).find((each) => `${each}` === text),
};

startLesson({
  ownNext: true,
  fields: ({ start }) => ({
    number: wholeIn(0, start.numbers - 1),
    target,
    at: wholeIn(0, MOST_SLOPES),
    steps: wholeIn(0, start.steps),
    nudge: { ...numberIn(0.001, 0.1), read: (text) => (text in NUDGES ? Number(text) : undefined) },
    k: wholeIn(0, start.checkpoints - 1),
    digit: wholeIn(0, 9),
    ink: inkField,
    reads: wholeIn(0, start.sevens - 1),
    learns: wholeIn(0, start.sevens - 1),
    run: runField(start.run),
  }),
  /** @returns {State} */
  startOf: (scene) => ({ number: FIRST, target: 1, at: scene === "back" ? OUTPUTS : 0, steps: 0, nudge: 0.01, k: 0, digit: 3, ink: NO_INK, reads: 0, learns: 0, run: BEGINNING }),
  create(page) {
    const { get, set, start } = page;
    const facts = createFacts(page);
    /** The most that the scene goes through; 0 until it is known. @param {State & {scene: string}} state */
    const most = (state) => {
      const found = facts.back(state);
      return found ? lastIn(state.scene, found) : 0;
    };
    const seen = (/** @type {State & {scene: string}} */ state) => Math.min(state.at, most(state));
    /** @type {(figureIn: (later: typeof import("./how-it-learned/slopes.js")) => Figure) => Figure} */
    const sent = (figureIn) => comesLater(() => import("./how-it-learned/slopes.js"), figureIn);
    /** @type {(figureIn: (later: typeof import("./how-it-learned/grow.js")) => Figure) => Figure} */
    const grow = (figureIn) => comesLater(() => import("./how-it-learned/grow.js"), figureIn);
    /** @type {(figureIn: (later: typeof import("./how-it-learned/sevens.js")) => Figure) => Figure} */
    const seven = (figureIn) => comesLater(() => import("./how-it-learned/sevens.js"), figureIn);
    /** @type {(name: "answer-output" | "answer-hidden" | "answer-weights") => Figure} */
    const answer = (name) => comesLater(() => import("./how-it-learned/answers.js"), ({ answers }) => answers(facts)[name]);

    return {
      figures: {
        ends: ends(facts),
        story: story(facts),
        another: button(() => set({ number: (get().number + STRIDE) % start.numbers })),
        network: comesLater(() => import("./how-it-learned/network.js"), ({ network }) => network(facts)),
        forward: sent(({ forward }) => forward(facts)),
        next: button(() => set({ at: seen(get()) + 1 }), { usable: (/** @type {any} */ state) => state.at < most(state) }),
        before: button(() => set({ at: Math.max(0, seen(get()) - 1) }), { usable: (/** @type {any} */ state) => state.at > 0 }),
        all: button(() => set({ at: most(get()) }), { usable: (/** @type {any} */ state) => state.at < most(state) }),
        current: sent(({ current }) => current(facts)),
        slopes: sent(({ slopes }) => slopes(facts)),
        nudges: choices("Nudge by", NUDGES, (/** @type {State} */ { nudge }) => `${nudge}`, (nudge) => set({ nudge: Number(nudge) })),
        targets: choices("It should say", { 1: "1", 0: "0" }, (/** @type {State} */ state) => /** @type {"0" | "1"} */ (`${state.target}`), (value) => set({ target: value === "1" ? 1 : 0, steps: 0 })),
        learn: button(() => set({ steps: get().steps + 1 }), { usable: (/** @type {State} */ { steps }) => steps < start.steps }),
        unlearn: button(() => set({ steps: 0 }), { usable: (/** @type {State} */ { steps }) => steps > 0 }),
        learned: sent(({ learned }) => learned(facts)),
        slider: grow(({ slider }) => slider(facts)),
        score: grow(({ score }) => score(facts)),
        accuracy: grow(({ course }) => course(facts, "right")),
        loss: grow(({ course }) => course(facts, "loss")),
        grids: (room) => createTiles(room, { label: "The sixteen neurons of the first layer" }, ({ k }) => facts.wall(k)),
        digits: choices("Digit", DIGITS,
          (/** @type {State} */ { digit, ink }) => (ink.length ? "none of them" : `${digit}`), (digit) => set({ digit: Number(digit), ink: NO_INK })),
        own: comesLater(() => import("../kit/own-digit.js"), ({ ownDigit }) => ownDigit),
        picture: grow(({ picture }) => picture(facts)),
        outputs: grow(({ outputs }) => outputs(facts)),
        sevens: seven(({ sevens }) => sevens(facts)),
        read: button(() => set({ reads: get().reads + 1 }), { usable: (/** @type {State} */ { reads }) => reads < start.sevens - 1 }),
        "learn-seven": button(() => set({ learns: get().learns + 1 }), { usable: (/** @type {State} */ { learns }) => learns < start.sevens - 1 }),
        again: button(() => set({ reads: 0, learns: 0 }), { usable: (/** @type {State} */ { reads, learns }) => reads + learns > 0 }),
        run: comesLater(() => import("../kit/run.js"), ({ run }) => run()),
        fingerprints: seven(({ fingerprints }) => fingerprints(facts)),
        "answer-output": answer("answer-output"), "answer-hidden": answer("answer-hidden"), "answer-weights": answer("answer-weights"),
      },
      parts: [facts],
      asks: asksOf(facts, start),
      quiz: () => import("./how-it-learned/quiz.js").then(({ quizOf }) => quizOf(facts, start)),
    };
  },
});

