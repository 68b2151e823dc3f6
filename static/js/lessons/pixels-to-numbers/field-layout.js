/**
 * Where the 784 pixels stand: in the picture, in one line below it, or on their way between. Pure.
 * Lengths are in px.
 *
 * @typedef {object} Box
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 *
 * @typedef {{picture: Box, line: Box | null}} FieldLayout
 */

import { PIXELS, SIDE } from "../../digit-image.js";

const TAIL = 0.3; // share of the time that one row is on its way
const LINE = 0.14; // share of the height
const BETWEEN = 0.1;
const BELOW = 2; // lines of text

/**
 * @param {{width: number, height: number}} size
 * @param {boolean} hasLine
 * @param {number} text  px
 * @returns {FieldLayout}
 */
export function layoutField({ width, height }, hasLine, text) {
  const room = hasLine ? height * (1 - LINE - BETWEEN) - BELOW * text : height;
  const side = Math.max(0, Math.min(width, room));
  const picture = { x: (width - side) / 2, y: 0, width: side, height: side };
  const line = { x: 0, y: side + BETWEEN * height, width, height: LINE * height };
  return { picture, line: hasLine ? line : null };
}

/**
 * How far a row is on its way: the first goes first.
 *
 * @param {number} row
 * @param {number} unrolled  0, all in the picture, to 1, all in the line
 */
export function progressOf(row, unrolled) {
  const start = (1 - TAIL) * (row / (SIDE - 1));
  const t = Math.min(1, Math.max(0, (unrolled - start) / TAIL));
  return t * t * (3 - 2 * t);
}

/**
 * The place of some pixels of one row, beside each other.
 *
 * @param {number} pixel  the first of them
 * @param {number} n
 * @param {number} unrolled
 * @param {FieldLayout} layout
 * @returns {Box}
 */
export function boxOf(pixel, n, unrolled, { picture, line }) {
  const row = Math.floor(pixel / SIDE);
  const cell = picture.width / SIDE;
  const from = {
    x: picture.x + (pixel % SIDE) * cell, y: picture.y + row * cell, width: n * cell, height: cell,
  };
  if (!line) return from;
  const each = line.width / PIXELS;
  const to = { x: line.x + pixel * each, y: line.y, width: n * each, height: line.height };
  const t = progressOf(row, unrolled);
  const between = (/** @type {keyof Box} */ key) => from[key] + (to[key] - from[key]) * t;
  return { x: between("x"), y: between("y"), width: between("width"), height: between("height") };
}

/**
 * A pixel as rows and columns count, and as the inputs do.
 *
 * @param {number} pixel
 */
export function placeOf(pixel) {
  return { row: Math.floor(pixel / SIDE) + 1, column: (pixel % SIDE) + 1, input: pixel + 1 };
}

/**
 * The pixel at a place of the picture or of the line.
 *
 * @param {number} x
 * @param {number} y
 * @param {FieldLayout} layout
 * @returns {number | null}
 */
export function pixelAt(x, y, { picture, line }) {
  if (isIn(x, y, picture)) {
    const along = (/** @type {number} */ distance) => Math.floor((distance / picture.width) * SIDE);
    return along(y - picture.y) * SIDE + along(x - picture.x);
  }
  return line && isIn(x, y, line) ? Math.floor(((x - line.x) / line.width) * PIXELS) : null;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {Box} box
 */
function isIn(x, y, box) {
  return x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
}

/**
 * A pixel's 5×5 neighbourhood; null for what lies beyond the edge.
 *
 * @param {number} pixel
 */
export function around(pixel) {
  const [row, column] = [Math.floor(pixel / SIDE), pixel % SIDE];
  return [-2, -1, 0, 1, 2].flatMap((down) => [-2, -1, 0, 1, 2].map((right) => {
    const [y, x] = [row + down, column + right];
    return y >= 0 && y < SIDE && x >= 0 && x < SIDE ? y * SIDE + x : null;
  }));
}

/**
 * The same in the line: the inputs beside one.
 *
 * @param {number} pixel
 * @param {number} reach  to both sides
 */
export function along(pixel, reach) {
  return Array.from({ length: 2 * reach + 1 }, (_, k) => {
    const each = pixel - reach + k;
    return each >= 0 && each < PIXELS ? each : null;
  });
}
