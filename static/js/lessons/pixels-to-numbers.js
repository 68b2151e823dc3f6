/**
 * Lesson 7, "From pixels to numbers".
 *
 * @typedef {import("../types.js").Trace} Trace
 *
 * @typedef {object} State
 * @property {number} pixel  that is looked at, 0 to 783
 * @property {number} unrolled  0, all in the picture, to 1, all in one line
 * @property {"ours" | "mnist"} source  of the sample
 * @property {number} seed
 * @property {number | null} digit  all of one kind, or of any
 * @property {number} at  which of the sample is looked at
 * @property {number | null} selected  template
 * @property {keyof typeof SUBJECTS} subject  what is drawn in the last scene
 * @property {number} closed  steps from the 4 towards the 9
 * @property {keyof typeof NETWORKS} network  that reads it
 * @property {string} rule  for a 7: a letter for each square, + ink, - none, . anything
 * @property {keyof typeof HEADS} head  of a network: what its last layer makes of the sums
 * @property {readonly number[]} sums
 *
 * @typedef {State & import("../kit/lesson.js").Common} Moment
 */

import { greyOf, PIXELS, SIDE } from "../digit-image.js";
import { startLesson } from "../kit/lesson.js";
import { createFirstLayer } from "../kit/shipped.js";
import { choice, listOf, numberIn, optional, wholeIn } from "../link/fields.js";
import { button, choices, sentence, thereIf } from "../kit/pieces.js";
import { bars, seen } from "./pixels-to-numbers/bars.js";
import { closing } from "./pixels-to-numbers/closing.js";
import { createDigits, NETWORK } from "./pixels-to-numbers/digits.js";
import { facts } from "./pixels-to-numbers/facts.js";
import { field } from "./pixels-to-numbers/field.js";
import { places, shares } from "./pixels-to-numbers/answers.js";
import { along, around, placeOf } from "./pixels-to-numbers/field-layout.js";
import { STEPS, SUBJECTS } from "./pixels-to-numbers/four-or-nine.js";
import { ASK, FIRST_SUMS, heads, HEADS } from "./pixels-to-numbers/heads.js";
import { lens } from "./pixels-to-numbers/lens.js";
import { asksAbout, QUIZ } from "./pixels-to-numbers/quiz.js";
import { askAboutRule, FIRST_RULE, fits, rule, ruleField, sevens } from "./pixels-to-numbers/rule.js";
import { sampleBar } from "./pixels-to-numbers/sample-bar.js";
import { templates } from "./pixels-to-numbers/templates.js";
import { thumbs } from "./pixels-to-numbers/thumbs.js";
import { createTurns, drawnQuestion, turn } from "./pixels-to-numbers/turn.js";
import { unroll } from "./pixels-to-numbers/unroll.js";

const NETWORKS = { linear: "Ten templates", classic: "classic", deep: "deep" };
const SCORES = new Set(["classic"]); // whose outputs are ten numbers of their own
const REACH = 7; // inputs to both sides of one, in the line

/** @type {State} */
const START = {
  pixel: 8 * SIDE + 12, // a grey one at the digit's edge
  unrolled: 0, source: "ours", seed: 1, digit: null, at: 0, selected: null,
  subject: "turn", closed: 0, network: NETWORK, rule: FIRST_RULE, head: "softmax", sums: FIRST_SUMS,
};

startLesson({
  fields: ({ start }) => ({
    pixel: wholeIn(0, PIXELS - 1),
    unrolled: numberIn(0, 1),
    source: choice(/** @type {const} */ (["ours", "mnist"])),
    seed: wholeIn(0, start.max_seed),
    digit: optional(wholeIn(0, 9)),
    at: wholeIn(0, start.n_digits - 1),
    selected: optional(wholeIn(0, 9)),
    subject: choice(/** @type {State["subject"][]} */ (Object.keys(SUBJECTS))),
    closed: wholeIn(0, STEPS),
    network: choice(/** @type {State["network"][]} */ (Object.keys(NETWORKS))),
    rule: ruleField,
    head: choice(/** @type {State["head"][]} */ (Object.keys(HEADS))),
    sums: listOf(numberIn(-100, 100), FIRST_SUMS.length),
  }),
  startOf: () => START,
  create(page) {
    const { get, set, numbers } = page;
    const digits = createDigits(page);
    const turnsOf = createTurns(numbers);
    const template = createFirstLayer(NETWORK, page.markDirty);
    const first = () => numbers.trace(digits.first)?.input ?? null;
    const placeInWords = (/** @type {number} */ pixel) => {
      const { row, column, input } = placeOf(pixel);
      return { place: `Row ${row}, column ${column}`, input: `input ${input}` };
    };

    /** @param {boolean} isLine */
    const firstDigit = (isLine) => (/** @type {State} */ { pixel, unrolled }) => {
      const pixels = first();
      const { place, input } = placeInWords(pixel);
      return { pixels, unrolled: isLine ? unrolled : 0, said: `${place}: ${pixels && greyOf(pixels[pixel] ?? 0)}, ${input}` };
    };

    /** @param {Moment} state */
    function counts(state) {
      const sample = digits.sample(state);
      const { place, input } = placeInWords(state.pixel);
      return { pixels: sample?.shades, said: `${place}, ${input}: ink in ${sample?.inked[state.pixel]} of ${digits.n}` };
    }

    /** @param {Moment} state */
    function traceAt(state) {
      const sample = digits.sample(state);
      return sample && digits.traces(sample)[state.at];
    }

    /** @param {Moment} state */
    function verdict(state) {
      const [trace, label] = [traceAt(state), digits.sample(state)?.labels[state.at]];
      return trace ? `Digit ${state.at + 1}: it says ${trace.prediction}, the label says ${label}. ${trace.prediction === label ? "Right." : "Wrong."}` : null;
    }

    const drawn = (/** @type {State} */ state) => numbers.trace(drawnQuestion(state));
    const go = (/** @type {number} */ by) => button(() => set({ at: (get().at + by + digits.n) % digits.n }));

    return {
      parts: [{ sync: ({ state }) => void digits.sample(state) }], // asked for early, so that it is there when it is wanted
      figures: {
        "field-picture": field("The digit", false, firstDigit(false)),
        "field-line": field("The digit and its line of inputs", true, firstDigit(true)),
        "lens-square": lens({ n: 25, isLine: false }, first, around),
        "lens-line": lens({ n: 2 * REACH + 1, isLine: true }, first, (pixel) => along(pixel, REACH)),
        facts: facts(digits.first),
        unroll,
        ...sampleBar(digits, page),
        thumbs: thumbs(digits, {
          of: ({ scene }, sample) => (scene === "right" ? digits.isRight(sample) : []), yes: "read rightly", no: "read wrongly",
        }),
        rule,
        "rule-thumbs": thumbs(digits, {
          of: (state, { images }) => images.map((image) => fits(state.rule, image)), yes: "found", no: "missed", sampled: sevens,
        }),
        "head-kinds": choices("What the last layer says", HEADS, ({ head }) => head, (head) => set({ head })),
        heads,
        "answer-places": places,
        "answer-shares": shares,
        "field-sample": field("How often each pixel has ink", false, counts),
        templates: templates(NETWORK, (state) => digits.sample(state)?.questions[state.at] ?? null),
        read: seen(traceAt),
        outputs: bars("The ten outputs for this digit", (/** @type {Moment} */ state) => traceAt(state) ?? null),
        verdict: sentence(verdict),
        back: go(-1),
        next: go(1),
        subjects: choices("What is drawn", SUBJECTS, ({ subject }) => subject, (subject) => set({ subject })),
        networks: choices("Which network reads it", NETWORKS, ({ network }) => network, (network) => set({ network })),
        closing,
        seen: seen(drawn),
        undecided: bars("The ten outputs for this drawing", drawn),
        turn: turn(turnsOf),
        sure: thereIf(({ subject }) => subject !== "turn"),
        softmax: thereIf(({ network }) => !SCORES.has(network)),
        scores: thereIf(({ network }) => SCORES.has(network)),
      },
      asks: { ...asksAbout(digits, turnsOf, first, template), rule: askAboutRule(digits), heads: ASK },
      quiz: QUIZ,
    };
  },
});
