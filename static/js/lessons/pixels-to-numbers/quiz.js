/**
 * The quiz of lesson 3. What is right is found in passes, or counted in the grid.
 *
 * @typedef {import("../../kit/quiz.js").Item} Item
 */

import { PIXELS, SIDE } from "../../digit-image.js";
import { number } from "../../words/format.js";
import { encodeDrawing } from "../../wire/decode.js";
import { NETWORK } from "./digits.js";
import { HOUSE } from "./four-or-nine.js";
import { stepQuestion } from "./turn.js";

const OUTPUTS = 10;
const BLACK = new ArrayBuffer(PIXELS);

/**
 * The choice that says a number.
 *
 * @param {readonly string[]} choices
 * @param {number} value
 */
function saying(choices, value) {
  return choices.indexOf(`${value}`);
}

const INPUTS = ["9", "37", "93"];
const WEIGHTS = ["784", "7840", "7850"];

/** @type {readonly Item[]} */
export const QUIZ = [
  {
    text: "Which input is the pixel in row 2, column 9?",
    choices: INPUTS,
    passes: [],
    judge: () => ({ right: saying(INPUTS, SIDE + 9), words: `One whole row of ${SIDE} comes before it: ${SIDE} + 9 = ${SIDE + 9}.` }),
  },
  {
    text: "How many weights do the ten templates have together?",
    choices: WEIGHTS,
    passes: [],
    judge: () => ({ right: saying(WEIGHTS, PIXELS * OUTPUTS), words: `${PIXELS} × ${OUTPUTS} = ${PIXELS * OUTPUTS}; and ${OUTPUTS} biases.` }),
  },
  {
    text: "All 784 inputs are 0. What are the ten outputs of the network with ten templates?",
    choices: ["All 0", "All the same", "Not the same: the biases are left"],
    passes: [{ network: NETWORK, input: { image: BLACK } }],
    judge([layers]) {
      const a = Array.from(layers?.at(-1)?.a ?? []);
      const [least, most] = [Math.min(...a), Math.max(...a)];
      return {
        right: most === 0 ? 0 : least === most ? 1 : 2,
        words: `They go from ${number(least)} to ${number(most)}, before anybody has drawn anything.`,
      };
    },
  },
  {
    text: "Somebody draws a house. How large is the largest of the ten outputs?",
    choices: ["About 0.1: it knows that this is no digit", "About 0.5", "More than 0.8"],
    passes: [{ network: NETWORK, input: encodeDrawing(HOUSE) }],
    judge([layers]) {
      const a = layers?.at(-1)?.a ?? new Float32Array();
      const most = Math.max(...a);
      return {
        right: most > 0.8 ? 2 : most > 0.3 ? 1 : 0,
        words: `${number(most)}, for “${a.indexOf(most)}”. It can only compare ten digits; “none of them” is no choice that it has.`,
      };
    },
  },
  {
    text: "An open 4 and a closed 9: which of the two is this network more sure of?",
    choices: ["The open 4", "The closed 9"],
    passes: [stepQuestion(NETWORK, 0), stepQuestion(NETWORK, 50)],
    judge([open, closed]) {
      const [four, nine] = [open?.at(-1)?.a[4] ?? 0, closed?.at(-1)?.a[9] ?? 0];
      return { right: four > nine ? 0 : 1, words: `${number(four)} for the 4, ${number(nine)} for the 9.` };
    },
  },
];
