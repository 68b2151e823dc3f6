/**
 * Lesson 3, "From pixels to numbers".
 *
 * @typedef {import("../types.js").Trace} Trace
 * @typedef {import("./pixels-to-numbers/digits.js").Sample} Sample
 *
 * @typedef {keyof typeof NETWORKS} Network  that reads the 4 that becomes a 9
 * @typedef {keyof typeof SUBJECTS} Subject
 *
 * @typedef {object} State
 * @property {number} pixel  that is looked at, 0 to 783
 * @property {number} unrolled  0, all in the picture, to 1, all in one line
 * @property {"ours" | "mnist"} source  of the sample
 * @property {number} seed
 * @property {number | null} digit  all of one kind, or of any
 * @property {number | null} at  which of the sample is looked at; null for the first digit
 * @property {number | null} guess  which choice was taken in the scene
 * @property {number | null} selected  template
 * @property {Subject} subject
 * @property {number} closed  steps from the 4 towards the 9
 * @property {Network} network
 */

import { drawGrey } from "../draw/grid.js";
import { SIDE } from "../input/cells.js";
import { createAskFirst } from "../lesson/ask-first.js";
import { createChoices } from "../lesson/choices.js";
import { startLesson } from "../lesson/lesson.js";
import { choice, numberIn, optional, wholeIn } from "../lesson/moment.js";
import { createQuiz } from "../lesson/quiz.js";
import { createWatch, setText } from "../parts/dom.js";
import { picture } from "../parts/inspector/picture.js";
import { encodeDrawing } from "../wire/decode.js";
import { createBars } from "./pixels-to-numbers/bars.js";
import { createClosing, share } from "./pixels-to-numbers/closing.js";
import { createDigits, NETWORK } from "./pixels-to-numbers/digits.js";
import { createFacts } from "./pixels-to-numbers/facts.js";
import { createField } from "./pixels-to-numbers/field.js";
import { along, around, PIXELS, placeOf } from "./pixels-to-numbers/field-layout.js";
import { FACE, fourToNine, HOUSE, STEPS } from "./pixels-to-numbers/four-or-nine.js";
import { createLens } from "./pixels-to-numbers/lens.js";
import { QUIZ } from "./pixels-to-numbers/quiz.js";
import { createTemplates } from "./pixels-to-numbers/templates.js";
import { createThumbs } from "./pixels-to-numbers/thumbs.js";
import { createTurn, createTurns, judgeTurn, stepQuestion } from "./pixels-to-numbers/turn.js";
import { createUnroll } from "./pixels-to-numbers/unroll.js";

const SOURCES = { ours: "Our digits", mnist: "MNIST" };
/** @type {Record<string, string>} */
const KINDS = { any: "any", ...Object.fromEntries(Array.from("0123456789", (digit) => [`d${digit}`, digit])) };
const NETWORKS = { linear: "Ten templates", classic: "classic", deep: "deep" };
const SUBJECTS = { turn: "4 or 9", face: "A face", house: "A house" };
const DRAWINGS = { face: FACE, house: HOUSE };
// What a link may say of a sample, as app/lessons/pixels_to_numbers.py has it.
const MAX_SEED = 999_999;
const N_DIGITS = 20;
const REACH = 7; // inputs to both sides of one, in the line
const START_PIXEL = 8 * SIDE + 12; // a grey one at the digit's edge

startLesson({
  fields: {
    pixel: wholeIn(0, PIXELS - 1),
    unrolled: numberIn(0, 1),
    source: choice(/** @type {const} */ (["ours", "mnist"])),
    seed: wholeIn(0, MAX_SEED),
    digit: optional(wholeIn(0, 9)),
    at: optional(wholeIn(0, N_DIGITS - 1)),
    guess: optional(wholeIn(0, 2)),
    selected: optional(wholeIn(0, 9)),
    subject: choice(/** @type {Subject[]} */ (Object.keys(SUBJECTS))),
    closed: wholeIn(0, STEPS),
    network: choice(/** @type {Network[]} */ (Object.keys(NETWORKS))),
  },
  /** @returns {State} */
  startOf: (scene) => ({
    pixel: START_PIXEL, unrolled: 0, source: "ours", seed: 1, digit: null,
    at: scene === "picture" || scene === "line" ? null : 0,
    guess: null, selected: null, subject: "turn", closed: 0, network: NETWORK,
  }),
  create(page) {
    const { get, set, numbers, room, palette } = page;
    const digits = createDigits(page);
    const look = (/** @type {number} */ pixel) => set({ pixel });
    const fields = {
      picture: createField(room("field-picture"), { name: "The digit", hasLine: false, look }, page),
      line: createField(room("field-line"), { name: "The digit and its line of inputs", hasLine: true, look }, page),
      sample: createField(room("field-sample"), { name: "How often each pixel has ink", hasLine: false, look }, page),
    };
    const square = createLens(room("lens-square"), { n: 25, isLine: false });
    const strip = createLens(room("lens-line"), { n: 2 * REACH + 1, isLine: true });
    const facts = createFacts(room("facts"));
    const unroll = createUnroll(room("unroll"), page);
    const thumbs = createThumbs(room("thumbs"), N_DIGITS, (at) => set({ at }));
    const sources = createChoices(room("sources"), "Where the digits are from", SOURCES, (source) => set({ source, guess: null }));
    const kinds = createChoices(room("kinds"), "Which digits", KINDS, (kind) =>
      set({ digit: kind === "any" ? null : Number(kind.slice(1)), guess: null }));
    room("another").addEventListener("click", () => set({ seed: Math.floor(Math.random() * (MAX_SEED + 1)), guess: null }));
    const templates = createTemplates(room("templates"), NETWORK, page);
    const read = picture("what the network reads");
    read.own.element.hidden = true;
    room("read").append(read.figure);
    const outputs = createBars(room("outputs"), "The ten outputs for this digit");
    room("back").addEventListener("click", () => turnTo(-1));
    room("next").addEventListener("click", () => turnTo(1));
    const closing = createClosing(room("closing"), (closed) => set({ closed }), page);
    const seen = picture("what the network reads");
    seen.own.element.hidden = true;
    room("seen").append(seen.figure);
    const undecided = createBars(room("undecided"), "The ten outputs for this drawing");
    const subjects = createChoices(room("subjects"), "What is drawn", SUBJECTS, (subject) => set({ subject }));
    const readers = createChoices(room("networks"), "Which network reads it", NETWORKS, (network) => set({ network }));
    const turnsOf = createTurns(numbers);
    const turn = createTurn(room("turn"), page);
    const asked = {
      line: askFirst("ask-line", "The pixel just below this one: how many places further along the line is it?", ["1", "28", "784"]),
      sample: askFirst("ask-sample", "How many of the 784 inputs are black in all 20 of these digits?", ["Fewer than 100", "100 to 300", "More than 300"]),
      right: askFirst("ask-right", "How many of these 20 will ten templates read rightly?", ["Up to 10", "11 to 16", "17 or more"]),
      turn: askFirst("ask-turn", "The top of a 4 closes, bit by bit, until it is a 9. When does the network change its mind?", ["Before half way", "After half way", "Never"]),
    };
    const told = createWatch();
    const drawn = createWatch();

    /**
     * @param {string} name  of its room
     * @param {string} text
     * @param {readonly string[]} choices
     */
    function askFirst(name, text, choices) {
      return createAskFirst(room(name), { text, choices, answer: (guess) => set({ guess }) });
    }

    /** @param {number} by */
    function turnTo(by) {
      set({ at: ((get().at ?? 0) + by + N_DIGITS) % N_DIGITS });
    }

    /** @param {State} state */
    function syncPicture(state) {
      const question = digits.question(null, null);
      const image = (question && numbers.trace(question)?.image) ?? null;
      const { row, column, input } = placeOf(state.pixel);
      fields.picture.sync(image, { pixel: state.pixel, unrolled: 0 },
        `Row ${row}, column ${column}: ${image?.[state.pixel]}, input ${input}`);
      square.sync(image, around(state.pixel), palette());
      facts.sync(state.pixel, image, question && numbers.opened(question, 0, 0));
    }

    /** @param {State} state */
    function syncLine(state) {
      const question = digits.question(null, null);
      const image = (question && numbers.trace(question)?.image) ?? null;
      const { pixel, unrolled, guess } = state;
      const { row, column, input } = placeOf(pixel);
      fields.line.sync(image, { pixel, unrolled }, `Row ${row}, column ${column}: ${image?.[pixel]}, input ${input}`);
      strip.sync(image, along(pixel, REACH), palette());
      unroll.sync(unrolled);
      const below = (pixel + SIDE) % PIXELS;
      const further = placeOf(below).input - input;
      asked.line.sync(guess, {
        right: [1, SIDE, PIXELS].indexOf(Math.abs(further)),
        words: `Input ${input}, and below it input ${input + SIDE}: a whole row of ${SIDE} lies between. In the line, what was above and below is far apart.`,
      });
    }

    /**
     * @param {State} state
     * @param {Sample | null} sample
     */
    function syncSample({ pixel, guess }, sample) {
      const { row, column, input } = placeOf(pixel);
      const shades = sample && sample.inked.map((count) => (count / N_DIGITS) * 255);
      fields.sample.sync(shades, { pixel, unrolled: 0 },
        `Row ${row}, column ${column}, input ${input}: ink in ${sample?.inked[pixel]} of ${N_DIGITS}`);
      asked.sample.sync(guess, sample && {
        right: sample.black < 100 ? 0 : sample.black <= 300 ? 1 : 2,
        words: `${sample.black} of ${PIXELS}. Digits stand in the middle; what is always 0 adds nothing to any sum.`,
      });
    }

    /**
     * @param {State} state
     * @param {Sample} sample
     * @param {readonly (Trace | null)[]} traces
     */
    function syncOutputs({ at, guess }, sample, traces) {
      const trace = traces[at ?? 0] ?? null;
      outputs.sync(trace);
      if (trace?.image && drawn(trace, palette())) drawGrey(read.ctx, trace.image, palette());
      const label = sample.labels[at ?? 0];
      if (trace && told(trace, label)) {
        setText(room("verdict"), `Digit ${(at ?? 0) + 1}: it says ${trace.prediction}, the label says ${label}. ${trace.prediction === label ? "Right." : "Wrong."}`);
      }
      const n = traces.filter((each, k) => each?.prediction === sample.labels[k]).length;
      asked.right.sync(guess, traces.includes(null) ? null : {
        right: n <= 10 ? 0 : n <= 16 ? 1 : 2,
        words: `${n} of ${traces.length}. Look at the wrong ones: would you have known?`,
      });
    }

    /** @param {State} state */
    function syncTurn({ subject, closed, network, guess }) {
      subjects.sync(subject);
      readers.sync(network);
      const isTurn = subject === "turn";
      const drawing = isTurn ? fourToNine(closed) : DRAWINGS[subject];
      const question = isTurn ? stepQuestion(network, closed) : { network, input: encodeDrawing(drawing) };
      const trace = numbers.trace(question);
      const whole = turnsOf(network);
      closing.sync(drawing, isTurn ? closed : null, isTurn ? `A 4 that is ${share(closed)} a 9` : SUBJECTS[subject]);
      if (trace?.image && drawn(trace, palette())) drawGrey(seen.ctx, trace.image, palette());
      undecided.sync(trace);
      asked.turn.sync(guess, whole && judgeTurn(whole));
      room("turn").hidden = guess === null || !isTurn;
      turn.sync(whole, closed);
      room("sure").hidden = isTurn;
    }

    return [{
      /** @param {State & import("../lesson/lesson.js").Common} state */
      sync(state) {
        const { scene, at, guess } = state;
        if (scene === "picture") syncPicture(state);
        if (scene === "line") syncLine(state);
        const sample = digits.sample(state); // asked for early, so that it is there when it is wanted
        if (scene === "sample" || scene === "templates" || scene === "right") {
          sources.sync(state.source);
          room("sources").hidden = !sample?.hasMnist && state.source === "ours";
          kinds.sync(state.digit === null ? "any" : `d${state.digit}`);
          setText(room("sample-name"), sample ? `${N_DIGITS} digits, ${sample.name}` : "The server draws a sample…");
          const question = digits.question(sample, at);
          const isRight = scene === "right" && sample;
          const traces = isRight ? sample.images.map((_, k) => {
            const each = digits.question(sample, k);
            return each && numbers.trace(each);
          }) : [];
          const right = guess === null ? [] : traces.map((each, k) => each && each.prediction === sample?.labels[k]);
          thumbs.sync({ sample, waits: digits.waits(state), at: scene === "sample" ? null : at, pixel: scene === "sample" ? state.pixel : null, right }, palette());
          if (scene === "sample") syncSample(state, sample);
          if (scene === "templates") templates.sync(state, question);
          if (isRight) syncOutputs(state, sample, traces);
        }
        if (scene === "turn") syncTurn(state);
      },
    }, createQuiz(room("quiz"), QUIZ, page)];
  },
});
