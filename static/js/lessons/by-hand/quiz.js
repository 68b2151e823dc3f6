/** The quiz of lesson 6. What is right is found in passes, or counted from a network's sizes. */

import { number } from "../../words/format.js";
import { found } from "../../kit/quiz.js";
import { countOf } from "../../kit/toy.js";
import { DEEP, numbersOf, sigmoid } from "./asks.js";

/**
 * @param {Record<string, any>} start  of each scene
 * @returns {readonly import("../../kit/quiz.js").Item[]}
 */
export function quizItems(start) {
  const zeros = { layers: [{ weights: [[0, 0, 0]], biases: [0] }], input: start.walk.input };
  const far = { ...start.small, input: [20, 20] };
  const numbers = [12, 14, countOf(DEEP.layers)].sort((a, b) => a - b);
  return [
    {
      text: "A sigmoid neuron has weights and bias 0. What is its activation, whatever it reads?",
      choices: ["0", "0.5", "1"],
      passes: [sigmoid(zeros)],
      judge: ([layers]) => {
        const { z, a } = numbersOf(layers, 0, 0);
        const said = `z = ${number(z, 1)}, and σ(${number(z, 1)}) = ${number(a, 1)}.`;
        return found([0, 0.5, 1].indexOf(a), said, [0, 0.5, 1].map((each) =>
          `σ comes near ${each} only when z is far from 0, and here z = ${number(z, 1)}.`));
      },
    },
    {
      text: "In the 3-2-1 network that the lesson begins with: which neuron of the hidden layer has the larger sum z?",
      choices: ["neuron 1", "neuron 2"],
      passes: [sigmoid(start.walk)],
      judge: ([layers]) => {
        const [one, two] = [numbersOf(layers, 0, 0).z, numbersOf(layers, 0, 1).z];
        const said = `z₁ = ${number(one)} and z₂ = ${number(two)}.`;
        return { right: one > two ? 0 : 1, words: [said, said] };
      },
    },
    {
      text: "The 2-4-2 network with weights near zero reads (0.5, 0.8), then (20, 20). How far does its first output move?",
      choices: ["by less than 0.01", "by more than 0.1"],
      passes: [sigmoid(start.small), sigmoid(far)],
      judge: ([near, distant]) => {
        const [one, two] = [numbersOf(near, 1, 0).a, numbersOf(distant, 1, 0).a];
        const said = `It moves from ${number(one, 4)} to ${number(two, 4)}.`;
        return { right: Math.abs(one - two) < 0.01 ? 0 : 1, words: [said, said] };
      },
    },
    {
      text: "How many numbers does a 3-2-2-1 network learn, weights and biases together?",
      choices: numbers.map((each) => `${each}`),
      passes: [],
      judge: () => found(
        numbers.indexOf(countOf(DEEP.layers)),
        `${DEEP.layers.map(({ inputs, outputs }) => `${outputs} × ${inputs} + ${outputs}`).join(", ")}: ${countOf(DEEP.layers)}.`,
        numbers.map((each) => `${each} is not what the layers add up to. Every neuron has one weight for each of its inputs, and one bias.`),
      ),
    },
  ];
}
