/**
 * The answer sheet: what the server computes of the worksheet's questions.
 *
 * @typedef {import("../../kit/lesson.js").Figure<import("../why-deep.js").State>} Figure
 */

import { netSpan } from "../../kit/figures.js";
import { h } from "../../parts/dom.js";
import { folded } from "./facts.js";

const TWO = [
  { weights: [[3]], biases: [-1], activation: "linear" },
  { weights: [[-2]], biases: [4], activation: "linear" },
];
const HEIGHTS = [0, 0.25, 0.5, 0.75, 1];

/** Two linear neurons as one: its weight and its bias. @type {Figure} */
export const oneLayer = (room, { numbers }) => {
  const at = (/** @type {number} */ x) => numbers.layers({ network: { layers: TWO }, input: { vector: [x] } })?.at(-1)?.a[0];
  return {
    sync() {
      const [b, sum] = [at(0), at(1)];
      if (b === undefined || sum === undefined) return;
      room.replaceChildren("At x = 0 they say ", netSpan(b), ", at x = 1 ", netSpan(sum), `: the weight is their difference, 3 · (−2), and the bias is what they say at 0.`);
    },
  };
};

/** The tent by hand. @type {Figure} */
export const sums = (room, { numbers }) => ({
  sync() {
    const found = folded(numbers, 1);
    if (!found) return;
    const said = HEIGHTS.map((x) => found.y[found.x.indexOf(x)] ?? 0);
    room.replaceChildren(...HEIGHTS.flatMap((x, k) => [k ? "; " : "", `x = ${x}: `, netSpan(said[k] ?? 0)]), ".");
  },
});

/** Pieces, fold by fold. @type {Figure} */
export const pieces = (room, { numbers }) => ({
  sync() {
    const all = [1, 2, 3, 4].map((n) => folded(numbers, n));
    if (all.includes(null)) return;
    room.replaceChildren(h("span", {}, "Pieces: ", ...all.flatMap((each, k) => [k ? ", " : "", netSpan(each?.pieces ?? 0)])),
      "; neurons: ", ...all.flatMap((each, k) => [k ? ", " : "", netSpan(each?.deep ?? 0)]), ".");
  },
});
