/**
 * What lesson 6 asks in its scenes. What is right is found in passes, or counted from a network's sizes.
 *
 * @typedef {import("../../kit/quiz.js").Item} Item
 * @typedef {import("../../kit/numbers.js").Question} Question
 * @typedef {import("../../types.js").LayerPass} LayerPass
 */

import { number } from "../../words/format.js";
import { nearest } from "../../kit/handle.js";
import { found } from "../../kit/quiz.js";
import { countOf, toyCard } from "../../kit/toy.js";

const SHALLOW = toyCard("3-2-1", "sigmoid");
export const DEEP = toyCard("3-2-2-1", "sigmoid");

/**
 * @param {{layers: {weights: number[][], biases: number[]}[], input: number[]}} network
 * @returns {Question}
 */
export function sigmoid({ layers, input }) {
  return { network: { layers: layers.map((layer) => ({ ...layer, activation: "sigmoid" })) }, input: { vector: input } };
}

/**
 * @param {import("../../kit/lesson.js").Numbers} numbers
 * @param {Record<string, any>} start  of each scene
 * @returns {Readonly<Record<string, Item>>}  by their `data-ask`
 */
export function asks(numbers, start) {
  const more = countOf(DEEP.layers) - countOf(SHALLOW.layers);
  return {
    walk: {
      text: "How many products are worked out on the way from the three numbers to the one?",
      choices: ["5", "6", "8"],
      judge() {
        const each = [[0, 0], [0, 1], [1, 0]].map(([layer = 0, neuron = 0]) => numbers.opened(sigmoid(start.walk), layer, neuron)?.terms.length);
        if (each.includes(undefined)) return null;
        const products = each.reduce((/** @type {number} */ sum, n = 0) => sum + n, 0);
        return found(
          [5, 6, 8].indexOf(products), `${each.join(" + ")} = ${products}: one for each weight.`,
          [`Each hidden neuron reads all ${each[0]} inputs, with weights of its own.`, `The hidden neurons alone need ${each[0]} + ${each[1]}.`, `There is one for each weight: ${each.join(" + ")}.`],
        );
      },
    },
    copied: {
      text: "Three lines leave the first hidden neuron. What does each of the three outputs read of its number?",
      choices: ["A third of it", "All of it", "The first gets it, the others get what is left"],
      passes: [sigmoid(start.copied)],
      judge([layers]) {
        const { a } = numbersOf(layers, 0, 0);
        const read = [0, 1, 2].map((neuron) => numbers.opened(sigmoid(start.copied), 1, neuron)?.inputs[0] ?? NaN);
        if (read.some(Number.isNaN)) return null;
        const [said, got] = [number(a, 4), read.map((each) => number(each, 4)).join(", ")];
        return found(
          read.every((each) => each === a) ? 1 : 0, `It says ${said}, and they read ${got}: a number is copied, not shared out.`,
          [`A third of it would be ${number(a / 3, 4)}.`, `They read ${got}.`, "A line takes nothing away from the others: they are no pipes."],
        );
      },
    },
    forms: {
      text: "The first layer has 2 neurons, and each reads 3 numbers. How many rows has its matrix W?",
      choices: ["2", "3", "6"],
      passes: [sigmoid(start.forms)],
      judge([layers = []]) {
        const n = layers[0]?.z.length ?? 0;
        return found(
          [2, 3, 6].indexOf(n), `W has ${n} rows, as there are ${n} sums: a row for each neuron, and in it a weight for each input.`,
          [`There are ${n} sums.`, "3 numbers are read by each neuron, so a row has 3 weights.", "6 is how many weights there are in all."],
        );
      },
    },
    deeper: {
      text: "A layer of 2 neurons goes in between. How many numbers more does the network learn?",
      choices: ["2", "4", "6"],
      judge: () => found(
        [2, 4, 6].indexOf(more), `It learns ${countOf(DEEP.layers)} in place of ${countOf(SHALLOW.layers)}: 2 × 2 weights and 2 biases more.`,
        ["Each of the 2 neurons has a weight for each of the 2 numbers that it reads, and a bias.", "2 × 2 weights are 4, and each neuron has a bias, too.", `${more} more.`],
      ),
    },
    small: {
      text: "Every weight and every bias is close to 0. What are the outputs close to?",
      choices: ["0", "½", "1"],
      passes: [sigmoid(start.small)],
      judge([layers]) {
        const { z, a } = numbersOf(layers, 1, 0);
        return found(
          nearest([0, 0.5, 1], a), `The first output’s sum is ${number(z, 4)}, and σ(${number(z, 4)}) = ${number(a, 4)}.`,
          ["The sums are close to 0. What σ makes of them is not.", `σ(${number(z, 4)}) is close to σ(0).`, "σ comes near 1 for large sums only."],
        );
      },
    },
  };
}

/**
 * @param {readonly LayerPass[] | undefined} layers
 * @param {number} layer
 * @param {number} neuron
 */
export function numbersOf(layers, layer, neuron) {
  return { z: layers?.[layer]?.z[neuron] ?? NaN, a: layers?.[layer]?.a[neuron] ?? NaN };
}
