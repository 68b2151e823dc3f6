/**
 * The questions of lesson 7. What is right is found in passes, or counted in the grid.
 *
 * @typedef {import("../pixels-to-numbers.js").State & import("../../kit/lesson.js").Common} Moment
 * @typedef {import("../../kit/quiz.js").Item<Moment>} Item
 */

import { PIXELS, SIDE } from "../../digit-image.js";
import { count, number } from "../../words/format.js";
import { found } from "../../kit/quiz.js";
import { encodeDrawing } from "../../wire/decode.js";
import { NETWORK } from "./digits.js";
import { HOUSE } from "./four-or-nine.js";
import { placeOf } from "./field-layout.js";
import { judgeTurn, stepQuestion } from "./turn.js";

const DISTANCES = [1, SIDE, PIXELS];
const OUTPUTS = 10;
const BLACK = new ArrayBuffer(PIXELS);

/** The 4 × 4 pixels in the middle. */
const MIDDLE = [12, 13, 14, 15].flatMap((row) => [12, 13, 14, 15].map((column) => SIDE * row + column));
const meanOf = (/** @type {readonly number[]} */ all) => all.reduce((sum, each) => sum + each, 0) / all.length;

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
const WEIGHTS = [PIXELS, PIXELS * OUTPUTS, PIXELS * OUTPUTS + OUTPUTS].map((n) => count(n));

/**
 * What is asked before a scene shows it.
 *
 * @param {ReturnType<typeof import("./digits.js").createDigits>} digits
 * @param {ReturnType<typeof import("./turn.js").createTurns>} turnsOf
 * @param {() => Float32Array | null} first  the pixels of the first digit
 * @param {() => import("../../types.js").Weights | null} templates  of the network with ten of them
 * @returns {Readonly<Record<string, Item>>}
 */
export function asksAbout(digits, turnsOf, first, templates) {
  return {
    picture: {
      text: `How many of its ${PIXELS} pixels are neither black nor white?`,
      choices: ["None", "Fewer than 100", "More than half"],
      judge() {
        const pixels = first();
        if (!pixels) return null;
        const n = pixels.filter((value) => value > 0 && value < 1).length;
        return found(n === 0 ? 0 : n < 100 ? 1 : 2, `${n} of ${PIXELS}: the edge of the pen’s line. Most are black, 0.`,
          ["A pen’s edge is grey.", "There are more.", `Most pixels are black: ${pixels.filter((value) => value === 0).length}.`]);
      },
    },
    templates: {
      text: "The template of the 0: what is in its middle, where a 0 has no ink?",
      choices: ["Blue: for", "Red: against", "Nothing: weights near 0"],
      judge() {
        const weights = templates()?.W;
        if (!weights) return null;
        const mean = meanOf(MIDDLE.map((pixel) => weights[pixel] ?? 0)); // the first row is the 0's
        const end = Math.max(...weights.subarray(0, PIXELS).map(Math.abs));
        const said = `The ${MIDDLE.length} weights in the middle have the mean ${number(mean)}`;
        return found(Math.abs(mean) < end / 10 ? 2 : mean > 0 ? 0 : 1, `${said}: ink there speaks ${mean < 0 ? "against" : "for"} a 0.`,
          [`${said}.`, `${said}.`, `${said}, and no weight of the template is larger than ${number(end)}.`]);
      },
    },
    line: {
      text: "The pixel just below this one: how many places further along the line is it?",
      choices: DISTANCES.map((distance) => `${distance}`),
      judge(_, { pixel }) {
        const upper = pixel + SIDE < PIXELS ? pixel : pixel - SIDE; // the last row has none below it
        const [one, other] = [placeOf(upper).input, placeOf(upper + SIDE).input];
        return found(
          DISTANCES.indexOf(other - one),
          `${other - one}: a whole row lies between. In the line, what was one above the other is far apart.`,
          ["One place further stands its neighbour on the right.", `A row has only ${SIDE} pixels.`, `${PIXELS} is the whole line.`],
        );
      },
    },
    sample: {
      text: `How many of the ${PIXELS} inputs are black in all ${digits.n} of these digits?`,
      choices: ["Fewer than 100", "100 to 300", "More than 300"],
      judge(_, state) {
        const n = digits.sample(state)?.black;
        return n === undefined ? null : found(
          n < 100 ? 0 : n <= 300 ? 1 : 2,
          `${n} of ${PIXELS}. Digits stand in the middle; what is always 0 adds nothing to any sum.`,
          ["The black border alone is more.", "The border all around is black in every one.", "The middle has ink in some of them."],
        );
      },
    },
    right: {
      text: `How many of these ${digits.n} will ten templates read rightly?`,
      choices: ["Up to 10", "11 to 16", "17 or more"],
      judge(_, state) {
        const sample = digits.sample(state);
        const all = sample ? digits.isRight(sample) : [null];
        const n = all.filter((isRight) => isRight).length;
        return all.includes(null) ? null : found(
          n <= 10 ? 0 : n <= 16 ? 1 : 2,
          `${n} of ${all.length}. Look at the wrong ones: would you have known?`,
          ["It does better.", n <= 10 ? "It does worse." : "It does better.", "It does worse."],
        );
      },
    },
    turn: {
      text: "The top of a 4 closes, bit by bit, until it is a 9. When does the network change its mind?",
      choices: ["Before half way", "After half way", "Never"],
      judge(_, { network }) {
        const whole = turnsOf(network);
        return whole && judgeTurn(whole);
      },
    },
  };
}

/** @type {readonly Item[]} */
export const QUIZ = [
  {
    text: "Which input is the pixel in row 2, column 9?",
    choices: INPUTS,
    passes: [],
    judge: () => found(saying(INPUTS, SIDE + 9), `One whole row of ${SIDE} comes before it: ${SIDE} + 9 = ${SIDE + 9}.`, [
      "That is column 9 of the first row.", `The first row has ${SIDE} pixels, and then 9 more.`, `Only one row of ${SIDE} comes before row 2.`,
    ]),
  },
  {
    text: "How many weights do the ten templates have together?",
    choices: WEIGHTS,
    passes: [],
    judge: () => found(WEIGHTS.indexOf(count(PIXELS * OUTPUTS)), `${PIXELS} × ${OUTPUTS} = ${count(PIXELS * OUTPUTS)}; and ${OUTPUTS} biases.`, [
      "That is one template.", "Each template has a weight for every pixel.", `That counts the ${OUTPUTS} biases, too.`,
    ]),
  },
  {
    text: "All 784 inputs are 0. What are the ten outputs of the network with ten templates?",
    choices: ["All 0", "All the same", "Not the same: the biases are left"],
    passes: [{ network: NETWORK, input: { image: BLACK } }],
    judge([layers]) {
      const a = Array.from(layers?.at(-1)?.a ?? []);
      const [least, most] = [Math.min(...a), Math.max(...a)];
      const said = `They go from ${number(least)} to ${number(most)}, before anybody has drawn anything.`;
      return { right: most === 0 ? 0 : least === most ? 1 : 2, words: [said, said, said] };
    },
  },
  {
    text: "Somebody draws a house. How large is the largest of the ten outputs?",
    choices: ["About 0.1: it knows that this is no digit", "About 0.5", "More than 0.8"],
    passes: [{ network: NETWORK, input: encodeDrawing(HOUSE) }],
    judge([layers]) {
      const a = layers?.at(-1)?.a ?? new Float32Array();
      const most = Math.max(...a);
      return found(
        most > 0.8 ? 2 : most > 0.3 ? 1 : 0,
        `${number(most)}, for “${a.indexOf(most)}”. It can only compare ten digits; “none of them” is no choice that it has.`,
        ["No output stands for “no digit”, and the ten add up to 1.", `The largest is for “${a.indexOf(most)}”, and it is not half way.`, "It is not so sure."],
      );
    },
  },
  {
    text: "An open 4 and a closed 9: which of the two is this network more sure of?",
    choices: ["The open 4", "The closed 9"],
    passes: [stepQuestion(NETWORK, 0), stepQuestion(NETWORK, 50)],
    judge([open, closed]) {
      const [four, nine] = [open?.at(-1)?.a[4] ?? 0, closed?.at(-1)?.a[9] ?? 0];
      const said = `${number(four)} for the 4, ${number(nine)} for the 9.`;
      return { right: four > nine ? 0 : 1, words: [said, said] };
    },
  },
];
