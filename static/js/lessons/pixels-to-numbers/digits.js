/**
 * The digits that the lesson looks at: the first one, which came with the page, and random samples,
 * which the server draws.
 *
 * @typedef {import("../../lesson/numbers.js").Question} Question
 *
 * @typedef {object} Choice  of a sample
 * @property {"ours" | "mnist"} source
 * @property {number} seed
 * @property {number | null} digit  all of one kind, or of any
 *
 * @typedef {object} Sample
 * @property {readonly Uint8Array<ArrayBuffer>[]} images  784 pixels each, 0 to 255
 * @property {readonly number[]} labels
 * @property {string} name  of what they are from
 * @property {Uint8Array} inked  in how many of them each pixel has ink
 * @property {number} black  pixels that have none in any
 * @property {boolean} hasMnist
 */

import { drawingsOf } from "../../samples.js";
import { encodeDrawing } from "../../wire/decode.js";
import { PIXELS } from "./field-layout.js";

export const NETWORK = "linear";

/** @param {Pick<import("../../lesson/lesson.js").Page<any>, "ask" | "start" | "markDirty" | "get">} page */
export function createDigits({ ask, start, markDirty, get }) {
  const [first] = drawingsOf(start.first);
  if (!first) throw new Error("expected a digit to begin with, found none");
  const drawn = encodeDrawing(first);
  /** @type {Map<string, Sample | "asked" | "refused">} */
  const samples = new Map();

  /**
   * @param {string} key
   * @param {Choice} choice
   */
  async function fetchSample(key, choice) {
    samples.set(key, "asked");
    try {
      samples.set(key, sampleFrom(await ask("sample", choice)));
    } catch {
      // Refused for good, or the line broke: then it is asked again once it holds.
      if (get().connection === "online") samples.set(key, "refused");
      else samples.delete(key);
    }
    markDirty();
  }

  const keyOf = (/** @type {Choice} */ { source, seed, digit }) => `${source} ${seed} ${digit}`;

  return {
    /** @param {Choice} choice */
    waits: (choice) => samples.get(keyOf(choice)) === "asked",

    /**
     * @param {Choice & {connection: string}} state
     * @returns {Sample | null}  null until it is there
     */
    sample({ source, seed, digit, connection }) {
      const choice = { source, seed, digit };
      const key = keyOf(choice);
      const found = samples.get(key);
      if (found === undefined && connection === "online") void fetchSample(key, choice);
      return typeof found === "object" ? found : null;
    },

    /**
     * @param {Sample | null} sample
     * @param {number | null} at  which of the sample; null for the first digit
     * @returns {Question | null}
     */
    question(sample, at) {
      if (at === null) return { network: NETWORK, input: drawn };
      const image = sample?.images[at];
      return image ? { network: NETWORK, input: { image: image.buffer } } : null;
    },
  };
}

/** @param {any} answer */
function sampleFrom({ images, labels, name, inked, black, has_mnist: hasMnist }) {
  return {
    images: Array.from(labels, (_, k) => Uint8Array.from(images.subarray(k * PIXELS, (k + 1) * PIXELS))),
    labels, name, black, hasMnist,
    inked: Uint8Array.from(inked),
  };
}
