/**
 * What the lesson's own questions found.
 *
 * @typedef {import("../how-it-learned.js").State} State
 *
 * @typedef {object} Slope  of the error
 * @property {"a" | "z" | "w" | "b"} of
 * @property {number} layer
 * @property {number} neuron
 * @property {number | null} input
 * @property {readonly number[]} factors
 * @property {number} value  their product
 * @property {number} [now]  the weight or the bias
 * @property {number} [error]  once it is nudged
 * @property {number} [change]  of the error
 * @property {number} [measured]  the slope that this makes
 *
 * @typedef {{W: readonly (readonly number[])[], b: readonly number[], z: readonly number[], a: readonly number[], slope: readonly number[]}} LayerOf
 * @typedef {{input: readonly number[], error: number, layers: readonly LayerOf[], slopes: readonly Slope[]}} SentBack
 *
 * @typedef {object} Stage  a checkpoint
 * @property {number} k
 * @property {number} step
 * @property {number} right
 * @property {number} loss
 * @property {number} end
 * @property {Uint8Array} grids
 *
 * @typedef {{n: number, of: number, batch: number, stages: readonly Stage[]}} Growth
 * @typedef {{outputs: Float32Array, pixels: Float32Array}} Readings  outputs: (n, 10)
 * @typedef {{steps: readonly number[], values: readonly number[], layer: number, neuron: number, input: number | null}} Story
 *
 * @typedef {{fingerprint: string, outputs: Float32Array, changed: number}} Weights  as they are, and what they say of the last 7
 * @typedef {{images: Uint8Array, said: readonly number[], before: Weights, after: Weights, learned: Weights}} Sevens
 */

import { createOnce } from "../../kit/once.js";
import { wallOf } from "../../kit/tiles.js";
import { encodeInk } from "../../link/ink.js";
import { rememberedOf } from "../../state/remember.js";
import { encodeDrawing } from "../../wire/decode.js";
import { drawingsOf } from "../../wire/samples.js";

const LONG_STEP = 30; // learning rate
const AHEAD = 100; // steps
const LEVELS = 127; // of a weight to either side of 0, as it travels

/**
 * How many slopes a scene goes through: one layer back, or all the way.
 *
 * @param {string} scene
 * @param {SentBack} found
 */
export function lastIn(scene, { slopes }) {
  return scene === "last" ? slopes.findIndex(({ layer }) => layer === 0) : slopes.length;
}

/** @param {number} digit */
export const aDigit = (digit) => `${digit === 8 ? "an" : "a"} ${digit}`;

const wallOfStage = rememberedOf((/** @type {Stage} */ { grids, end }) =>
  wallOf(Float32Array.from(grids, (level) => (level / LEVELS - 1) * end)));

/** @param {import("../../kit/lesson.js").Page<State>} page */
export function createFacts(page) {
  const drawings = drawingsOf(page.start.digits);
  const once = createOnce(page);
  /** @type {Stage[]} */
  const stages = [];
  const hear = (/** @type {Stage} */ stage) => {
    stages[stage.k] = stage;
    page.markDirty();
  };
  const inkOf = (/** @type {State} */ { digit, ink }) => (ink.length ? ink : drawings[digit] ?? []);
  const keyOf = rememberedOf((/** @type {import("../../types.js").Drawing} */ ink) => `reads ${encodeInk(ink)}`);

  return {
    /** @param {Pick<State, "target" | "steps" | "nudge">} state @returns {SentBack | null} */
    back: ({ target, steps, nudge }) => page.numbers.answer("back", { target, steps, nudge }),

    /** @returns {Growth | null} */
    growth() {
      const whole = once.known("growth");
      return whole && { ...whole, stages };
    },

    /** @param {number} k */
    stage: (k) => stages[k] ?? null,

    /** @param {number} k */
    wall(k) {
      const stage = stages[k];
      return stage ? wallOfStage(stage) : null;
    },

    /** @param {State} state @returns {Readings | null} */
    reads: (state) => once.known(keyOf(inkOf(state))),

    /** @param {State} state @returns {Story | null} */
    story: ({ number }) => once.known(`story ${number}`),

    /** @param {Pick<State, "reads" | "learns">} state @returns {Sevens | null} */
    sevens: ({ reads, learns }) => once.known(`sevens ${reads} ${learns}`),

    /** Where a run ends whose steps are too long. @returns {{left: number | null} | null} */
    long: () => once.known("long"),

    /** @param {import("../../kit/lesson.js").Frame<State>} frame */
    sync({ state, scene }) {
      const { number, reads, learns } = state;
      if (scene === "who") void once.want(`story ${number}`, "story", { number });
      if (scene === "grow") {
        void once.want("growth", "growth", {}, hear);
        const ink = inkOf(state);
        void once.want(keyOf(ink), "reads", { input: encodeDrawing(ink) });
      }
      if (scene === "live") void once.want("long", "peek", { setting: { rate: LONG_STEP }, at: AHEAD, n: 1 });
      if (scene === "seven" || scene === "quiz") {
        void once.want(`sevens ${reads} ${learns}`, "sevens", { reads, learns });
        const last = page.start.sevens - 1;
        void once.want(`sevens ${last} 1`, "sevens", { reads: last, learns: 1 }); // what the questions are about
      }
    },
  };
}

/** @typedef {ReturnType<typeof createFacts>} Facts */
