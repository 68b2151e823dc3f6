/**
 * The answers to the worksheet, computed.
 *
 * @typedef {import("../a-line-that-decides.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 */

import { tidy } from "../../kit/figures.js";
import { setText } from "../../parts/dom.js";
import { corners } from "./asks.js";
import { firesIn, neuron, zOf } from "./rules.js";

const NAMES = ["Ada", "Ben", "Eva"];
const PLACES = [[8, 4], [4, 9], [6, 6]];
const RULE = [2, 1];

/**
 * @param {(numbers: import("../../kit/lesson.js").Numbers, start: any) => string | null} words  null
 *   until they are known
 * @returns {Figure}
 */
function solution(words) {
  return (room, { numbers, start }) => ({
    sync() {
      const text = words(numbers, start);
      if (text !== null) setText(room, text);
    },
  });
}

/**
 * Who of the three gets in with a bias.
 *
 * @param {number} bias
 * @returns {Figure}
 */
function sides(bias) {
  return solution((numbers) => {
    const layers = PLACES.map((x) => numbers.layers(neuron(RULE, bias, x)));
    if (layers.some((each) => each === null)) return null;
    const said = NAMES.map((name, k) => `${name}: z = ${tidy(zOf(layers[k] ?? []))}, ${firesIn(layers[k] ?? []) ? "in" : "out"}`);
    return `From (${-bias / 2}, 0) through (${(-bias - 6) / 2}, 6). ${said.join("; ")}.`;
  });
}

/**
 * @param {(name: string, data: object) => any} answer
 * @returns {Readonly<Record<string, Figure>>} by the names of their rooms
 */
export function sheetOf(answer) {
  return {
    "answer-sides": sides(-18),
    "answer-shifted": sides(-12),
    "answer-distance": solution(() => {
      const found = answer("measure", { points: [PLACES[0]], weights: RULE, bias: -18 });
      return found && `z = ${tidy(found.z[0])}, |w| = √5 ≈ ${tidy(found.length)}: ${tidy(found.z[0])} ÷ ${tidy(found.length)} ≈ ${tidy(found.distance[0])}.`;
    }),
    "answer-switches": solution((numbers, start) => {
      const { w, b } = start.scenes.and;
      const sums = corners.map((x) => numbers.layers(neuron(w, b, x)));
      const fewest = answer("least", { says: start.gates.xor });
      if (!fewest || sums.some((each) => each === null)) return null;
      return `AND, for one: weights ${tidy(w[0])} and ${tidy(w[1])}, bias ${tidy(b)}; z is ${sums.map((each) => tidy(zOf(each ?? []))).join(", ")}. OR: the same weights with a bias between −0.5 and 0. XOR: both pairs have the middle (½, ½), so every line makes ${fewest.mistakes} mistake or more.`;
    }),
    "answer-mended": solution(() => {
      const found = answer("learn", { cases: [{ x: [2, 3], fires: 1 }], weights: [1, -1], bias: 0 });
      const step = found?.steps[0];
      return step ? `Weights ${step.weights.map((/** @type {number} */ each) => tidy(each)).join(" and ")}, bias ${tidy(step.bias)}.` : null;
    }),
  };
}
