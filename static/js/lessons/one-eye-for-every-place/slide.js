/**
 * A digit that is slid.
 *
 * @typedef {import("../one-eye-for-every-place.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 * @typedef {import("./facts.js").Facts} Facts
 */

import { SIDE } from "../../digit-image.js";
import { remembering } from "../../state/remember.js";
import { createBoard } from "./board.js";
import { pixelsOf } from "./facts.js";

const movedBy = remembering((/** @type {Float32Array} */ pixels, /** @type {number} */ right, /** @type {number} */ down) =>
  pixels.map((_, k) => {
    const [row, column] = [Math.floor(k / SIDE) - down, (k % SIDE) - right];
    return row >= 0 && row < SIDE && column >= 0 && column < SIDE ? pixels[row * SIDE + column] ?? 0 : 0;
  }));

/** Its number among all places. @param {Pick<State, "right" | "down">} state @param {number} reach */
export function placeOf({ right, down }, reach) {
  return (down + reach) * (2 * reach + 1) + right + reach;
}

/** The digit where it was slid to; dragged, it follows. @param {Facts} facts @returns {Figure} */
export const slidDigit = (facts) => (room, page) => createBoard(room, page, ({ state, told }) => {
  const image = facts.image(state);
  if (!image) return null;
  const [right, down] = told ? [state.right, state.down] : [0, 0];
  return {
    values: movedBy(pixelsOf(image), right, down), across: SIDE, made: [image, right, down],
    words: `The digit, ${right} to the right and ${down} down.`,
  };
});
