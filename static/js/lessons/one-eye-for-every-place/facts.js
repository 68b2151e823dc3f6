/**
 * What the lesson's own questions found. Those that take a worker are asked once, in the scene that
 * needs them.
 *
 * @typedef {import("../one-eye-for-every-place.js").State} State
 * @typedef {import("../../kit/lesson.js").Page<State>} Page
 *
 * @typedef {object} Reader  what a network says of the digit at each place, row by row
 * @property {readonly number[]} said
 * @property {Float32Array} scores  of the answer that it gives in the middle
 * @property {number} kept  at how many places it still gives it
 *
 * @typedef {object} Slides
 * @property {Readonly<Record<string, Reader>>} readers
 * @property {number} maps  how far the maps are apart, slid back
 * @property {number} sums  the same of the dense layer's sums
 *
 * @typedef {{image: Uint8Array, side: number, z: Float32Array, out: number}} Slid
 * @typedef {{inputs: Float32Array, products: Float32Array, z: number, row: number, column: number}} Looked
 *
 * @typedef {object} Learned
 * @property {Float32Array} W  (n, side, side)
 * @property {number} side
 * @property {Float32Array} maps  (n, out, out)
 * @property {number} out
 * @property {readonly (readonly [row: number, column: number, a: number])[]} best
 * @property {number} shared  numbers of the layer
 * @property {number} places
 * @property {number} apart  numbers, were each place to have its own
 *
 * @typedef {{out: number, looks: Float32Array, unseen: number}} Fitted
 * @typedef {{z: Float32Array, shares: Float32Array, alike: number}} Pooled
 *
 * @typedef {{plain: number | null, shuffled: number | null}} Result  accuracies, 0 to 1
 * @typedef {object} Trained
 * @property {readonly Result[]} results  of the convolution and of the dense network
 * @property {string} [name]  of the digits; of a whole answer, as all that follows
 * @property {number} [n_learned]
 * @property {number} [n_tested]
 * @property {readonly number[]} [order]
 * @property {Uint8Array} [image]
 */

import { createOnce } from "../../kit/once.js";
import { rememberedOf, remembering } from "../../state/remember.js";
import { encodeDrawing } from "../../wire/decode.js";
import { drawingsOf } from "../../wire/samples.js";

const WHITE = 255;

/** Bytes as pixels, 0 black to 1 white. */
export const pixelsOf = rememberedOf((/** @type {Uint8Array} */ bytes) => Float32Array.from(bytes, (byte) => byte / WHITE));

const questionOf = remembering(
  (/** @type {object | null} */ source, /** @type {readonly number[]} */ kernel) => ({ kernel, ...source }));
const windowOf = remembering((/** @type {object} */ question, /** @type {number} */ at) => ({ ...question, at }));
const photoOf = rememberedOf((/** @type {Uint8Array} */ pixels) => ({ pixels: pixels.slice().buffer }));

/** @param {Page} page */
export function createFacts(page) {
  const { numbers, start, markDirty } = page;
  const inputs = drawingsOf(start.digits).map((drawing) => ({ input: encodeDrawing(drawing) }));
  const ownInput = rememberedOf((/** @type {State["ink"]} */ ink) => ({ input: encodeDrawing(ink) }));
  const once = createOnce(page);
  /** Of the training under way. @type {Trained | null} */
  let piece = null;
  /** From which start. @type {number | null} */
  let learns = null;
  let isTrained = false; // from the start that is seen

  /** @param {Pick<State, "digit" | "ink">} state */
  const inputOf = ({ digit, ink }) => (ink.length ? ownInput(ink) : inputs[digit] ?? {});
  const keyOf = (/** @type {Pick<State, "digit" | "ink">} */ { digit, ink }) => (ink.length ? JSON.stringify(ink) : `${digit}`);

  /** @param {State} state */
  function question({ subject, photo, kernel, ...state }) {
    const picture = subject === "photo" && photo ? photoOf(photo) : null;
    return questionOf(subject === "digit" ? inputOf(state) : picture, kernel);
  }

  const facts = {
    /** The digit as networks read it. @param {Pick<State, "digit" | "ink">} state @returns {Uint8Array | null} */
    image: (state) => numbers.answer("look", inputOf(state))?.image ?? null,

    /** @param {Pick<State, "digit" | "ink">} state @returns {Slides | null} */
    slides: (state) => once.known(`slides ${keyOf(state)}`),

    /** Of all our drawings. @returns {{right: Readonly<Record<string, readonly number[]>>, of: number} | null} */
    ours: () => once.known("ours"),

    /** @param {Pick<State, "digit" | "ink">} state @returns {Learned | null} */
    learned: (state) => once.known(`learned ${keyOf(state)}`),

    /** @param {State} state @returns {Slid | null} */
    slid: (state) => numbers.answer("slid", question(state)),

    /** @param {State} state @param {number} at @returns {Looked | null} */
    window: (state, at) => numbers.answer("window", windowOf(question(state), at)),

    /** @param {Pick<State, "side" | "size" | "stride" | "padding">} state @returns {Fitted | null} */
    fit: ({ side, size, stride, padding }) => numbers.answer("fit", { side, size, stride, padding }),

    /** @param {State["pooling"]} kind @param {readonly number[]} pixels @returns {Pooled | null} */
    pool: (kind, pixels) => numbers.answer("pool", { kind, pixels }),

    /** What there is of it so far. @param {number} seed @returns {Trained | null} */
    trained: (seed) => (learns === seed && piece) || once.known(`train ${seed}`),

    /** Whether the training that is seen is over. */
    isTrained: () => isTrained,

    /** @param {import("../../kit/lesson.js").Frame<State>} frame */
    sync({ state, scene, told }) {
      if (scene === "slide" || scene === "quiz") void once.want(`slides ${keyOf(state)}`, "slides", inputOf(state));
      if (scene === "slide" && told && facts.slides(state)) void once.want("ours", "ours", { far: start.far });
      if (scene === "shared") void once.want(`learned ${keyOf(state)}`, "learned", inputOf(state));
      const { seed } = state;
      isTrained = once.known(`train ${seed}`) !== null;
      if (isTrained && learns === seed) piece = null; // the whole is there
      if (scene !== "shuffle" || !told || isTrained) return;
      void once.want(`train ${seed}`, "train", { seed }, (some) => {
        [learns, piece] = [seed, some];
        markDirty();
      });
    },
  };
  return facts;
}

/** @typedef {ReturnType<typeof createFacts>} Facts */
