/**
 * The questions at the end. Pure, but for what `answer` looks up.
 *
 * @typedef {import("../../kit/quiz.js").Item} Item
 */

import { tidy } from "../../kit/figures.js";
import { found } from "../../kit/quiz.js";
import { corners } from "./asks.js";
import { firesIn, neuron, zOf } from "./rules.js";

const AT_ZERO = [{ w: [1, 2], b: -1 }, { w: [3, -2], b: 0 }, { w: [2, 2], b: -4 }];
const OR_BIASES = [-0.7, -0.2, 0.2];
const TABLES = ["and", "or", "xor"];
const POINT = { x: [2, 3], w: [1, -1], b: 0 };

/**
 * @param {any} start  the lesson's
 * @param {(name: string, data: object) => any} answer
 * @returns {readonly Item[]}
 */
export function quizOf(start, answer) {
  return [
    {
      text: "The rule is 2x₁ + x₂ − 18. Gita has 7 in the test and 4 in her grades. Where is she?",
      choices: ["Inside", "Outside, z is below 0", "Exactly on the line"],
      passes: [neuron([2, 1], -18, [7, 4])],
      judge([layers]) {
        const z = zOf(layers);
        const sum = `z = 14 + 4 − 18 = ${tidy(z)}`;
        return found(firesIn(layers) ? 0 : z < 0 ? 1 : 2, `${sum}. A step neuron fires for z > 0 only.`,
          [`${sum}, which is not above 0.`, `${sum}, which is not below 0.`, `${sum}, which is not 0.`]);
      },
    },
    {
      text: "Which of these lines goes through (0, 0)?",
      choices: ["x₁ + 2x₂ − 1 = 0", "3x₁ − 2x₂ = 0", "2x₁ + 2x₂ − 4 = 0"],
      passes: AT_ZERO.map(({ w, b }) => neuron(w, b, [0, 0])),
      judge(answers) {
        const sums = answers.map(zOf);
        return found(sums.indexOf(0), `At (0, 0) the three sums are ${sums.map((z) => tidy(z)).join(", ")}: only the bias is left.`,
          sums.map((z) => `At (0, 0) its sum is ${tidy(z)}.`));
      },
    },
    {
      text: "Weights 3 and 4: |w| is 5. A point's z is 10. How far is it from the line?",
      choices: ["10", "2", "50"],
      judge() {
        const measured = answer("measure", { points: [[2, 1]], weights: [3, 4], bias: 0 });
        if (!measured) return null;
        const [distance] = measured.distance;
        const step = `Each step away from the line makes z larger by ${tidy(measured.length)}`;
        return found([10, 2, 50].indexOf(distance), `${tidy(measured.z[0])} ÷ ${tidy(measured.length)} = ${tidy(distance)}.`,
          [`${step}, not by 1.`, `${step}.`, `${step}: that far away, z would be ${tidy(50 * measured.length)}.`]);
      },
    },
    {
      text: "With weights ½ and ½, which bias makes OR: on for at least one?",
      choices: OR_BIASES.map((b) => tidy(b)),
      passes: OR_BIASES.flatMap((b) => corners.map((x) => neuron([0.5, 0.5], b, x))),
      judge(answers) {
        const tables = OR_BIASES.map((_, k) => answers.slice(4 * k, 4 * k + 4).map((layers) => Number(firesIn(layers))));
        const right = tables.findIndex((table) => `${table}` === `${start.gates.or}`);
        return found(right, `With none, one and both, z is ${[0, 1, 3].map((k) => tidy(zOf(answers[4 * right + k]))).join(", ")}.`,
          tables.map((table, k) => (table[0] ? `With none of them, z is already ${tidy(zOf(answers[4 * k]))}.` : `With one of them, z is ${tidy(zOf(answers[4 * k + 1]))}, which is not above 0.`)));
      },
    },
    {
      text: "Which of these can no single line say?",
      choices: ["AND: both", "OR: at least one", "XOR: one, but not both"],
      judge() {
        const best = TABLES.map((gate) => answer("least", { says: start.gates[gate] }));
        if (best.some((each) => !each)) return null;
        const fewest = best.map(({ mistakes }) => mistakes);
        return found(fewest.findIndex((n) => n > 0), `The fewest mistakes of a line are ${fewest.join(", ")}.`,
          best.map(({ mistakes, weights, bias }) => `Weights ${weights.map((/** @type {number} */ w) => tidy(w)).join(" and ")} with bias ${tidy(bias)} make ${mistakes} mistakes.`));
      },
    },
    {
      text: "Weights 1 and −1, bias 0. At (2, 3) it should fire and does not. It is mended with rate 0.1. The weights now?",
      choices: ["1.2 and −0.7", "0.8 and −1.3", "3 and 2"],
      judge() {
        const mended = answer("learn", { cases: [{ x: POINT.x, fires: 1 }], weights: POINT.w, bias: POINT.b });
        if (!mended) return null;
        const now = (mended.steps[0]?.weights ?? []).map((/** @type {number} */ w) => tidy(w));
        return found(["1.2 and −0.7", "0.8 and −1.3", "3 and 2"].indexOf(now.join(" and ")),
          `A tenth of (2, 3) is added: ${now.join(" and ")}.`,
          ["Then something else was added.", "That takes a tenth of the point away, as if it had fired and should not.", "That adds the whole point: with rate 0.1 it is a tenth of it."]);
      },
    },
  ];
}
