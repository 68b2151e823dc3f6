/**
 * The hope, as one would draw it: neurons for edges, and of these neurons for loops and strokes.
 * Our own drawings: nothing has learned them. Pure.
 */

import { PIXELS, SIDE } from "../../digit-image.js";

const MIDDLE = (SIDE - 1) / 2;

/**
 * @param {(x: number, y: number) => number} value  x to the right and y down, in cells from the middle
 */
function drawn(value) {
  return Float32Array.from({ length: PIXELS }, (_, cell) =>
    value((cell % SIDE) - MIDDLE, Math.floor(cell / SIDE) - MIDDLE));
}

/**
 * Blue on a line, red to both sides of it.
 *
 * @param {number} distance  from the line, in cells
 */
function line(distance) {
  const size = Math.abs(distance);
  return size < 1.5 ? 1 : size < 3.5 ? -0.6 : 0;
}

/** Short edges in eight directions. */
export const EDGES = Array.from({ length: 8 }, (_, k) => {
  const angle = (k / 8) * Math.PI;
  return drawn((x, y) => {
    const along = x * Math.cos(angle) + y * Math.sin(angle);
    return Math.abs(along) < 8 ? line(y * Math.cos(angle) - x * Math.sin(angle)) : 0;
  });
});

/**
 * @param {number} across  of the middle, in cells from the grid's own
 * @param {number} down
 * @param {number} radius
 * @param {(x: number, y: number) => boolean} [isThere]
 */
function ring(across, down, radius, isThere = () => true) {
  return drawn((x, y) => (isThere(x, y) ? line(Math.hypot(x - across, y - down) - radius) : 0));
}

/** Loops, arcs and strokes, as digits are made of. */
export const LOOPS = [
  ring(0, -5, 4.5),
  ring(0, 5, 4.5),
  ring(0, 0, 8.5),
  ring(0, -4, 5, (x, y) => x > -1 || y < -6),
  ring(0, 4, 5, (x) => x > -1),
  ring(0, 0, 8.5, (x) => x < 0),
  drawn((x, y) => (Math.abs(y) < 10 ? line(x) : 0)),
  drawn((x, y) => (Math.abs(x) < 8 ? line(y + 7) : 0)),
];
