/** The answer sheet: places of inputs, and the shares of softmax. */

import { SIDE } from "../../digit-image.js";
import { netSpan } from "../../kit/figures.js";
import { createWatch } from "../../parts/dom.js";
import { number } from "../../words/format.js";
import { placeOf } from "./field-layout.js";
import { FIRST_SUMS, questionOf } from "./heads.js";

const [ROW, COLUMN, INPUT] = [3, 5, 100];

/** @type {import("../../kit/lesson.js").Figure<any>} */
export const places = (room) => {
  const { input } = placeOf(SIDE * (ROW - 1) + COLUMN - 1);
  const { row, column } = placeOf(INPUT - 1);
  room.append(`Row ${ROW}, column ${COLUMN}: ${SIDE} × ${ROW - 1} + ${COLUMN} = input ${input}. Input ${INPUT}: row ${row}, column ${column}.`);
  return { sync() {} };
};

/** @type {import("../../kit/lesson.js").Figure<any>} */
export const shares = (room, { numbers }) => {
  const changed = createWatch();
  return {
    sync() {
      const a = numbers.layers(questionOf("softmax", FIRST_SUMS))?.[0]?.a;
      if (!a || !changed(a)) return;
      const powers = FIRST_SUMS.map((sum) => number(Math.exp(sum), 3)).join(", ");
      const shares = Array.from(a).flatMap((share, k) => [k ? ", " : "", netSpan(share, number(share, 3))]);
      room.replaceChildren(`The powers are ${powers}. Their shares are `, ...shares, ". Before rounding they add up to 1.");
    },
  };
};
