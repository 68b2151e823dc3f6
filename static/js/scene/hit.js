/**
 * What stands under a point of the stage. Pure.
 *
 * @typedef {import("./stage.js").Scene} Scene
 * @typedef {import("./stage.js").Link} Link
 * @typedef {import("../state.js").Target} Target
 */

import { curve } from "./curve.js";

const SLACK = 5; // px around a neuron or a line

/**
 * @param {Scene} scene
 * @param {number} x  px
 * @param {number} y
 * @returns {Target | null}
 */
export function hit(scene, x, y) {
  return unitAt(scene, x, y) ?? barAt(scene, x, y) ?? pixelAt(scene, x, y) ?? linkAt(scene, x, y);
}

/**
 * @param {Scene} scene
 * @param {number} x
 * @param {number} y
 * @returns {Target | null}
 */
function unitAt({ layout }, x, y) {
  for (const [layer, box] of layout.layers.entries()) {
    const reach = box.shape === "cell" ? box.r + 1 : box.r + SLACK;
    for (let neuron = 0; neuron < box.x.length; neuron += 1) {
      const dx = Math.abs(x - (box.x[neuron] ?? 0));
      const dy = Math.abs(y - (box.y[neuron] ?? 0));
      const far = box.shape === "cell" ? Math.max(dx, dy) : Math.hypot(dx, dy);
      if (far <= reach) return { kind: "unit", layer, neuron };
    }
  }
  return null;
}

/**
 * @param {Scene} scene
 * @param {number} x
 * @param {number} y
 * @returns {Target | null}
 */
function barAt({ layout }, x, y) {
  const { downwards, bars, layers } = layout;
  const neuron = bars.findIndex((bar) => {
    const half = Math.max(bar.thickness, layout.font) / 2 + SLACK / 2;
    return downwards
      ? Math.abs(x - bar.labelX) <= half && y >= bar.labelY - half && y <= bar.y + bar.length
      : Math.abs(y - bar.labelY) <= half && x >= bar.labelX - half;
  });
  return neuron < 0 ? null : { kind: "unit", layer: layers.length - 1, neuron };
}

/**
 * @param {Scene} scene
 * @param {number} x
 * @param {number} y
 * @returns {Target | null}
 */
function pixelAt({ layout: { plate } }, x, y) {
  const column = Math.floor((x - plate.x) / plate.cell);
  const row = Math.floor((y - plate.y) / plate.cell);
  const inside = column >= 0 && column < 28 && row >= 0 && row < 28;
  return inside ? { kind: "pixel", pixel: row * 28 + column } : null;
}

/**
 * The strongest line within reach: lines are in order of strength, the strongest on top.
 *
 * @param {Scene} scene
 * @param {number} x
 * @param {number} y
 * @returns {Target | null}
 */
function linkAt({ links, layout }, x, y) {
  const found = links.findLast((link) => link.alpha > 0.15 && near(link, x, y, layout.downwards));
  return found?.target ?? null;
}

/**
 * @param {Link} link
 * @param {number} x
 * @param {number} y
 * @param {boolean} downwards
 */
function near(link, x, y, downwards) {
  const { x1, y1, x2, y2 } = link;
  if (x < Math.min(x1, x2) - SLACK || x > Math.max(x1, x2) + SLACK) return false;
  if (y < Math.min(y1, y2) - SLACK || y > Math.max(y1, y2) + SLACK) return false;
  const at = curve(link, downwards);
  // Both coordinates run monotonically along the curve: find where it passes the point.
  let low = 0;
  let high = 1;
  for (let k = 0; k < 12; k += 1) {
    const middle = (low + high) / 2;
    const [px, py] = at(middle);
    const before = downwards ? py < y : px < x;
    if (before) low = middle;
    else high = middle;
  }
  const [px, py] = at(low);
  return Math.hypot(px - x, py - y) <= SLACK;
}
