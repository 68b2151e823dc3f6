/**
 * The first two scenes: the digit as a picture of numbers, and the same numbers in one line.
 *
 * @typedef {import("../pixels-to-numbers.js").State} State
 */

import { greyOf, PIXELS, SIDE } from "../../digit-image.js";
import { createAskFirst } from "../../kit/ask-first.js";
import { createFacts } from "./facts.js";
import { createField } from "./field.js";
import { along, around, placeOf } from "./field-layout.js";
import { createLens } from "./lens.js";
import { createUnroll } from "./unroll.js";

const REACH = 7; // inputs to both sides of one, in the line
const DISTANCES = [1, SIDE, PIXELS];

/**
 * @param {import("../../kit/lesson.js").Page<State>} page
 * @param {import("../../kit/numbers.js").Question} question  the first digit, as it is read
 */
export function createLooking(page, question) {
  const { set, numbers, room, palette } = page;
  const look = (/** @type {number} */ pixel) => set({ pixel });
  const picture = createField(room("field-picture"), { name: "The digit", hasLine: false, look }, page);
  const line = createField(room("field-line"), { name: "The digit and its line of inputs", hasLine: true, look }, page);
  const square = createLens(room("lens-square"), { n: 25, isLine: false });
  const strip = createLens(room("lens-line"), { n: 2 * REACH + 1, isLine: true });
  const facts = createFacts(room("facts"));
  const unroll = createUnroll(room("unroll"), page);
  const below = createAskFirst(room("ask-line"), {
    text: "The pixel just below this one: how many places further along the line is it?",
    choices: DISTANCES.map((distance) => `${distance}`),
    answer: (guess) => set({ guess }),
  });

  return {
    /** @param {State & {scene: string}} state */
    sync({ scene, pixel, unrolled, guess }) {
      if (scene !== "picture" && scene !== "line") return;
      const image = numbers.trace(question)?.input ?? null;
      const { row, column, input } = placeOf(pixel);
      const said = `Row ${row}, column ${column}: ${image && greyOf(image[pixel] ?? 0)}, input ${input}`;
      if (scene === "picture") {
        picture.sync(image, { pixel, unrolled: 0 }, said);
        square.sync(image, around(pixel), palette());
        facts.sync(pixel, image, numbers.opened(question, 0, 0));
      } else {
        line.sync(image, { pixel, unrolled }, said);
        strip.sync(image, along(pixel, REACH), palette());
        unroll.sync(unrolled);
        below.sync(guess, judgeBelow(pixel));
      }
    },
  };
}

/** @param {number} pixel */
function judgeBelow(pixel) {
  const upper = pixel + SIDE < PIXELS ? pixel : pixel - SIDE; // the last row has none below it
  const [one, other] = [placeOf(upper).input, placeOf(upper + SIDE).input];
  return {
    right: DISTANCES.indexOf(other - one),
    words: `Input ${one}, and below it input ${other}: a whole row lies between. In the line, what was one above the other is far apart.`,
  };
}
