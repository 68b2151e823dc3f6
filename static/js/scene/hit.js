/**
 * What is under a point of the stage. Pure.
 *
 * @typedef {import("./stage.js").Scene} Scene
 * @typedef {import("./lines.js").LineSet} LineSet
 * @typedef {import("../state/state.js").Target} Target
 */

import { SIDE } from "../digit-image.js";
import { controls, pointAt } from "./curve.js";
import { targetOf } from "./lines.js";

const NEAR = 5; // px around a line
const SEEN = 0.15; // opacity below which a line cannot be meant

/**
 * @param {Scene} scene
 * @param {number} x  px
 * @param {number} y
 * @param {number} [slack]  px around a neuron: more for a finger than for a mouse
 * @returns {Target | null}
 */
export function hit(scene, x, y, slack = 4) {
  return (
    unitAt(scene, x, y, slack) ?? barAt(scene, x, y) ?? inputAt(scene, x, y) ?? lineAt(scene, x, y)
  );
}

/**
 * The nearest neuron within reach.
 *
 * @param {Scene} scene
 * @param {number} x
 * @param {number} y
 * @param {number} slack
 * @returns {Target | null}
 */
function unitAt({ layout }, x, y, slack) {
  /** @type {Target | null} */
  let nearest = null;
  let least = Infinity;
  layout.layers.forEach((box, layer) => {
    const square = box.shape !== "disc";
    const reach = box.shape === "cell" ? box.r + Math.min(slack, 2) : box.shape === "map" ? box.r + Math.min(slack, 1) : box.r + slack;
    box.x.forEach((unitX, neuron) => {
      const dx = Math.abs(x - unitX);
      const dy = Math.abs(y - (box.y[neuron] ?? 0));
      const far = square ? Math.max(dx, dy) : Math.hypot(dx, dy);
      if (far > reach || far >= least) return;
      least = far;
      nearest = { kind: "unit", layer, neuron };
    });
  });
  return nearest;
}

/**
 * @param {Scene} scene
 * @param {number} x
 * @param {number} y
 * @returns {Target | null}
 */
function barAt({ layout }, x, y) {
  const { downwards, bars, layers, font, width, height } = layout;
  const neuron = bars.findIndex((bar) => {
    const half = Math.max(bar.thickness, font) / 2 + NEAR / 2;
    return downwards
      ? Math.abs(x - bar.labelX) <= half && y >= bar.labelY - half && y <= height
      : Math.abs(y - bar.y) <= half && x >= Math.min(bar.labelX, bar.x) - half && x <= width;
  });
  return neuron < 0 ? null : { kind: "unit", layer: layers.length - 1, neuron };
}

/**
 * A pixel of the image, or a number of the vector that is read instead.
 *
 * @param {Scene} scene
 * @param {number} x
 * @param {number} y
 * @returns {Target | null}
 */
function inputAt({ layout: { plate, inputs } }, x, y) {
  if (inputs) {
    const pixel = inputs.x.findIndex((inputX, k) => Math.hypot(x - inputX, y - (inputs.y[k] ?? 0)) <= inputs.r);
    return pixel < 0 ? null : { kind: "pixel", pixel };
  }
  if (!plate) return null;
  const column = Math.floor((x - plate.x) / plate.cell);
  const row = Math.floor((y - plate.y) / plate.cell);
  const inside = column >= 0 && column < SIDE && row >= 0 && row < SIDE;
  return inside ? { kind: "pixel", pixel: row * SIDE + column } : null;
}

/**
 * The topmost line within reach, which is the strongest: lines are in order of strength.
 *
 * @param {Scene} scene
 * @param {number} x
 * @param {number} y
 * @returns {Target | null}
 */
function lineAt({ flows, layout: { downwards } }, x, y) {
  for (const { set, look, alpha } of [...flows].reverse()) {
    if (look === "lit" && alpha < SEEN) continue;
    for (let k = set.neuron.length - 1; k >= 0; k -= 1) {
      if (near(set, k, x, y, downwards)) return targetOf(set, k);
    }
  }
  return null;
}

/**
 * @param {LineSet} set
 * @param {number} k
 * @param {number} x
 * @param {number} y
 * @param {boolean} downwards
 */
function near({ ends }, k, x, y, downwards) {
  const x1 = ends[4 * k] ?? 0;
  const y1 = ends[4 * k + 1] ?? 0;
  const x2 = ends[4 * k + 2] ?? 0;
  const y2 = ends[4 * k + 3] ?? 0;
  if (x < Math.min(x1, x2) - NEAR || x > Math.max(x1, x2) + NEAR) return false;
  if (y < Math.min(y1, y2) - NEAR || y > Math.max(y1, y2) + NEAR) return false;
  const [ax, ay, bx, by] = controls(x1, y1, x2, y2, downwards);
  // Along the pass the curve only ever goes forwards: find where it passes the point.
  let low = 0;
  let high = 1;
  for (let halving = 0; halving < 12; halving += 1) {
    const middle = (low + high) / 2;
    const before = downwards
      ? pointAt(y1, ay, by, y2, middle) < y
      : pointAt(x1, ax, bx, x2, middle) < x;
    if (before) low = middle;
    else high = middle;
  }
  const px = pointAt(x1, ax, bx, x2, low);
  const py = pointAt(y1, ay, by, y2, low);
  return Math.hypot(px - x, py - y) <= NEAR;
}
