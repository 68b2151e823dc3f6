/** The quiz of this lesson. */

import { found } from "../../kit/quiz.js";
import { tidy } from "../../kit/figures.js";
import { folded, followed } from "./facts.js";

const BIAS = { hidden: 3, output: 1 };
const TWO = [
  { weights: [[2]], biases: [BIAS.hidden], activation: "linear" },
  { weights: [[5]], biases: [BIAS.output], activation: "linear" },
];

/**
 * @param {import("../../kit/lesson.js").Page<import("../why-deep.js").State>} page
 * @returns {readonly import("../../kit/quiz.js").Item[]}
 */
export function quizOf({ numbers, start }) {
  return [
    {
      text: "Two linear neurons one after the other: 2x + 3, and of that 5 times as much, + 1. Which one neuron says the same?",
      choices: ["7x + 4", "10x + 16", "10x + 4"],
      passes: [0, 1].map((x) => ({ network: { layers: TWO }, input: { vector: [x] } })),
      judge(answers) {
        const [b = 0, sum = 0] = answers.map((layers) => layers.at(-1)?.a[0] ?? 0);
        const right = `${tidy(sum - b)}x + ${tidy(b)}`;
        return found(["7x + 4", "10x + 16", "10x + 4"].indexOf(right), `At x = 0 they say ${tidy(b)}, at x = 1 ${tidy(sum)}: ${right}.`,
          ["Weights one after the other are multiplied, not added.", `At x = 0 they say ${tidy(b)}.`, `The bias ${BIAS.hidden} goes through the second weight, too: at x = 0 they say ${tidy(b)}.`]);
      },
    },
    {
      text: "A curve with a cliff, and twice as many hidden neurons. What becomes of the largest error?",
      choices: ["It stays about the same", "It halves", "It is gone"],
      judge() {
        const cliff = followed(numbers, { shape: "cliff", n: 64, knots: start.knots });
        if (!cliff?.before) return null;
        const { before, error } = cliff;
        const ratio = before / error;
        return found(error < 0.001 ? 2 : ratio > 1.5 ? 1 : 0, `It was ${tidy(before)} and is ${tidy(error)}: close to the cliff a curve without a jump is always half a cliff away, or more.`,
          [`It was ${tidy(before)} and is ${tidy(error)}.`, `It was ${tidy(before)} and is ${tidy(error)}: that promise holds for continuous curves.`, `It is ${tidy(error)}: a sum of sigmoids never jumps.`]);
      },
    },
    {
      text: "Five folds. How many neurons would one wide layer need for the same line?",
      choices: ["10", "32", "25"],
      judge() {
        const five = folded(numbers, 5);
        if (!five) return null;
        return found(["10", "32", "25"].indexOf(`${five.wide}`), `${five.wide}, a neuron for each of ${five.pieces} pieces; folding takes ${five.deep}.`,
          ["So many fold it; the wide layer needs one for each piece.", "Double 2 once for each further fold.", "Each fold doubles the pieces; it does not add."]);
      },
    },
    {
      text: "Why does a network bend its sums at all?",
      choices: ["Without it a hundred layers are one", "It makes the numbers smaller", "It makes learning faster"],
      passes: [0, 1, 2].map((x) => ({ network: { layers: TWO }, input: { vector: [x] } })),
      judge(answers) {
        const [a = 0, b = 0, c = 0] = answers.map((layers) => layers.at(-1)?.a[0] ?? 0);
        const isStraight = b - a === c - b;
        return found(isStraight ? 0 : 1, `The two linear neurons above: from x = 0 to 1 they rise by ${tidy(b - a)}, from 1 to 2 by ${tidy(c - b)}. Still one straight line.`,
          ["Look at the two linear neurons above.", "A ReLU leaves large numbers as they are, and bends all the same.", "It makes it slower, if anything: a flat function passes little on."]);
      },
    },
  ];
}
