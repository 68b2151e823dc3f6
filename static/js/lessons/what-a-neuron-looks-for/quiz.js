/**
 * The questions of lesson 8. What is right is found in passes, or counted from a network's sizes.
 *
 * @typedef {import("../what-a-neuron-looks-for.js").State} State
 * @typedef {import("../../kit/quiz.js").Item<State>} Item
 * @typedef {import("../../types.js").LayerPass} LayerPass
 */

import { count, percent } from "../../words/format.js";
import { tidy } from "../../kit/figures.js";
import { found } from "../../kit/quiz.js";
import { countOf, toyCard } from "../../kit/toy.js";
import { FOUR, PRESETS, TESTS } from "./grids.js";
import { painted } from "./question.js";
import { orderOf } from "./ranking.js";

const [BAR, , , , , WHITE] = TESTS;
const BLANK = new Float32Array(PRESETS.line.length);
const LARGER = 10; // bias
const LEARNS_AS_WELL = 0.03; // difference in accuracy below which nobody would speak of "worse"
const LEARNS_NOTHING = 0.2; // accuracy: twice what guessing has
const COUNTED = toyCard("784-30-10", "sigmoid");

/** @param {readonly LayerPass[] | undefined} layers */
function zOf(layers) {
  return layers?.[0]?.z[0] ?? NaN;
}

/** What a neuron with nothing but a blue bar makes of the bar, and of all white. */
const BAR_AND_WHITE = [BAR, WHITE].map((each) => painted(PRESETS.bar, 0, each?.pixels ?? BLANK));

/**
 * What is asked before a scene shows it.
 *
 * @param {readonly number[]} sizes  of the network that is asked about
 * @returns {Readonly<Record<string, Item>>}
 */
export function asksAbout(sizes) {
  /** The same, once it is counted, and while others are. @type {import("../../kit/quiz.js").Found | null} */
  let where = null;
  return {
    paint: {
      text: "A grid with only a blue bar. Which excites it more: the bar, or an all white image?",
      choices: ["The bar", "All white", "Both the same"],
      passes: BAR_AND_WHITE,
      judge([bar, white]) {
        const [one, other] = [zOf(bar), zOf(white)];
        return found(
          one > other ? 0 : one < other ? 1 : 2,
          `z = ${tidy(one)} and ${tidy(other)}. Paint red beside the bar: only then does other ink count against it.`,
          ["The bar covers all the blue there is, but so does white.", "White covers the blue as well, and nothing more that counts.", "The sums differ."],
        );
      },
    },
    shuffle: {
      text: "How well will the network with the shuffled pixels read new digits?",
      choices: ["As well", "Worse", "Not at all"],
      judge(_, { training }) {
        if (!training) return null;
        const [one, other] = [training.plain.accuracy, training.shuffled.accuracy];
        const right = other < LEARNS_NOTHING ? 2 : one - other < LEARNS_AS_WELL ? 0 : 1;
        return found(right, `${percent(one)} and ${percent(other)}.`, ["It reads worse.", "The difference is hardly one.", "It does read."]);
      },
    },
    count: {
      text: "Where are most of the numbers that the network learns?",
      choices: ["Hidden layer 1", "Hidden layer 2", "Output"],
      judge(_, { counted }) {
        const sums = counted?.layers.map(({ sum }) => sum) ?? [];
        if (`${counted?.sizes}` === `${sizes}`) {
          where = found(sums.indexOf(Math.max(...sums)), `${sums.join(", ")} numbers: the pixels are many.`,
            sums.map((sum) => `That layer has ${sum}.`));
        }
        return where;
      },
    },
  };
}

/** @type {readonly Item[]} */
export const QUIZ = [
  {
    text: "A neuron’s grid has only a blue bar, nothing red. Which image gives it the larger z?",
    choices: ["exactly the bar", "an all white image", "both the same"],
    passes: BAR_AND_WHITE,
    judge: ([bar, white]) => {
      const [one, other] = [zOf(bar), zOf(white)];
      const right = one > other ? 0 : one < other ? 1 : 2;
      const said = `z = ${tidy(one)} for the bar and ${tidy(other)} for all white`;
      return found(right, `${said}: only red can tell them apart.`, [`${said}.`, `${said}.`, `${said}.`]);
    },
  },
  {
    text: "An image covers 24 pixels of weight +1 and 16 of weight −1; the bias is 0. What is z?",
    choices: ["40", "8", "−8"],
    passes: FOUR.slice(1, 2).map(({ pixels }) => painted(PRESETS.line, 0, pixels)),
    judge: ([layers]) => found([40, 8, -8].indexOf(zOf(layers)), `24 − 16 = ${tidy(zOf(layers))}.`, [
      "The 16 pixels of weight −1 take away.", "24 add 1 each, and 16 take 1 away each.", "There is more blue under the ink than red.",
    ]),
  },
  {
    text: "The bias of the neuron in “Rank four” grows by 10. Does the order of the four images change?",
    choices: ["Yes", "No"],
    passes: [0, LARGER].flatMap((bias) => FOUR.map(({ pixels }) => painted(PRESETS.line, bias, pixels))),
    judge: (all) => {
      const [before, after] = [all.slice(0, FOUR.length).map(zOf), all.slice(FOUR.length).map(zOf)];
      const same = orderOf(before).every((k, place) => orderOf(after)[place] === k);
      const written = (/** @type {readonly number[]} */ zs) => orderOf(zs).map((k) => tidy(zs[k] ?? 0)).join(", ");
      const said = `Before: ${written(before)}. After: ${written(after)}.`;
      return { right: same ? 1 : 0, words: [said, said] };
    },
  },
  {
    text: "How many numbers does a 784-30-10 network learn?",
    choices: ["23,520", "23,820", "23,860"],
    passes: [],
    judge: () => {
      const total = count(countOf(COUNTED.layers));
      return found(["23,520", "23,820", "23,860"].indexOf(total), `784 × 30 + 30, and 30 × 10 + 10: ${total}.`, [
        "Those are the first layer’s weights alone.", "The biases are missing: 30 and 10.", "That is more than the two layers have.",
      ]);
    },
  },
];
