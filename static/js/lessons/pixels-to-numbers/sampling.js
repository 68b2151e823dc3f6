/**
 * The scenes that look at a sample of digits: the same pixel in all of them, the templates laid
 * over one of them, and whether each is read rightly.
 *
 * @typedef {import("../../types.js").Trace} Trace
 * @typedef {import("../pixels-to-numbers.js").State} State
 * @typedef {import("./digits.js").Sample} Sample
 */

import { PIXELS } from "../../digit-image.js";
import { drawGrey } from "../../draw/grid.js";
import { createAskFirst } from "../../kit/ask-first.js";
import { createChoices } from "../../kit/choices.js";
import { createWatch, setText } from "../../parts/dom.js";
import { picture } from "../../parts/inspector/picture.js";
import { createBars } from "./bars.js";
import { MAX_SEED, N_DIGITS, NETWORK, questionOf } from "./digits.js";
import { createField } from "./field.js";
import { placeOf } from "./field-layout.js";
import { createTemplates } from "./templates.js";
import { createThumbs } from "./thumbs.js";

const SOURCES = { ours: "Our digits", mnist: "MNIST" };
const ANY = "any";
/** @type {Readonly<Record<string, string>>} */
const KINDS = { [ANY]: ANY, ...Object.fromEntries(Array.from("0123456789", (digit) => [`only ${digit}`, digit])) };

/**
 * @param {import("../../kit/lesson.js").Page<State>} page
 * @param {ReturnType<typeof import("./digits.js").createDigits>} digits
 */
export function createSampling(page, digits) {
  const { set, numbers, room, palette } = page;
  const bar = createSampleBar(page);
  const thumbs = createThumbs(room("thumbs"), N_DIGITS, (at) => set({ at }));
  const counts = createCounts(page);
  const templates = createTemplates(room("templates"), NETWORK, page);
  const reading = createReading(page);

  /** @param {Sample} sample */
  const read = ({ images }) => images.map((image) => numbers.trace(questionOf(image)));

  return {
    /** @param {State & import("../../kit/lesson.js").Common} state */
    sync(state) {
      const sample = digits.sample(state); // asked for early, so that it is there when it is wanted
      const { scene, at, guess, pixel } = state;
      if (scene !== "sample" && scene !== "templates" && scene !== "right") return;
      bar.sync(state, sample);
      const traces = scene === "right" && sample ? read(sample) : [];
      thumbs.sync({
        sample,
        waits: digits.waits(state),
        at: scene === "sample" ? null : at,
        pixel: scene === "sample" ? pixel : null,
        right: guess === null ? [] : traces.map((trace, k) => trace && trace.prediction === sample?.labels[k]),
      }, palette());
      if (!sample) return;
      if (scene === "sample") counts.sync(state, sample);
      if (scene === "templates") templates.sync(state, questionOf(sample.images[at] ?? new Float32Array(PIXELS)));
      if (scene === "right") reading.sync(state, sample, traces);
    },
  };
}

/**
 * Which digits the sample has.
 *
 * @param {import("../../kit/lesson.js").Page<State>} page
 */
function createSampleBar({ set, room }) {
  const sources = createChoices(room("sources"), "Where the digits are from", SOURCES, (source) => set({ source, guess: null }));
  const kinds = createChoices(room("kinds"), "Which digits", KINDS, (kind) =>
    set({ digit: kind === ANY ? null : Number(KINDS[kind]), guess: null }));
  const name = room("sample-name");
  room("another").addEventListener("click", () => set({ seed: Math.floor(Math.random() * (MAX_SEED + 1)), guess: null }));

  return {
    /**
     * @param {State} state
     * @param {Sample | null} sample
     */
    sync({ source, digit }, sample) {
      sources.sync(source);
      if (sample) room("sources").hidden = !sample.hasMnist;
      kinds.sync(digit === null ? ANY : `only ${digit}`);
      setText(name, sample ? `${N_DIGITS} digits, ${sample.name}` : "The server draws a sample…");
    },
  };
}

/**
 * In how many digits each pixel has ink.
 *
 * @param {import("../../kit/lesson.js").Page<State>} page
 */
function createCounts(page) {
  const { set, room } = page;
  const field = createField(room("field-sample"), {
    name: "How often each pixel has ink", hasLine: false, look: (pixel) => set({ pixel }),
  }, page);
  const black = createAskFirst(room("ask-sample"), {
    text: `How many of the ${PIXELS} inputs are black in all ${N_DIGITS} of these digits?`,
    choices: ["Fewer than 100", "100 to 300", "More than 300"],
    answer: (guess) => set({ guess }),
  });

  return {
    /**
     * @param {State} state
     * @param {Sample} sample
     */
    sync({ pixel, guess }, { inked, shades, black: n }) {
      const { row, column, input } = placeOf(pixel);
      field.sync(shades, { pixel, unrolled: 0 },
        `Row ${row}, column ${column}, input ${input}: ink in ${inked[pixel]} of ${N_DIGITS}`);
      black.sync(guess, {
        right: n < 100 ? 0 : n <= 300 ? 1 : 2,
        words: `${n} of ${PIXELS}. Digits stand in the middle; what is always 0 adds nothing to any sum.`,
      });
    },
  };
}

/**
 * One digit after the other, with its ten outputs and its label.
 *
 * @param {import("../../kit/lesson.js").Page<State>} page
 */
function createReading({ get, set, room, palette }) {
  const shown = picture("what the network reads");
  shown.own.element.hidden = true;
  room("read").append(shown.figure);
  const outputs = createBars(room("outputs"), "The ten outputs for this digit");
  const verdict = room("verdict");
  const tally = createAskFirst(room("ask-right"), {
    text: `How many of these ${N_DIGITS} will ten templates read rightly?`,
    choices: ["Up to 10", "11 to 16", "17 or more"],
    answer: (guess) => set({ guess }),
  });
  const go = (/** @type {number} */ by) => () => set({ at: (get().at + by + N_DIGITS) % N_DIGITS });
  room("back").addEventListener("click", go(-1));
  room("next").addEventListener("click", go(1));
  const drawn = createWatch();

  return {
    /**
     * @param {State} state
     * @param {Sample} sample
     * @param {readonly (Trace | null)[]} traces
     */
    sync({ at, guess }, { labels }, traces) {
      const trace = traces[at];
      if (trace && drawn(trace, palette())) {
        drawGrey(shown.ctx, trace.input, palette());
        outputs.sync(trace);
        const isRight = trace.prediction === labels[at];
        setText(verdict, `Digit ${at + 1}: it says ${trace.prediction}, the label says ${labels[at]}. ${isRight ? "Right." : "Wrong."}`);
      }
      const n = traces.filter((each, k) => each?.prediction === labels[k]).length;
      tally.sync(guess, traces.includes(null) ? null : {
        right: n <= 10 ? 0 : n <= 16 ? 1 : 2,
        words: `${n} of ${traces.length}. Look at the wrong ones: would you have known?`,
      });
    },
  };
}
