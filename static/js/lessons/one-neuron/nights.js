/**
 * The scenes' cases, what a neuron makes of them in words, and the questions about it. Pure.
 *
 * @typedef {import("../../kit/numbers.js").Question} Question
 * @typedef {import("../../kit/quiz.js").Item} Item
 * @typedef {import("../../types.js").LayerPass} LayerPass
 * @typedef {import("../one-neuron.js").State} State
 */

import { tidy } from "../../kit/figures.js";
import { grid } from "../../kit/handle.js";
import { found } from "../../kit/quiz.js";

export const TIRED = ["rested", "tired"];
export const FRIENDS = grid(0, 6, 1);
const YES_NO = [0, 1];

/** What was said of a night. @type {Readonly<Record<string, {sign: string, words: string}>>} */
export const LABELS = { "+": { sign: "✓", words: "you went" }, "-": { sign: "✗", words: "you stayed" } };
/** What a press makes of it. @type {Readonly<Record<string, string>>} */
export const NEXT_LABEL = { "+": "-", "-": ".", ".": "+" };

/**
 * @param {number} tiredness
 * @param {number} friends
 */
export function nightInWords(tiredness, friends) {
  return `${TIRED[tiredness]}, ${friends} ${friends === 1 ? "friend" : "friends"}`;
}

/**
 * @param {string} scene
 * @returns {readonly (readonly number[])[]}  what each input can be
 */
export function inputsOf(scene) {
  if (scene === "one") return [grid(-6, 6, 0.5)];
  return [YES_NO, scene === "party" ? YES_NO : FRIENDS];
}

/**
 * What a scene's neurons read, now or in another case.
 *
 * @param {State & {scene: string}} state
 * @param {readonly number[]} [x]
 * @returns {Question}
 */
export function questionOf({ scene, x: now, w, b, f }, x = now) {
  const R = scene === "one" ? 1 : 2;
  const S = scene === "two" ? 2 : 1;
  const weights = [w.slice(0, 2), w.slice(2)].slice(0, S).map((row) => row.slice(0, R));
  return {
    network: { layers: [{ weights, biases: b.slice(0, S), activation: f }] },
    input: { vector: x.slice(0, R) },
  };
}

/**
 * A neuron of two inputs, for the questions that have one of their own.
 *
 * @param {readonly number[]} weights
 * @param {number} bias
 * @param {readonly number[]} x
 * @param {State["f"]} [activation]
 * @returns {Question}
 */
function neuron(weights, bias, x, activation = "step") {
  return { network: { layers: [{ weights: [weights], biases: [bias], activation }] }, input: { vector: x } };
}

const z = (/** @type {readonly LayerPass[]} */ layers) => layers[0]?.z[0] ?? 0;
const a = (/** @type {readonly LayerPass[]} */ layers) => layers[0]?.a[0] ?? 0;

/**
 * What the neurons' numbers say, in words.
 *
 * @param {State & {scene: string}} state
 * @param {readonly LayerPass[]} layers
 */
export function verdictOf({ scene, f }, layers) {
  const [sum, out] = [tidy(z(layers)), tidy(a(layers))];
  const isParty = scene !== "one";
  if (scene === "two" && f === "step") {
    const [goes = 0, brings = 0] = layers[0]?.a ?? [];
    return `You ${goes > 0 ? "go" : "stay at home"}, and the cake is ${brings > 0 ? "for you to bring" : "not yours to bring"}.`;
  }
  if (f === "linear") return `f(z) = z: the sum itself, ${out}.`;
  if (f === "sigmoid") return `σ(${sum}) = ${out}${isParty ? `: you go with a probability of ${out}.` : ", between 0 and 1."}`;
  if (z(layers) === 0) return "z = 0: exactly on the boundary. A step neuron fires for z > 0 only.";
  const fires = a(layers) > 0;
  const said = `z = ${sum} is ${fires ? "above" : "below"} 0: the neuron ${fires ? "fires" : "stays quiet"}.`;
  return isParty ? `${said} You ${fires ? "go" : "stay at home"}.` : said;
}

/** @type {Item} */
export const BIAS = {
  text: "Does a larger positive bias make it easier or harder for the neuron to fire?",
  choices: ["Easier", "Harder", "No difference"],
  passes: [0, 2].flatMap((bias) => FRIENDS.map((friends) => neuron([-4, 1], bias, [1, friends]))),
  judge(answers) {
    const least = (/** @type {typeof answers} */ samples) => samples.findIndex((layers) => a(layers) > 0);
    const [without, withTwo] = [least(answers.slice(0, FRIENDS.length)), least(answers.slice(FRIENDS.length))];
    return found(
      withTwo < without ? 0 : withTwo > without ? 1 : 2,
      `Tired, with a bias of 0, it takes ${without} friends; with a bias of 2 it takes ${withTwo}. Move b and watch the field.`,
      ["easier", "harder", "the same"].map((each) => `It is not ${each}: the bias is added to every sum.`),
    );
  },
};

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
