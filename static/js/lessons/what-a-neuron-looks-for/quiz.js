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
import { remembering } from "../../state/remember.js";
import { strongest } from "../../state/selectors.js";
import { number } from "../../words/format.js";
import { SIDE } from "../../digit-image.js";
import { FOUR, PRESETS, TESTS } from "./grids.js";
import { EDGES, LOOPS } from "./hope.js";
import { inPlaceOf, painted } from "./question.js";
import { orderOf } from "./ranking.js";

const [BAR, , , , , WHITE] = TESTS;
const BLANK = new Float32Array(PRESETS.line.length);
const LARGER = 10; // bias
const LEARNS_AS_WELL = 0.03; // difference in accuracy below which nobody would speak of "worse"
const LEARNS_NOTHING = 0.2; // accuracy: twice what guessing has
const AWAY = [-6, -4, -2, 0, 2, 4, 6]; // cells
const SHIFTS = AWAY.flatMap((across) => AWAY.map((down) => /** @type {const} */ ([across, down])));
const ALIKE = 0.5; // of 1: a picture that one would call the same
const COUNTED = toyCard("784-30-10", "sigmoid");

/** @param {readonly LayerPass[] | undefined} layers */
function zOf(layers) {
  return layers?.[0]?.z[0] ?? NaN;
}

/** What a neuron with nothing but a blue bar makes of the bar, and of all white. */
const BAR_AND_WHITE = [BAR, WHITE].map((each) => painted(PRESETS.bar, 0, each?.pixels ?? BLANK));

/**
 * How alike a grid is to a drawing, wherever in the grid that lies, and whatever the contrast: 1 the
 * same, 0 nothing in common.
 *
 * @param {Float32Array} grid
 * @param {Float32Array} drawing
 */
export function likeness(grid, drawing) {
  const inked = Array.from(drawing.entries()).filter(([, value]) => value !== 0);
  const size = Math.hypot(...grid);
  const alike = SHIFTS.map(([across, down]) => {
    let [dot, square] = [0, 0];
    for (const [cell, value] of inked) {
      const [column, row] = [(cell % SIDE) + across, Math.floor(cell / SIDE) + down];
      if (column < 0 || column >= SIDE || row < 0 || row >= SIDE) continue;
      dot += value * (grid[SIDE * row + column] ?? 0);
      square += value * value;
    }
    return Math.abs(dot) / (size * Math.sqrt(square) || 1);
  });
  return Math.max(...alike);
}

/** How much each grid is like the one of our drawings that it is most like. */
const bestMatches = remembering((/** @type {readonly Float32Array[]} */ grids) =>
  grids.map((grid) => Math.max(...[...EDGES, ...LOOPS].map((drawn) => likeness(grid, drawn)))));

/**
 * What is asked before a scene shows it.
 *
 * @param {readonly number[]} sizes  of the network that is asked about
 * @param {(digit: number) => import("../../kit/numbers.js").Question} shipped
 * @param {{grid: import("./grids.js").Grid, bias: number, neuron: number, digit: number}} inside  what that scene begins with
 * @param {() => import("../../kit/tiles.js").Wall | null} truth  the learned grids
 * @returns {Readonly<Record<string, Item>>}
 */
export function asksAbout(sizes, shipped, inside, truth) {
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
    inside: {
      text: `Classic reads a ${inside.digit}, with your neuron in the place of neuron ${inside.neuron + 1}. Is the answer another one?`,
      choices: ["Yes", "No"],
      passes: [shipped(inside.digit), { ...shipped(inside.digit), edits: inPlaceOf(inside) }],
      judge([was, is]) {
        const [before, after] = [was, is].map((layers) => layers?.at(-1)?.a ?? new Float32Array());
        const [answer, mine] = [strongest(before ?? []), strongest(after ?? [])];
        const said = `It said ${answer} with ${number(before?.[answer] ?? 0)}; now it says ${mine} with ${number(after?.[mine] ?? 0)}.`;
        return { right: answer === mine ? 1 : 0, words: [said, said] };
      },
    },
    hope: {
      text: "How many of the sixteen learned grids look much like one of the edges or loops?",
      choices: ["Most of them", "About half", "Few or none"],
      judge() {
        const grids = truth()?.grids;
        if (!grids) return null;
        const best = bestMatches(grids);
        const n = best.filter((each) => each > ALIKE).length;
        return found(n > 10 ? 0 : n > 5 ? 1 : 2, `${n} of ${grids.length} ${n === 1 ? "is" : "are"} more than half alike. If 1 is the same picture, the best match has ${number(Math.max(...best))}; a short stroke, then, but no clean one.`,
          [0, 1, 2].map(() => "Compared pixel by pixel, each drawing laid wherever it fits best:"));
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
          where = found(sums.indexOf(Math.max(...sums)), `${sums.map((sum) => count(sum)).join(", ")} numbers: the pixels are many.`,
            sums.map((sum) => `That layer has ${count(sum)}.`));
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
