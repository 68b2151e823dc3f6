/** Cells of a 28×28 grid, numbered row by row from 0. Pure. */

import { SIDE } from "../digit-image.js";

/**
 * The cell that an arrow key leads to; it stops at the edge.
 *
 * @param {number} cell
 * @param {string} key  of a KeyboardEvent
 * @returns {number | null}  null for another key
 */
export function stepped(cell, key) {
  const [row, column] = [Math.floor(cell / SIDE), cell % SIDE];
  switch (key) {
    case "ArrowLeft":
      return column > 0 ? cell - 1 : cell;
    case "ArrowRight":
      return column < SIDE - 1 ? cell + 1 : cell;
    case "ArrowUp":
      return row > 0 ? cell - SIDE : cell;
    case "ArrowDown":
      return row < SIDE - 1 ? cell + SIDE : cell;
    default:
      return null;
  }
}

/**
 * Every cell on the straight way from one to another, both ends included.
 *
 * @param {number} from
 * @param {number} to
 */
export function cellsBetween(from, to) {
  const [top, left] = [Math.floor(from / SIDE), from % SIDE];
  const down = Math.floor(to / SIDE) - top;
  const right = (to % SIDE) - left;
  const n = Math.max(Math.abs(down), Math.abs(right));
  return Array.from({ length: n + 1 }, (_, k) => {
    const share = n === 0 ? 0 : k / n;
    return Math.round(top + down * share) * SIDE + Math.round(left + right * share);
  });
}

/**
 * What a brush touches on its way: each cell and its four neighbours.
 *
 * @param {readonly number[]} cells
 */
export function brushed(cells) {
  const touched = cells.flatMap((cell) => [
    cell,
    ...["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].map((key) => stepped(cell, key) ?? cell),
  ]);
  return [...new Set(touched)];
}
