/**
 * The answer sheet: the small network once more, had 0 been right.
 *
 * @typedef {import("./facts.js").Facts} Facts
 * @typedef {import("./facts.js").Slope} Slope
 * @typedef {import("../../kit/lesson.js").Figure<import("../how-it-learned.js").State>} Figure
 */

import { netSpan } from "../../kit/figures.js";
import { number } from "../../words/format.js";
import { BEGUN } from "./asks.js";
import { nameOf } from "./slopes.js";

const PLACES = 3;

/**
 * @param {Facts} facts
 * @param {(slope: Slope) => boolean} isAsked
 * @param {(slopes: readonly Slope[]) => string} more
 * @returns {Figure}
 */
const answer = (facts, isAsked, more = () => "") => (room) => ({
  sync() {
    const found = facts.back({ ...BEGUN, target: 0 });
    if (!found) return;
    const asked = found.slopes.filter(isAsked);
    room.replaceChildren(...asked.flatMap((slope, k) => [
      `${k ? "; " : ""}slope of ${nameOf(slope)} = `, netSpan(slope.value, number(slope.value, PLACES)),
    ]), `.${more(asked)}`);
  },
});

/** @param {readonly Slope[]} slopes */
const downhill = (slopes) => ` Each goes against its slope: ${slopes.map(({ value }) => (value > 0 ? "down" : "up")).join(", ")}.`;

/** @param {Facts} facts */
export const answers = (facts) => ({
  "answer-output": answer(facts, ({ of, layer }) => layer === 1 && of !== "a"),
  "answer-hidden": answer(facts, ({ of, layer }) => layer === 0 && (of === "a" || of === "z")),
  "answer-weights": answer(facts, ({ of, layer, neuron }) => layer === 0 && neuron === 0 && (of === "w" || of === "b"), downhill),
});
