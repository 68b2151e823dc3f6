/** The quiz of this lesson. */

import { tidy } from "../../kit/figures.js";
import { found } from "../../kit/quiz.js";
import { pair } from "./asks.js";
import { deep, flat } from "./networks.js";

const GATES = { and: [0.5, 0.5, -0.7], or: [1, 1, -0.5] };
const ADDS = [0.7, 0.4, -0.2];
const CLASSES = 5;

/**
 * @param {any} start
 * @param {import("./asks.js").Facts} facts
 * @returns {readonly import("../../kit/quiz.js").Item[]}
 */
export function quizOf(start, facts) {
  const { evenings, fun, xor } = start;
  const gates = Object.values(GATES).flatMap((net) => evenings.map((/** @type {number[]} */ x) => flat(net, x, "step")));
  return [
    {
      text: "Which of these can one step neuron not say, whatever its weights are?",
      choices: ["Both come", "At least one comes", "Just one comes"],
      passes: gates,
      judge(answers) {
        if (!facts.splits) return null;
        const said = answers.map(([layer]) => layer?.a[0] ?? 0);
        const n = evenings.length;
        const right = (/** @type {readonly number[]} */ wanted, /** @type {number} */ from) =>
          wanted.filter((each, k) => said[from + k] === each).length;
        const and = right([0, 0, 0, 1], 0);
        const or = right([0, 1, 1, 1], n);
        const { best, tried } = facts.splits;
        const all = [and, or, best];
        return found(all.findIndex((each) => each < n), `The best of ${tried} lines gets ${best} of ${fun.length} evenings right.`,
          [`Weights 0.5 and 0.5 and bias −0.7 get ${and} of 4 right.`, `Weights 1 and 1 and bias −0.5 get ${or} of 4 right.`, `One line gets ${best} of 4 right.`]);
      },
    },
    {
      text: "One neuron, weights 0.7 for Ann and 0.4 for Ben, bias −0.2. With Ann away, Ben adds 0.4 to z. What does he add when she is there?",
      choices: ["1.1", "0.4", "−0.4"],
      passes: [[0, 0], [0, 1], [1, 0], [1, 1]].map((x) => flat(ADDS, x, "linear")),
      judge(answers) {
        const [none = 0, ben = 0, ann = 0, both = 0] = answers.map(([layer]) => layer?.z[0] ?? 0);
        const adds = tidy(both - ann, 1);
        const choices = ["1.1", "0.4", "−0.4"];
        const without = `Without her z goes from ${tidy(none, 1)} to ${tidy(ben, 1)}`;
        return found(choices.indexOf(adds), `${without}, with her from ${tidy(ann, 1)} to ${tidy(both, 1)}: both times ${adds} more.`,
          ["That is what both add together.", `With her z goes from ${tidy(ann, 1)} to ${tidy(both, 1)}.`, `With her z goes up, from ${tidy(ann, 1)} to ${tidy(both, 1)}.`]);
      },
    },
    {
      text: "Ann comes alone. Hidden neuron 1 asks “is anybody there?”, hidden neuron 2 “are both there?”. Where does the evening land?",
      choices: ["At (0, 1)", "At (1, 1)", "At (1, 0)"],
      passes: [deep(xor, evenings[1])],
      judge([layers]) {
        const [hidden] = layers ?? [];
        const [z1 = 0, z2 = 0] = hidden?.z ?? [];
        const at = ["(0, 1)", "(1, 1)", "(1, 0)"];
        return found(at.indexOf(pair(hidden?.a)), `z₁ = ${tidy(z1)} fires, z₂ = ${tidy(z2)} does not: ${pair(hidden?.a)}.`,
          [`z₁ = ${tidy(z1)}: is that above 0?`, `z₂ = ${tidy(z2)}: is that above 0?`, `z₁ = ${tidy(z1)} and z₂ = ${tidy(z2)}.`]);
      },
    },
    {
      text: "Two inputs, and five kinds to tell apart. How many output neurons are there?",
      choices: ["2", "1", "5"],
      passes: [flat(Array(3 * CLASSES).fill(0), [0, 0], "softmax")],
      judge([layers]) {
        const n = layers?.[0]?.a.length ?? 0;
        return found(["2", "1", "5"].indexOf(`${n}`), `It answers with ${n} numbers, one for each kind.`,
          ["2 numbers go in; that says nothing of how many come out.", "1 number would have to say which of 5 kinds it is, in some order.", `It answers with ${n} numbers.`]);
      },
    },
  ];
}
