/**
 * Lesson 13, "One eye for every place".
 *
 * @typedef {object} State
 * @property {number} digit  that is looked at, unless one's own is drawn
 * @property {import("../types.js").Drawing} ink  one's own
 * @property {number} right  pixels that it is slid by
 * @property {number} down
 * @property {import("./one-eye-for-every-place/kernels.js").Kernel} kernel
 * @property {"house" | "digit" | "photo"} subject  that the kernel slides over
 * @property {Uint8Array | null} photo  of the viewer's own; in no link
 * @property {number} at  place of the window
 * @property {boolean} whole  the map is seen whole
 * @property {number | null} map  of a learned kernel; null: of the one that finds most
 * @property {number | null} spot  place on it; null: where it is largest
 * @property {number} side  pixels across
 * @property {number} size  of the window
 * @property {number} stride
 * @property {number} padding
 * @property {number} row  place of that window
 * @property {number} column
 * @property {readonly number[]} first  image that is pooled
 * @property {readonly number[]} second
 * @property {"max" | "mean"} pooling
 * @property {number} seed  of the trainings
 */

import { NO_INK, inkField } from "../kit/ink-field.js";
import { startLesson } from "../kit/lesson.js";
import { button, choices, comesLater, thereIf } from "../kit/pieces.js";
import { choice, listOf, optional, wholeIn } from "../link/fields.js";
import { asksOf, FIRST, SECOND } from "./one-eye-for-every-place/asks.js";
import { createFacts } from "./one-eye-for-every-place/facts.js";
import { kernelField, preset, PRESETS, resized, sideOf } from "./one-eye-for-every-place/kernels.js";
import { slidDigit } from "./one-eye-for-every-place/slide.js";

/** @type {Readonly<Record<string, string>>} */
const DIGITS = Object.fromEntries(Array.from({ length: 10 }, (_, digit) => [`${digit}`, `${digit}`]));
/** @type {Readonly<Record<string, string>>} */
const SUBJECTS = { house: "A picture", digit: "The digit" };
const MOST_MAPS = 1_000;
const FIRST_PLACE = 10 * 62 + 43; // in the picture, to the left of its sun
const MAX_SEED = 999;

/** @typedef {import("../kit/lesson.js").Figure<State>} Figure */

/** @type {import("../link/fields.js").Field<boolean>} */
const yesOrNo = { write: (value) => (value ? "1" : "0"), read: (text) => ({ 1: true, 0: false })[text] };

startLesson({
  fields({ start }) {
    const { reach, picture, sides: [low, high], size, stride, padding, levels, pooled } = start;
    const numbers = listOf({ write: (/** @type {number} */ value) => `${value}`, read: (text) => levels.find((/** @type {number} */ each) => `${each}` === text) }, pooled ** 2);
    return {
      digit: wholeIn(0, 9), ink: inkField, right: wholeIn(-reach, reach), down: wholeIn(-reach, reach),
      kernel: kernelField, subject: choice(/** @type {State["subject"][]} */ (["house", "digit", "photo"])), at: wholeIn(0, picture ** 2), whole: yesOrNo,
      map: optional(wholeIn(0, MOST_MAPS)), spot: optional(wholeIn(0, start.side ** 2)),
      side: wholeIn(low, high), size: wholeIn(1, size), stride: wholeIn(1, stride), padding: wholeIn(0, padding), row: wholeIn(0, high), column: wholeIn(0, high),
      first: numbers, second: numbers, pooling: choice(/** @type {State["pooling"][]} */ (["max", "mean"])), seed: wholeIn(0, MAX_SEED),
    };
  },
  /** @returns {State} */
  startOf: (_, start) => ({
    digit: 3, ink: NO_INK, right: start.slide, down: 0, kernel: preset("upright", 3), subject: "house", photo: null, at: FIRST_PLACE, whole: false, map: null, spot: null,
    side: start.side, size: 5, stride: 2, padding: 0, row: 0, column: 0, first: FIRST, second: SECOND, pooling: "max", seed: 0,
  }),
  ownNext: true,
  create(page) {
    const { get, set } = page;
    const facts = createFacts(page);
    /** @type {(figureIn: (later: typeof import("./one-eye-for-every-place/places.js")) => Figure) => Figure} */
    const slides = (figureIn) => comesLater(() => import("./one-eye-for-every-place/places.js"), figureIn);
    /** @type {(figureIn: (later: typeof import("./one-eye-for-every-place/answers.js")) => Figure) => Figure} */
    const answer = (figureIn) => comesLater(() => import("./one-eye-for-every-place/answers.js"), figureIn);
    /** @type {(figureIn: (later: typeof import("./one-eye-for-every-place/edges.js")) => Figure) => Figure} */
    const edges = (figureIn) => comesLater(() => import("./one-eye-for-every-place/edges.js"), figureIn);
    /** @type {(figureIn: (later: typeof import("./one-eye-for-every-place/shared.js")) => Figure) => Figure} */
    const shared = (figureIn) => comesLater(() => import("./one-eye-for-every-place/shared.js"), figureIn);
    /** @type {(figureIn: (later: typeof import("./one-eye-for-every-place/fit.js")) => Figure) => Figure} */
    const fit = (figureIn) => comesLater(() => import("./one-eye-for-every-place/fit.js"), figureIn);
    /** @type {(figureIn: (later: typeof import("./one-eye-for-every-place/pool.js")) => Figure) => Figure} */
    const pool = (figureIn) => comesLater(() => import("./one-eye-for-every-place/pool.js"), figureIn);
    /** @type {(figureIn: (later: typeof import("./one-eye-for-every-place/shuffle.js")) => Figure) => Figure} */
    const shuffle = (figureIn) => comesLater(() => import("./one-eye-for-every-place/shuffle.js"), figureIn);
    const last = (/** @type {State} */ state) => (facts.slid(state)?.z.length ?? 1) - 1;
    const step = (/** @type {number} */ by) => button(() => set({ at: Math.min(last(get()), get().at) + by }),
      { usable: (/** @type {State} */ state) => (by < 0 ? state.at > 0 : state.at < last(state)) });
    const presets = Object.entries(PRESETS).map(([name, words]) => ({ name, words }));

    return {
      figures: {
        digits: choices("Digit", DIGITS, ({ ink, digit }) => (ink.length ? "none of them" : `${digit}`), (digit) => set({ digit: Number(digit), ink: NO_INK, spot: null })),
        own: comesLater(() => import("../kit/own-digit.js"), ({ ownDigit }) => ownDigit),
        "digit-there": thereIf(({ scene, subject }) => scene !== "edges" || subject === "digit"),
        slid: slidDigit(facts), ways: slides(({ ways }) => ways), said: slides(({ said }) => said(facts)),
        "places-dense": slides(({ places }) => places(facts, 0)), "places-eye": slides(({ places }) => places(facts, 1)),
        along: slides(({ along }) => along(facts)), ours: slides(({ ours }) => ours(facts)),
        subjects: choices("What it slides over", SUBJECTS, ({ subject }) => subject, (subject) => set({ subject: /** @type {State["subject"]} */ (subject), at: 0, whole: true })),
        photo: comesLater(() => import("./one-eye-for-every-place/photo.js"), ({ photo }) => photo),
        presets: choices("Kernel", PRESETS, ({ kernel }) => presets.find(({ name }) => `${preset(name, sideOf(kernel))}` === `${kernel}`)?.name ?? "", (name) => set({ kernel: preset(name, sideOf(get().kernel)) })),
        sizes: choices("Size", { 3: "3 × 3", 5: "5 × 5" }, ({ kernel }) => `${sideOf(kernel)}`, (side) => set({ kernel: resized(get().kernel, Number(side)) })),
        seen: edges(({ seen }) => seen(facts)), map: edges(({ map }) => map(facts)), kernel: edges(({ kernel }) => kernel),
        window: edges(({ cellsOf }) => cellsOf(facts, "inputs")), products: edges(({ cellsOf }) => cellsOf(facts, "products")), sum: edges(({ sum }) => sum(facts)),
        back: step(-1), next: step(1), whole: button(() => set({ whole: !get().whole }), { words: ({ whole }) => (whole ? "Only as far as it came" : "All places") }),
        kernels: shared(({ kernels }) => kernels(facts)), field: shared(({ field }) => field(facts)), large: shared(({ large }) => large(facts)),
        finds: shared(({ finds }) => finds(facts)), counted: shared(({ counted }) => counted(facts)),
        settings: fit(({ settings }) => settings), looked: fit(({ looked }) => looked(facts)), fitted: fit(({ fitted }) => fitted(facts)), rule: fit(({ rule }) => rule(facts)),
        poolings: choices("What is kept", { max: "The largest", mean: "The mean" }, ({ pooling }) => pooling, (pooling) => set({ pooling })),
        first: pool(({ pooled }) => pooled(facts, "first")), second: pool(({ pooled }) => pooled(facts, "second")), alike: pool(({ alike }) => alike(facts)),
        pair: shuffle(({ pair }) => pair(facts)), results: shuffle(({ results }) => results(facts)),
        another: button(() => set({ seed: (get().seed + 1) % (MAX_SEED + 1) }), { usable: facts.isTrained }),
        "answer-sums": answer(({ sums }) => sums), "answer-fits": answer(({ fits }) => fits(facts)), "answer-pools": answer(({ pools }) => pools(facts)),
      },
      parts: [facts],
      asks: asksOf(page, facts),
      quiz: () => import("./one-eye-for-every-place/quiz.js").then(({ quizOf }) => quizOf(page, facts)),
    };
  },
});
