/**
 * An activation function as the server samples it, with a neuron's own z and a on it.
 *
 * @typedef {import("./numbers.js").Activation} Activation
 */

import { grid } from "./handle.js";
import { createPlot } from "./plot.js";

const REACHES = [6, 12, 30, 150]; // of z to both sides; the first that holds the neuron's own
const HALF = 64; // samples to each side

/**
 * @param {HTMLElement} root
 * @param {import("./lesson.js").Page<any>} page
 * @param {(state: any) => {f: Activation, layer: import("../types.js").LayerPass | null}} shownOf  the
 *   neuron's layer, of which it is the first; null until it is there
 * @returns {import("./lesson.js").Part<any>}
 */
export function createCurve(root, page, shownOf) {
  /**
   * @param {Activation} f
   * @param {number} reach
   */
  function sampled(f, reach) {
    const x = grid(-reach, reach, reach / HALF);
    const one = (/** @type {number} */ input) => ({
      network: { layers: [{ weights: [[1]], biases: [0], activation: f }] }, input: { vector: [input] },
    });
    const layers = page.numbers.samples(one(0), { kind: "input", input: 0 }, x);
    return layers && { x, y: layers.map((each) => each[0]?.a[0] ?? 0), steps: f === "step" };
  }

  return createPlot(root, page, ({ state }) => {
    const { f, layer } = shownOf(state);
    if (!layer) return null;
    const [z = 0] = layer.z;
    const [a = 0] = layer.a;
    const reach = REACHES.find((each) => Math.abs(z) <= each) ?? Math.abs(z);
    const curve = sampled(f, reach);
    return curve && {
      curves: [curve], span: [-reach, reach], range: [Math.min(0, ...curve.y), Math.max(1, ...curve.y)],
      now: [{ x: z, y: a }], made: [f, z, a],
      words: `The activation function, with the neuron at z = ${z} and a = ${a}`,
    };
  });
}
