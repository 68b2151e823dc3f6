/**
 * The questions of lesson 4. What is right is found in passes, or counted from a network's sizes.
 *
 * @typedef {import("../what-a-neuron-looks-for.js").State} State
 * @typedef {import("../../kit/quiz.js").Item<State>} Item
 * @typedef {import("../../types.js").LayerPass} LayerPass
 */

import { count, percent } from "../../words/format.js";
import { tidy } from "../../kit/figures.js";
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
        return {
          right: one > other ? 0 : one < other ? 1 : 2,
          words: `z = ${tidy(one)} and ${tidy(other)}. Paint red beside the bar: only then does other ink count against it.`,
        };
      },
    },
    shuffle: {
      text: "How well will the network with the shuffled pixels read new digits?",
      choices: ["As well", "Worse", "Not at all"],
      judge(_, { training }) {
        if (!training) return null;
        const [one, other] = [training.plain.accuracy, training.shuffled.accuracy];
        const right = other < LEARNS_NOTHING ? 2 : one - other < LEARNS_AS_WELL ? 0 : 1;
        return { right, words: `${percent(one)} and ${percent(other)}.` };
      },
    },
    count: {
      text: "Where are most of the numbers that the network learns?",
      choices: ["Hidden layer 1", "Hidden layer 2", "Output"],
      judge(_, { counted }) {
        const sums = counted?.layers.map(({ sum }) => sum) ?? [];
        if (`${counted?.sizes}` === `${sizes}`) {
          where = { right: sums.indexOf(Math.max(...sums)), words: `${sums.join(", ")} numbers: the pixels are many.` };
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
      return { right, words: `z = ${tidy(one)} for the bar and ${tidy(other)} for all white: only red can tell them apart.` };
    },
  },
  {
    text: "An image covers 24 pixels of weight +1 and 16 of weight −1; the bias is 0. What is z?",
    choices: ["40", "8", "−8"],
    passes: FOUR.slice(1, 2).map(({ pixels }) => painted(PRESETS.line, 0, pixels)),
    judge: ([layers]) => ({ right: [40, 8, -8].indexOf(zOf(layers)), words: `24 − 16 = ${tidy(zOf(layers))}.` }),
  },
  {
    text: "The bias of the neuron in “Rank four” grows by 10. Does the order of the four images change?",
    choices: ["Yes", "No"],
    passes: [0, LARGER].flatMap((bias) => FOUR.map(({ pixels }) => painted(PRESETS.line, bias, pixels))),
    judge: (all) => {
      const [before, after] = [all.slice(0, FOUR.length).map(zOf), all.slice(FOUR.length).map(zOf)];
      const same = orderOf(before).every((k, place) => orderOf(after)[place] === k);
      const written = (/** @type {readonly number[]} */ zs) => orderOf(zs).map((k) => tidy(zs[k] ?? 0)).join(", ");
      return { right: same ? 1 : 0, words: `Before: ${written(before)}. After: ${written(after)}.` };
    },
  },
  {
    text: "How many numbers does a 784-30-10 network learn?",
    choices: ["23,520", "23,820", "23,860"],
    passes: [],
    judge: () => {
      const total = count(countOf(COUNTED.layers));
      return { right: ["23,520", "23,820", "23,860"].indexOf(total), words: `784 × 30 + 30, and 30 × 10 + 10: ${total}.` };
    },
  },
];
