/**
 * An activation function as the server samples it, with a neuron's own z and a on it.
 *
 * @typedef {import("./numbers.js").Activation} Activation
 */

import { createCanvas } from "../parts/canvas.js";
import { h } from "../parts/dom.js";
import { grid } from "./handle.js";
import { drawPlot } from "./plot.js";

const REACHES = [6, 12, 30, 150]; // of z to both sides; the first that holds the neuron's own
const HALF = 64; // samples to each side

/**
 * @param {HTMLElement} root
 * @param {import("./lesson.js").Page<any>} page
 * @param {(state: any) => {f: Activation, layer: import("../types.js").LayerPass | null}} shownOf  the
 *   neuron's layer, of which it is the first; null until it is there
 * @returns {import("./lesson.js").Part<any>}
 */
export function createCurve(root, { numbers, fontSize, markDirty }, shownOf) {
  const canvas = h("canvas", { role: "img" });
  root.append(canvas);
  const { ctx, size, changed } = createCanvas(canvas, { markDirty });

  /**
   * @param {Activation} f
   * @param {number} z
   */
  function sampled(f, z) {
    const reach = REACHES.find((each) => Math.abs(z) <= each) ?? Math.abs(z);
    const xs = grid(-reach, reach, reach / HALF);
    const one = (/** @type {number} */ x) => ({
      network: { layers: [{ weights: [[1]], biases: [0], activation: f }] }, input: { vector: [x] },
    });
    const layers = numbers.samples(one(0), { kind: "input", input: 0 }, xs);
    return layers && { xs, ys: layers.map((each) => each[0]?.a[0] ?? 0) };
  }

  return {
    sync({ state, palette }) {
      const { f, layer } = shownOf(state);
      if (!layer) return;
      const [z = 0] = layer.z;
      const [a = 0] = layer.a;
      const curve = sampled(f, z);
      if (!curve || !changed(f, z, a, palette, curve.ys.length)) return;
      const bottom = Math.min(0, ...curve.ys);
      const top = Math.max(1, ...curve.ys);
      drawPlot(ctx, {
        x: curve.xs, y: curve.ys, now: { x: z, y: a }, range: [bottom, top], steps: f === "step",
      }, size(), palette, fontSize());
      canvas.setAttribute("aria-label", `The activation function, with the neuron at z = ${z} and a = ${a}`);
    },
  };
}
