/** Cells of a grid, 28×28 where nothing else is said, numbered row by row from 0. Pure. */

import { SIDE } from "../digit-image.js";

/**
 * The cell that an arrow key leads to; it stops at the edge.
 *
 * @param {number} cell
 * @param {string} key  of a KeyboardEvent
 * @param {number} [width]
 * @param {number} [height]
 * @returns {number | null}  null for another key
 */
export function stepped(cell, key, width = SIDE, height = width) {
  const [row, column] = [Math.floor(cell / width), cell % width];
  switch (key) {
    case "ArrowLeft":
      return column > 0 ? cell - 1 : cell;
    case "ArrowRight":
      return column < width - 1 ? cell + 1 : cell;
    case "ArrowUp":
      return row > 0 ? cell - width : cell;
    case "ArrowDown":
      return row < height - 1 ? cell + width : cell;
    default:
      return null;
  }
}

/**
 * Every cell on the straight way from one to another, both ends included.
 *
 * @param {number} from
 * @param {number} to
 * @param {number} [width]
 */
export function cellsBetween(from, to, width = SIDE) {
  const [top, left] = [Math.floor(from / width), from % width];
  const down = Math.floor(to / width) - top;
  const right = (to % width) - left;
  const n = Math.max(Math.abs(down), Math.abs(right));
  return Array.from({ length: n + 1 }, (_, k) => {
    const share = n === 0 ? 0 : k / n;
    return Math.round(top + down * share) * width + Math.round(left + right * share);
  });
}

/**
 * What a brush touches on its way over a 28×28 grid: each cell and its four neighbours.
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
