/**
 * What the lesson's long questions found: each is asked for once, in the scene that needs it.
 *
 * @typedef {"sigmoid" | "tanh" | "relu"} Bend
 * @typedef {"zero" | "same" | "random"} Start
 * @typedef {"none" | "batch" | "layer"} Norm
 *
 * @typedef {object} Alike  the server's answer
 * @property {Float32Array} W  (16, 784)
 * @property {number} different
 * @property {readonly [W: number, b: number, W2: number, b2: number]} moved
 * @property {number} right
 * @property {number} of
 *
 * @typedef {object} Drawn  of each scale
 * @property {Uint8Array} activations  (17, 10, 32)
 * @property {Uint8Array} gradients
 * @property {Float32Array} spread  (17, 10)
 * @property {readonly [low: number, high: number]} range
 * @property {readonly [low: number, high: number]} decades
 *
 * @typedef {{reaches: Float32Array, slopes: Float32Array, bound: number} & Drawn} Flow  (17) each
 *
 * @typedef {object} Row  of a learning rate
 * @property {number} rate
 * @property {Float32Array} losses
 * @property {number} right
 * @property {number} of
 * @property {number} dead
 * @property {Uint8Array} fired  1 for each ReLU that some digit makes fire
 *
 * @typedef {{reaches: Float32Array, shares: Float32Array, shortest: number, paths: number}} Deep
 *
 * @typedef {[name: string, data: object]} Question
 */

import { createOnce } from "../../kit/once.js";

/** @type {Readonly<Record<Bend, string>>} */
export const BENDS = { sigmoid: "sigmoid", tanh: "tanh", relu: "ReLU" };
/** @type {Readonly<Record<Start, string>>} */
export const STARTS = { zero: "all 0", same: "all 0.02", random: "random" };
/** @type {Readonly<Record<Norm, string>>} */
export const NORMS = { none: "nothing", batch: "batch normalisation", layer: "layer normalisation" };
export const LOOKS = 11;
const MIDDLE = 127; // the byte that means 0

const alikeOf = (/** @type {Bend} */ bend, /** @type {Start} */ start) => /** @type {Question} */ (["alike", { function: bend, start }]);
const flowOf = (/** @type {Bend} */ bend, /** @type {Norm} */ norm) => /** @type {Question} */ (["flow", { function: bend, norm }]);
const ratesOf = (/** @type {boolean} */ norm) => /** @type {Question} */ (["rates", { norm }]);

/**
 * @param {Bend} bend
 * @param {number} skips
 * @param {number} blocks
 * @returns {Question}
 */
const deepOf = (bend, skips, blocks) => ["deep", { function: bend, skips: Array.from({ length: blocks }, (_, k) => ((skips >> k) & 1) === 1) }];

/**
 * What a scene needs, the first of it first.
 *
 * @param {import("../where-weights-start.js").State} state
 * @param {string} scene
 * @param {number} blocks
 * @returns {readonly Question[]}
 */
function needed({ bend, start, norm, skips }, scene, blocks) {
  switch (scene) {
    case "alike": return [alikeOf(bend, start), alikeOf("sigmoid", "zero")];
    case "ten": return [flowOf(bend, "none"), flowOf("sigmoid", "none")];
    case "relu": return [flowOf(bend, "none"), flowOf("relu", "none")];
    case "norm": return [flowOf(bend, norm), flowOf("tanh", "batch")];
    case "rates":
    case "dead": return [ratesOf(false), ratesOf(true)];
    case "skip": return [deepOf(bend, skips, blocks), deepOf("sigmoid", 0, blocks), deepOf("sigmoid", 2 ** blocks - 1, blocks)];
    case "quiz": return [alikeOf("tanh", "zero"), flowOf("tanh", "none"), deepOf("sigmoid", HALF, blocks)];
    default: return [];
  }
}

/** The first five blocks. */
export const HALF = 31;

/** @param {Question} question */
const keyOf = (question) => JSON.stringify(question);

/** @param {import("../../kit/lesson.js").Page<import("../where-weights-start.js").State>} page */
export function createFacts(page) {
  const { blocks } = page.start;
  const once = createOnce(page);
  /** What is drawn of ten layers, before the rest is known. @type {Map<string, Drawn>} */
  const drawn = new Map();
  /** Sixteen neurons while they learn. @type {Map<string, Float32Array[]>} */
  const looks = new Map();

  /** @param {string} key @param {any} piece */
  function hear(key, piece) {
    const { step, levels, end } = piece;
    if (piece.activations) drawn.set(key, piece);
    if (step === 0) looks.set(key, []); // it may come again, over another line
    if (levels) looks.get(key)?.push(Float32Array.from(levels, (level) => ((level - MIDDLE) / MIDDLE) * end));
    page.markDirty();
  }

  /** @param {Question} question */
  const answer = (question) => once.known(keyOf(question));

  return {
    /** @param {Bend} bend @param {Start} start @returns {Alike | null} */
    alike: (bend, start) => answer(alikeOf(bend, start)),
    /** Their weights at a look, the last of which comes with the answer. @param {Bend} bend @param {Start} start @param {number} look @returns {Float32Array | null} */
    look: (bend, start, look) => looks.get(keyOf(alikeOf(bend, start)))?.[look] ?? answer(alikeOf(bend, start))?.W ?? null,
    /** @param {Bend} bend @param {Norm} norm @returns {Flow | null} */
    flow: (bend, norm) => answer(flowOf(bend, norm)),
    /** @param {Bend} bend @param {Norm} norm @returns {Drawn | null} */
    drawn(bend, norm) {
      const found = drawn.get(keyOf(flowOf(bend, norm))) ?? null;
      if (!found) page.misses();
      return found;
    },
    /** @param {boolean} norm @returns {readonly Row[] | null} */
    rates: (norm) => answer(ratesOf(norm))?.rows ?? null,
    /** @param {Bend} bend @param {number} skips @returns {Deep | null} */
    deep: (bend, skips) => answer(deepOf(bend, skips, blocks)),

    /** @param {import("../../kit/lesson.js").Frame<import("../where-weights-start.js").State>} frame */
    sync({ state, scene }) {
      for (const question of needed(state, scene, blocks)) {
        const key = keyOf(question);
        void once.want(key, ...question, (piece) => hear(key, piece));
      }
    },
  };
}

/** @typedef {ReturnType<typeof createFacts>} Facts */
