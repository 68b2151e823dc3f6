/**
 * What the scenes ask first, and the quiz. Which choice is right follows from what the server computed.
 *
 * @typedef {import("../../kit/quiz.js").Item} Item
 * @typedef {import("../../types.js").LayerPass} LayerPass
 * @typedef {import("./shapes.js").Plain} Plain
 */

import { tidy } from "../../kit/figures.js";
import { nearest } from "../../kit/handle.js";
import { found } from "../../kit/quiz.js";
import { counter, grouped, NAMES, readingOf, shapeOf, voices, written } from "./shapes.js";

export const FOUR = [-2, -2, -2, -2];
export const MILLION = 1_000_000;

const a = (/** @type {readonly LayerPass[] | undefined} */ layers) => layers?.at(-1)?.a[0] ?? 0;
const largest = (/** @type {readonly number[]} */ values) => values.indexOf(Math.max(...values));

/**
 * A neuron that reads z and says f(z).
 *
 * @param {Plain} f
 * @param {number} z
 * @returns {import("../../kit/numbers.js").Question}
 */
function one(f, z) {
  return { network: { layers: [{ weights: [[1]], biases: [0], activation: f }] }, input: { vector: [z] } };
}

/**
 * @param {import("../../kit/lesson.js").Numbers} numbers
 * @returns {Readonly<Record<string, Item>>}  by their `data-ask`
 */
export function asks(numbers) {
  return {
    voices: {
      text: "With that rule, who decides?",
      choices: ["Eva, with her million", "The four", "Nobody: the total is 0"],
      passes: [voices([...FOUR, MILLION], "tanh")],
      judge([layers = []]) {
        const [four = 0, eva = 0] = [layers[0]?.a[0], layers[0]?.a[4]];
        const total = a(layers);
        const each = tidy(four, 3);
        return found(
          total > 0 ? 0 : total < 0 ? 1 : 2,
          `Each −2 comes through as ${each}, the million as ${written("tanh", eva, MILLION)}: the total is ${tidy(total, 3)}.`,
          ["Even a million comes through as 1 at most.", "They are four, but each says less than before.", "For that each of the four would have to say −0.25."],
        );
      },
    },
    squeeze: {
      text: "z grows from 10 to 1,000. What does σ(z) do?",
      choices: ["It grows a hundredfold", "It doubles", "It grows by 0.00005"],
      passes: [one("sigmoid", 10), one("sigmoid", 1000)],
      judge(answers) {
        const [ten, thousand] = [a(answers[0]), a(answers[1])];
        return found(
          nearest([100 * ten, 2 * ten, ten + 0.00005], thousand),
          `σ(10) = ${tidy(ten, 5)} and σ(1000) ${written("sigmoid", thousand, 1000)}: it grows by ${(thousand - ten).toFixed(5)}.`,
          [
            `A hundred times σ(10) would be ${tidy(100 * ten)}, and σ stays between 0 and 1.`,
            `Twice σ(10) would be ${tidy(2 * ten)}, and σ stays between 0 and 1.`,
            `At 10 it says ${tidy(ten, 5)} already.`,
          ],
        );
      },
    },
    middle: {
      text: "Which of these is σ(−1000) closest to?",
      choices: ["0", "½", "1"],
      passes: [-1000, -1, -10].map((z) => one("sigmoid", z)),
      judge(answers) {
        const [far, near, further] = answers.map(a);
        return found(
          nearest([0, 0.5, 1], far ?? 0),
          `σ(−10) = ${tidy(further ?? 0, 5)} and σ(−1000) ${written("sigmoid", far ?? 0, -1000)}.`,
          ["", "½ is σ(0), and", "It comes near 1 far to the right;"].map((why) => `${why} already σ(−1) is only ${tidy(near ?? 0)}.`),
        );
      },
    },
    only: {
      text: "Which bias makes it say more than ½ only when s is bigger than 10?",
      choices: ["10", "0", "−10"],
      passes: [10, 0, -10].flatMap((b) => [counter(b, 10), counter(b, 11)]),
      judge(answers) {
        const said = [0, 2, 4].map((k) => [a(answers[k]), a(answers[k + 1])]);
        const right = said.findIndex(([ten = 0, eleven = 0]) => ten <= 0.5 && eleven > 0.5);
        const words = said.map(([ten = 0, eleven = 0], k) => {
          const start = `With a bias of ${["10", "0", "−10"][k]} it says ${written("sigmoid", ten, k === 2 ? 0 : 10, 5)} when s is 10`;
          return k === right ? `${start} and ${tidy(eleven)} when s is 11.` : `${start}: too early.`;
        });
        return { right, words };
      },
    },
    steep: {
      text: "How steep does the sigmoid get at most?",
      choices: ["1", "½", "¼"],
      passes: [one("sigmoid", 0), one("sigmoid", 1)],
      judge(answers) {
        const shape = shapeOf(numbers, "sigmoid");
        if (!shape) return null;
        const most = Math.max(...shape.slope);
        const at = shape.z[shape.slope.indexOf(most)] ?? 0;
        const climb = `From z = 0 to 1 it climbs from ${tidy(a(answers[0]))} to ${tidy(a(answers[1]))}`;
        return found(
          nearest([1, 0.5, 0.25], most), `It is steepest at z = ${tidy(at)}, with a slope of ${tidy(most)}.`,
          [`${climb}, not by 1.`, `${climb}, not by ½.`, `${climb}.`],
        );
      },
    },
    deaf: {
      text: "z = 10 becomes 11. Whose answer changes most?",
      choices: ["Sigmoid", "tanh", "ReLU"],
      passes: TRIO.flatMap((f) => [one(f, 10), one(f, 11)]),
      judge(answers) {
        const said = TRIO.map((_, k) => [a(answers[2 * k]), a(answers[2 * k + 1])]);
        const changes = said.map(([before = 0, after = 0]) => after - before);
        const words = said.map(([before = 0, after = 0], k) =>
          `${NAMES[TRIO[k] ?? "relu"]} says ${written(TRIO[k] ?? "relu", before, 10, 5)}, then ${written(TRIO[k] ?? "relu", after, 11, 5)}.`);
        return { right: largest(changes), words };
      },
    },
    together: {
      text: "z is ½. Which of these says the most?",
      choices: QUARTET.map((f) => NAMES[f]),
      passes: QUARTET.map((f) => one(f, 0.5)),
      judge(answers) {
        const said = answers.map(a);
        const most = largest(said);
        const words = QUARTET.map((f, k) => `${NAMES[f]} says ${tidy(said[k] ?? 0)}${k === most ? "" : ", and one says more"}.`);
        return { right: most, words };
      },
    },
  };
}

/** @type {readonly Plain[]} */
export const TRIO = ["sigmoid", "tanh", "relu"];
/** @type {readonly Plain[]} */
const QUARTET = ["step", "linear", "sigmoid", "tanh"];
/** @type {readonly Plain[]} */
const LIMITED = ["relu", "tanh", "step"];
/** @type {readonly Plain[]} */
const NEGATIVE = ["relu", "sigmoid", "tanh"];

/**
 * @param {import("../../kit/lesson.js").Numbers} numbers
 * @returns {readonly Item[]}
 */
export function quiz(numbers) {
  return [
    {
      text: "A million goes in. From which does a million come out?",
      choices: LIMITED.map((f) => NAMES[f]),
      passes: LIMITED.map((f) => one(f, MILLION)),
      judge(answers) {
        const said = answers.map(a);
        return { right: said.indexOf(MILLION), words: LIMITED.map((f, k) => `${NAMES[f]} makes ${grouped(said[k] ?? 0)} of it.`) };
      },
    },
    {
      text: "A sigmoid neuron has a bias of −10 and reads a sum of 12. What does it say?",
      choices: ["Less than ½", "½", "More than ½"],
      passes: [counter(-10, 12)],
      judge([layers = []]) {
        const z = layers[0]?.z[0] ?? 0;
        return found(
          z < 0 ? 0 : z > 0 ? 2 : 1, `z = 12 − 10 = ${tidy(z)} and σ(${tidy(z)}) = ${tidy(a(layers))}.`,
          ["below", "exactly at", "above"].map((where) => `z = 12 − 10 is not ${where} 0.`),
        );
      },
    },
    {
      text: "Which of these can say something below 0?",
      choices: NEGATIVE.map((f) => NAMES[f]),
      passes: NEGATIVE.map((f) => one(f, -3)),
      judge(answers) {
        const said = answers.map(a);
        return { right: said.findIndex((each) => each < 0), words: NEGATIVE.map((f, k) => `At z = −3 ${NAMES[f]} says ${tidy(said[k] ?? 0)}.`) };
      },
    },
    {
      text: "Both at their steepest: how many times as steep as the sigmoid is tanh?",
      choices: ["Once", "Twice", "Four times"],
      judge() {
        const [sigmoid, tanh] = [readingOf(numbers, "sigmoid", 0), readingOf(numbers, "tanh", 0)];
        if (!sigmoid || !tanh) return null;
        const slopes = `At z = 0 their slopes are ${tidy(sigmoid.slope)} and ${tidy(tanh.slope)}.`;
        return found(
          [1, 2, 4].indexOf(tanh.slope / sigmoid.slope), slopes,
          ["one", "two", "four"].map((n) => `The sigmoid’s slope is ${tidy(sigmoid.slope)} at most, and ${n} times that is not what tanh has.`),
        );
      },
    },
    {
      text: "A ReLU neuron’s sum grows from −3 to −2. What does it say?",
      choices: ["One more than before", "The same as before", "Less than before"],
      passes: [one("relu", -3), one("relu", -2)],
      judge(answers) {
        const [before, after] = [a(answers[0]), a(answers[1])];
        return found(
          after > before ? 0 : after < before ? 2 : 1, `It says ${tidy(before)}, then ${tidy(after)}: below 0 it is silent.`,
          [`At z = −3 it says ${tidy(before)}; would −2 make 1 of that?`, `It says ${tidy(before)} first.`, `It never says less than ${tidy(before)}.`],
        );
      },
    },
  ];
}
