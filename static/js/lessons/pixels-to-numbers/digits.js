/**
 * The digits that the lesson looks at: the first one, which came with the page, and random samples,
 * which the server draws.
 *
 * @typedef {import("../../kit/numbers.js").Question} Question
 *
 * @typedef {object} Choice  of a sample
 * @property {"ours" | "mnist"} source
 * @property {number} seed
 * @property {number | null} digit  all of one kind, or of any
 *
 * @typedef {object} Sample
 * @property {readonly Float32Array[]} images  784 pixels each, 0 black to 1 white
 * @property {readonly Question[]} questions  one for each image
 * @property {readonly number[]} labels
 * @property {string} name  of what they are from
 * @property {Uint8Array} inked  in how many of them each pixel has ink
 * @property {Float32Array} shades  the same as grey, white for all of them
 * @property {number} black  pixels that have none in any
 * @property {boolean} hasMnist
 */

import { PIXELS } from "../../digit-image.js";
import { drawingsOf } from "../../wire/samples.js";
import { decodeImage, encodeDrawing, encodeImage, Refused } from "../../wire/decode.js";

export const NETWORK = "linear";

/** @param {Pick<import("../../kit/lesson.js").Page<any>, "ask" | "start" | "markDirty" | "numbers">} page */
export function createDigits({ ask, start, markDirty, numbers }) {
  const { n_digits: n } = start; // in a sample
  const [first] = drawingsOf(start.first);
  if (!first) throw new Error("expected a digit to begin with, found none");
  /** @type {Map<string, Sample | "asked" | "refused">} */
  const samples = new Map();
  const isAsked = () => [...samples.values()].includes("asked"); // one after the other: a newer question replaces an older one

  /**
   * @param {string} key
   * @param {Choice} choice
   */
  async function fetchSample(key, choice) {
    samples.set(key, "asked");
    try {
      samples.set(key, sampleFrom(await ask("sample", choice), n));
    } catch (error) {
      // Without an answer the line is broken: it is asked again once that holds.
      if (error instanceof Refused) samples.set(key, "refused");
      else samples.delete(key);
    }
    markDirty();
  }

  const keyOf = (/** @type {Choice} */ { source, seed, digit }) => `${source} ${seed} ${digit}`;

  /** What the network says of each digit; null until it is there. @param {Sample} sample */
  const traces = ({ questions }) => questions.map((question) => numbers.trace(question));

  return {
    n,
    traces,
    /** @param {Sample} sample */
    isRight: (sample) => traces(sample).map((trace, k) => trace && trace.prediction === sample.labels[k]),

    /** The first digit, which came with the page. @type {Question} */
    first: { network: NETWORK, input: encodeDrawing(first) },

    /** @param {Choice} choice */
    waits: (choice) => samples.get(keyOf(choice)) === "asked",

    /**
     * @param {Choice & Pick<import("../../kit/lesson.js").Common, "line">} state
     * @returns {Sample | null}  null until it is there
     */
    sample({ source, seed, digit, line }) {
      const choice = { source, seed, digit };
      const key = keyOf(choice);
      const found = samples.get(key);
      if (found === undefined && line.connection === "online" && !isAsked()) void fetchSample(key, choice);
      return typeof found === "object" ? found : null;
    },
  };
}

/**
 * @param {any} answer
 * @param {number} size  digits of it
 * @returns {Sample}
 */
function sampleFrom({ images: pixels, labels, name, inked, black, has_mnist: hasMnist }, size) {
  const images = Array.from(/** @type {number[]} */ (labels), (_, k) =>
    decodeImage(pixels.subarray(k * PIXELS, (k + 1) * PIXELS)));
  return {
    images, labels, name, inked, black, hasMnist,
    questions: images.map((image) => ({ network: NETWORK, input: encodeImage(image) })),
    shades: Float32Array.from(inked, (n) => n / size),
  };
}
