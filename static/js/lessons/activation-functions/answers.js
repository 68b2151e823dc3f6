/**
 * The answers to the worksheet, computed.
 *
 * @typedef {import("../activation-functions.js").State} State
 * @typedef {import("../../kit/lesson.js").Numbers} Numbers
 * @typedef {import("./shapes.js").Plain} Plain
 */

import { tidy } from "../../kit/figures.js";
import { setText } from "../../parts/dom.js";
import { FOUR, MILLION } from "./questions.js";
import { counter, grouped, NAMES, readingOf, voices, written } from "./shapes.js";

/** @type {readonly Plain[]} */
const ASKED = ["step", "sigmoid", "tanh", "relu"];

/**
 * @param {Numbers} numbers
 * @param {Plain} f
 * @param {number} z
 */
function says(numbers, f, z) {
  const now = readingOf(numbers, f, z);
  return now && `${f === "sigmoid" ? "σ" : NAMES[f]}(${grouped(z)}) = ${written(f, now.a, z, 3)}`.replace("= ≈", "≈");
}

/** By their `data-part`: a sentence, or null until its numbers are there. @type {Readonly<Record<string, (numbers: Numbers) => string | null>>} */
const ANSWERS = {
  "answer-sigmoid"(numbers) {
    const values = [-6, -4, -2, 0, 2, 4, 6].map((z) => says(numbers, "sigmoid", z));
    const middle = readingOf(numbers, "sigmoid", 0);
    return middle && values.every(Boolean) ? `${values.join(", ")}. It is steepest at z = 0: its slope there is ${tidy(middle.slope)}.` : null;
  },
  "answer-relu"(numbers) {
    const relu = [-4, -1, 0, 1, 4].map((z) => says(numbers, "relu", z));
    const tanh = [-4, -1, 0, 1, 4].map((z) => says(numbers, "tanh", z));
    return [...relu, ...tanh].every(Boolean) ? `${relu.join(", ")}: silent below 0. ${tanh.join(", ")}.` : null;
  },
  "answer-voices"(numbers) {
    const [without, ruled] = /** @type {const} */ (["linear", "tanh"]).map((f) => numbers.layers(voices([...FOUR, MILLION], f))?.[1]?.a[0]);
    return without === undefined || ruled === undefined ? null : `${grouped(without)}. Through tanh: ${tidy(ruled)}.`;
  },
  "answer-lamp"(numbers) {
    const [five, six] = [5, 6].map((s) => numbers.layers(counter(-5, s))?.[0]?.a[0]);
    return five === undefined || six === undefined ? null : `A bias of −5. At 5 it says ${tidy(five)}, at 6 it says ${tidy(six)}.`;
  },
  "answer-new"(numbers) {
    const told = ASKED.map((f) => [-3, -2].map((z) => says(numbers, f, z)));
    return told.flat().every(Boolean) ? `${told.map((pair) => pair.join(", ")).join("; ")}. Step and ReLU say the same as before.` : null;
  },
};

/** @type {Readonly<Record<string, import("../../kit/lesson.js").Figure<State>>>} */
export const answers = Object.fromEntries(Object.entries(ANSWERS).map(([name, wordsOf]) => [name, (/** @type {HTMLElement} */ room, { numbers }) => ({
  sync() {
    const words = wordsOf(numbers);
    if (words) setText(room, words);
  },
})]));
