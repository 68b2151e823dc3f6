/**
 * A drawing's points, on the grid on which they travel. Pure.
 *
 * @typedef {import("../types.js").Drawing} Drawing
 * @typedef {import("../types.js").Point} Point
 */

export const GRID = 65_535; // steps along a side of the pad, as on the wire

/**
 * The points on the wire's grid, so that what is shown, kept and put in links is what the server
 * reads.
 *
 * @param {readonly Point[]} points
 * @returns {readonly Point[]}  the same ones where they are on it already
 */
export function onGrid(points) {
  const there = points.every(([x, y]) => x === whole(x) / GRID && y === whole(y) / GRID);
  return there ? points : points.map(([x, y]) => [whole(x) / GRID, whole(y) / GRID]);
}

/**
 * @param {Drawing} drawing
 * @returns {Drawing}
 */
export function drawingOnGrid(drawing) {
  const strokes = drawing.map(onGrid);
  return strokes.every((stroke, k) => stroke === drawing[k]) ? drawing : strokes;
}

/**
 * @param {Drawing} one
 * @param {Drawing} other
 */
export function isSameInk(one, other) {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/**
 * @param {import("../types.js").ImageInput | null | undefined} one
 * @param {import("../types.js").ImageInput | null | undefined} other
 */
export function isSameImage(one, other) {
  return one === other || Boolean(one && other && one.grey.join() === other.grey.join());
}

/** @param {number} value  0 to 1; beyond it, the pad's edge */
export function whole(value) {
  return Math.round(Math.min(1, Math.max(0, value)) * GRID);
}
