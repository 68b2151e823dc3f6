/**
 * What the lesson's own questions found. Those about `classic` take a worker, so each is asked for
 * once, in the scene that needs it.
 *
 * @typedef {"sine" | "root" | "cliff" | "own"} Shape  of a curve
 * @typedef {"sigmoid" | "tanh" | "relu" | "step" | "linear"} Bend
 *
 * @typedef {object} Collapsed  the server's answer
 * @property {Float32Array} three  what three layers without functions say
 * @property {Float32Array} one  the same of the one layer that they are
 * @property {number} apart  relative to the largest output
 * @property {Float32Array} W  (10, 784)
 * @property {Float32Array} b
 * @property {number} rank
 * @property {number} narrowest
 * @property {readonly [three: number, one: number]} numbers
 *
 * @typedef {{right: number, of: number, outputs: Float32Array}} Swapped  outputs: (10, 10), of each digit
 *
 * @typedef {object} Followed
 * @property {Float32Array} x
 * @property {Float32Array} curve
 * @property {Float32Array} follows
 * @property {number} error
 * @property {number} at
 * @property {number | null} before  with half as many
 * @property {number} used  hidden neurons that take part
 *
 * @typedef {object} Folded
 * @property {Float32Array} x
 * @property {Float32Array} y
 * @property {number} pieces
 * @property {number} deep
 * @property {number} wide
 */

import { createOnce } from "../../kit/once.js";
import { wallOf } from "../../kit/tiles.js";
import { remembering } from "../../state/remember.js";
import { encodeDrawing } from "../../wire/decode.js";
import { drawingsOf } from "../../wire/samples.js";

/** @type {Readonly<Record<Shape, string>>} */
export const SHAPES = { own: "Mine", sine: "A wave", root: "A root", cliff: "A cliff" };

/** @type {Readonly<Record<Bend, string>>} */
export const BENDS = { sigmoid: "sigmoid", tanh: "tanh", relu: "ReLU", step: "step", linear: "none" };

const wallAt = remembering((/** @type {Float32Array} */ W) => wallOf(W));

/** @param {import("../../kit/lesson.js").Page<import("../why-deep.js").State>} page */
export function createFacts(page) {
  const inputs = drawingsOf(page.start.digits).map(encodeDrawing);
  const once = createOnce(page);

  return {
    /** @param {number} digit @returns {Collapsed | null} */
    collapsed: (digit) => once.known(`collapse ${digit}`),

    /** @param {Bend} bend @returns {Swapped | null} */
    swapped: (bend) => once.known(`swap ${bend}`),

    /** @param {number} digit */
    wall(digit) {
      const found = once.known(`collapse ${digit}`);
      return found ? wallAt(found.W) : null;
    },

    /** @param {number} digit @returns {import("../../kit/numbers.js").Question} */
    shipped: (digit) => ({ network: "classic", input: inputs[digit] ?? {} }),

    /** @param {import("../../kit/lesson.js").Frame<import("../why-deep.js").State>} frame */
    sync({ state: { digit }, scene }) {
      if (scene === "flat") void once.want(`collapse ${digit}`, "collapse", { input: inputs[digit] });
      const next = scene === "swap" && ["relu", ...Object.keys(BENDS)].find((bend) => !once.known(`swap ${bend}`));
      if (next) void once.want(`swap ${next}`, "swap", { function: next });
    },
  };
}

/** @typedef {ReturnType<typeof createFacts>} Facts */

/**
 * @param {import("../../kit/lesson.js").Numbers} numbers
 * @param {Pick<import("../why-deep.js").State, "shape" | "n" | "knots">} state
 * @returns {Followed | null}
 */
export function followed(numbers, { shape, n, knots }) {
  return numbers.answer("follow", shape === "own" ? { n, knots } : { n, shape });
}

/**
 * @param {import("../../kit/lesson.js").Numbers} numbers
 * @param {number} n
 * @returns {Folded | null}
 */
export function folded(numbers, n) {
  return numbers.answer("fold", { n });
}
