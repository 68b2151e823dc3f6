/**
 * The answer sheet: what the server computes of the worksheet's questions.
 *
 * @typedef {import("../../kit/lesson.js").Figure<import("../where-weights-start.js").State>} Figure
 */

import { netSpan } from "../../kit/figures.js";
import { number } from "../../words/format.js";
import { normalised } from "./batch.js";

const SHEET = [145, 150, 155];

/** Xavier's and He's start for 64 inputs and 64 outputs. @type {Figure} */
export const deviations = (room, { start: { xavier, he } }) => {
  room.textContent = `Xavier: 2 ÷ (64 + 64), of which the root is ${number(xavier, 3)}. He: 2 ÷ 64, of which the root is ${number(he, 3)}.`;
  return { sync() {} };
};

/** A batch by hand. @type {Figure} */
export const batches = (room, page) => ({
  sync() {
    const [found, alone] = [SHEET, SHEET.slice(0, 1)].map((heights) => normalised(page, heights));
    if (!found || !alone) return;
    room.replaceChildren("Mean ", netSpan(found.mean[0]), " cm, standard deviation ", netSpan(found.deviation[0]), ": ",
      ...Array.from(found.training, (each, k) => [k ? ", " : "", netSpan(each)]).flat(),
      ". The first one alone is the mean: ", netSpan(alone.training[0] ?? 0), ".");
  },
});
