/**
 * The answers to the worksheet, computed.
 *
 * @typedef {import("../../kit/lesson.js").Figure<import("../one-neuron.js").State>} Figure
 */

import { tidy } from "../../kit/figures.js";
import { setText } from "../../parts/dom.js";
import { a, equated, FRIENDS, z } from "./nights.js";
import { neuron } from "./questions.js";

/**
 * @param {(found: readonly (readonly import("../../types.js").LayerPass[])[]) => string} words
 * @param {readonly import("../../kit/numbers.js").Question[]} questions
 * @returns {Figure}
 */
function sheet(words, questions) {
  return (room, { numbers }) => ({
    sync() {
      const found = questions.flatMap((question) => [numbers.layers(question) ?? []]);
      if (found.every((layers) => layers.length)) setText(room, words(found));
    },
  });
}

const counted = FRIENDS.map((friends) => neuron([-4, 1], 0, [1, friends]));
const sigmoids = [-6, -2, 0, 2, 6].map((sum) => neuron([1, 0], 0, [sum, 0], "sigmoid"));

/** By their `data-part`. @type {Readonly<Record<string, Figure>>} */
export const answers = {
  "answer-sum": sheet(([layers = []]) => `z = −4 · 1 + 1 · 3 + 2 = ${tidy(z(layers))}. ${a(layers) > 0 ? "It fires." : "It does not fire."}`, [neuron([-4, 1], 2, [1, 3])]),
  "answer-count": sheet((found) => `It takes ${found.findIndex((layers) => a(layers) > 0)}; with ${found.findIndex((layers) => z(layers) === 0)} it is a tie.`, counted),
  "answer-curves": sheet((found) => `Step: 0 up to z = 0, then 1. Sigmoid: ${found.map((layers) => equated(`σ(${tidy(z(layers))})`, tidy(a(layers), 3))).join(", ")}.`, sigmoids),
};
