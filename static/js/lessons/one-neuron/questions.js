/**
 * What the scenes ask first, and the quiz.
 *
 * @typedef {import("../../kit/numbers.js").Question} Question
 * @typedef {import("../../kit/quiz.js").Item} Item
 * @typedef {import("../one-neuron.js").State} State
 */

import { tidy } from "../../kit/figures.js";
import { nearest } from "../../kit/handle.js";
import { found } from "../../kit/quiz.js";
import { a, FRIENDS, z } from "./nights.js";

/**
 * A neuron of two inputs, for the questions that have one of their own.
 *
 * @param {readonly number[]} weights
 * @param {number} bias
 * @param {readonly number[]} x
 * @param {State["f"]} [activation]
 * @returns {Question}
 */
export function neuron(weights, bias, x, activation = "step") {
  return { network: { layers: [{ weights: [weights], biases: [bias], activation }] }, input: { vector: x } };
}

/**
 * @param {import("../../kit/lesson.js").Numbers} numbers
 * @returns {Readonly<Record<string, Item>>}  by their `data-ask`
 */
export function asks(numbers) {
  return {
    party: {
      text: "You are tired, and your best friend is there. What will it be?",
      choices: ["You go", "You stay at home", "It cannot decide"],
      passes: [neuron([-10, 1], 0, [1, 1])],
      judge: ([layers = []]) => found(
        a(layers) > 0 ? 0 : z(layers) < 0 ? 1 : 2, `−10 for being tired and 1 for the friend make z = ${tidy(z(layers))}.`,
        ["The friend does not make up for being tired.", "Together they are not below 0.", "It could not decide only if they made 0."],
      ),
    },
    one: {
      text: "The weight is 2. p grows from 1 to 2. By how much does z grow?",
      choices: ["By 1", "By 2", "By 3"],
      passes: [1, 2].map((p) => ({ network: { layers: [{ weights: [[2]], biases: [-1], activation: "linear" }] }, input: { vector: [p] } })),
      judge(answers) {
        const [before = 0, after = 0] = answers.map(z);
        return found(
          nearest([1, 2, 3], after - before), `z is ${tidy(before)} at p = 1 and ${tidy(after)} at p = 2.`,
          [1, 2, 3].map((growth) => `Then z would be ${tidy(before + growth)} at p = 2.`),
        );
      },
    },
    friends: {
      text: "You are tired. How many friends does it take at least to get you out?",
      choices: ["2", "3", "4"],
      passes: [2, 3, 4].map((friends) => neuron([-4, 1], 2, [1, friends])),
      judge(answers) {
        const words = answers.map((layers, k) => `With ${k + 2} friends z = −4 + ${k + 2} + 2 = ${tidy(z(layers))}`);
        const right = answers.findIndex((layers) => a(layers) > 0);
        return { right, words: words.map((each, k) => `${each}${k < right ? ", which is not above 0" : k > right ? ", but fewer are enough" : ""}.`) };
      },
    },
    bias: {
      text: "Does a larger positive bias make it easier or harder for the neuron to fire?",
      choices: ["Easier", "Harder", "No difference"],
      passes: [0, 2].flatMap((bias) => FRIENDS.map((friends) => neuron([-4, 1], bias, [1, friends]))),
      judge(answers) {
        const least = (/** @type {typeof answers} */ samples) => samples.findIndex((layers) => a(layers) > 0);
        const [without, withTwo] = [least(answers.slice(0, FRIENDS.length)), least(answers.slice(FRIENDS.length))];
        return found(
          withTwo < without ? 0 : withTwo > without ? 1 : 2,
          `Tired, with a bias of 0, it takes ${without} friends; with a bias of 2 it takes ${withTwo}.`,
          ["easier", "harder", "the same"].map((each) => `It is not ${each}: the bias is added to every sum.`),
        );
      },
    },
    chance: {
      text: "Tired, with three friends, the step says 1. What does the sigmoid say?",
      choices: ["1: surely", "About 0.7: rather yes", "0.5: like a coin"],
      passes: [3, 2].map((friends) => neuron([-4, 1], 2, [1, friends], "sigmoid")),
      judge([three = [], two = []]) {
        const said = `z = ${tidy(z(three))}`;
        return found(
          nearest([1, 0.7, 0.5], a(three)), `σ(${tidy(z(three))}) = ${tidy(a(three))}.`,
          [`It says that only far above 0, and ${said}.`, `${said}.`, `That is at z = ${tidy(z(two))}, with two friends, and here ${said}.`],
        );
      },
    },
    learn: {
      text: "It should have said yes, and said no. What is to become of the weights of the inputs that were on?",
      choices: ["They grow", "They shrink", "They stay"],
      judge() {
        const answer = numbers.answer("learn", { nights: [{ x: [0, 3], goes: 1 }], weights: [0, 0], bias: 0 });
        if (!answer) return null;
        const [{ weights: [, w = 0], bias }] = answer.mends;
        return found(
          w > 0 ? 0 : w < 0 ? 1 : 2,
          `After a rested night with 3 friends the friends’ weight goes from 0 to ${tidy(w)}, the bias from 0 to ${tidy(bias)}: the next such sum is larger.`,
          ["", "Smaller weights make a smaller sum, and 0 was too small already.", "With the same weights the sum stays 0, and so does the mistake."],
        );
      },
    },
    two: {
      text: "Tired, with three friends: what do the two neurons say?",
      choices: ["You go, with a cake", "You go, without a cake", "You stay at home"],
      passes: [{ network: { layers: [{ weights: [[-4, 1], [0, 1]], biases: [2, -3], activation: "step" }] }, input: { vector: [1, 3] } }],
      judge([layers = []]) {
        const [goes = 0, brings = 0] = layers[0]?.a ?? [];
        const [going = 0, cake = 0] = layers[0]?.z ?? [];
        return found(
          goes > 0 ? (brings > 0 ? 0 : 1) : 2, `z₁ = ${tidy(going)}, so you go; z₂ = ${tidy(cake)}, on the boundary, does not fire.`,
          [`For the cake 3 friends and a bias of −3 make ${tidy(cake)}, which is not above 0.`, `z₁ = ${tidy(going)} and z₂ = ${tidy(cake)}.`, `For going, −4 + 3 + 2 = ${tidy(going)} is above 0.`],
        );
      },
    },
  };
}

/** @type {readonly Item[]} */
export const QUIZ = [
  {
    text: "You are tired and four friends are there. Weights −4 and 1, bias 0. What does a step neuron say?",
    choices: ["It fires", "It does not, z is below 0", "It does not, z is on the boundary"],
    passes: [neuron([-4, 1], 0, [1, 4])],
    judge: ([layers = []]) => found(
      a(layers) > 0 ? 0 : z(layers) < 0 ? 1 : 2,
      `z = −4 + 4 = ${tidy(z(layers))} and a = ${tidy(a(layers))}.`,
      [
        `It fires for z > 0 only, and here a = ${tidy(a(layers))}.`,
        `Four friends weigh as much as being tired: z = ${tidy(z(layers))} is not below 0.`,
        `z = ${tidy(z(layers))} is not the boundary.`,
      ],
    ),
  },
  {
    text: "The same neuron with a bias of −1: how many friends does it take now?",
    choices: ["4", "5", "6"],
    passes: [4, 5, 6].map((friends) => neuron([-4, 1], -1, [1, friends])),
    judge: (answers) => found(
      answers.findIndex((layers) => a(layers) > 0),
      `With 4, 5 and 6 friends z is ${answers.map((layers) => tidy(z(layers))).join(", ")}.`,
      answers.map((layers, k) => {
        const sum = `With ${4 + k} friends z = ${tidy(z(layers))}`;
        return a(layers) > 0 ? `${sum}, and fewer friends are enough.` : `${sum}, which is not above 0.`;
      }),
    ),
  },
  {
    text: "On the boundary, at z = 0: what does a sigmoid neuron answer?",
    choices: ["0", "0.5", "1"],
    passes: [neuron([-4, 1], 2, [1, 2], "sigmoid")],
    judge: ([layers = []]) => found(
      [0, 0.5, 1].indexOf(a(layers)),
      `σ(${tidy(z(layers))}) = ${tidy(a(layers))}: it could go either way.`,
      [0, 0.5, 1].map((value) => `A sigmoid comes near ${value} only far from the boundary, and z is ${tidy(z(layers))}.`),
    ),
  },
  {
    text: "Which weights make a neuron that does not care whether you are tired?",
    choices: ["(−4, 1)", "(0, 1)", "(1, 0)"],
    passes: [[-4, 1], [0, 1], [1, 0]].flatMap((w) => [neuron(w, -2, [0, 3]), neuron(w, -2, [1, 3])]),
    judge(answers) {
      const sums = answers.map(z);
      const said = [0, 2, 4].map((k) => `With 3 friends and a bias of −2, z is ${tidy(sums[k] ?? 0)} when you are rested, ${tidy(sums[k + 1] ?? 0)} when you are tired.`);
      const right = [0, 2, 4].findIndex((k) => sums[k] === sums[k + 1]);
      return { right, words: said };
    },
  },
];
