/** What each scene asks first. Every judgement is made from what the server found. */

import { tidy } from "../../kit/figures.js";
import { found } from "../../kit/quiz.js";
import { count, percent } from "../../words/format.js";
import { preset } from "./kernels.js";
import { placeOf } from "./slide.js";

const SURE = 0.01; // of the digits: a smaller difference is none
const FIRST_FIT = { side: 28, size: 5, stride: 2, padding: 0 };

/** Two images: the second has each number one cell on. */
export const FIRST = [0, 0, 0, 0, 0, 9, 0, 3, 0, 6, 0, 0, 0, 0, 0, 0];
export const SECOND = [0, 0, 0, 3, 9, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0];

/** What the kernel for upright edges says of 3 × 3 pixels. @param {readonly number[]} vector @returns {import("../../kit/numbers.js").Question} */
export const ofUpright = (vector) => ({
  network: { layers: [{ weights: [[...preset("upright", 3)]], biases: [0], activation: "linear" }] }, input: { vector },
});

/** The z of one neuron. @param {readonly import("../../types.js").LayerPass[] | undefined} layers */
export const zOf = (layers) => layers?.at(-1)?.z[0] ?? 0;

/**
 * @param {import("../../kit/lesson.js").Page<import("../one-eye-for-every-place.js").State>} page
 * @param {import("./facts.js").Facts} facts
 * @returns {Readonly<Record<string, import("../../kit/quiz.js").Item>>}
 */
export function asksOf({ start }, facts) {
  const { readers, reach, slide } = start;
  return {
    slide: {
      text: "The digit slides three pixels to the right. Which network still gives the answer that it gave before?",
      choices: ["Both", `Only ${readers[0]}`, `Only ${readers[1]}`, "Neither"],
      judge(_, state) {
        const known = facts.slides(state);
        if (!known) return null;
        const [middle, at] = [0, slide].map((right) => placeOf({ right, down: 0 }, reach));
        const each = /** @type {string[]} */ (readers).map((name) => {
          const { said = [], scores } = known.readers[name] ?? {};
          return { name, before: said[middle ?? 0], here: said[at ?? 0], score: scores?.[at ?? 0] ?? 0 };
        });
        const [deep, eye] = each.map(({ before, here }) => before === here);
        const words = each.map(({ name, before, here, score }) => `“${name}” said ${before} and says ${here}: the score of ${before} is ${tidy(score)}.`).join(" ");
        return found(deep ? (eye ? 0 : 1) : eye ? 2 : 3, words,
          ["One of them says something else there.", `Look at what ${eye ? readers[1] : readers[0]} says.`, `Look at what ${deep ? readers[0] : readers[1]} says.`, "One of them gives the same answer."]);
      },
    },
    edges: {
      text: "Each row of this kernel is −1, 0, +1. Nine pixels under it: each is multiplied by its weight, and the products are added up. Where is the sum large?",
      choices: ["Where all is bright", "Where it turns bright from left to right", "Where it turns bright from top to bottom"],
      passes: [[1, 1, 1, 1, 1, 1, 1, 1, 1], [0, 1, 1, 0, 1, 1, 0, 1, 1], [0, 0, 0, 1, 1, 1, 1, 1, 1]].map(ofUpright),
      judge(answers) {
        const [bright = 0, across = 0, down = 0] = answers.map(zOf);
        const sizes = [bright, across, down].map(Math.abs);
        return found(sizes.indexOf(Math.max(...sizes)), `All bright: ${tidy(bright)}. Dark on the left: ${tidy(across)}. Dark above: ${tidy(down)}.`,
          [`There left and right cancel: ${tidy(bright)}.`, `There it is ${tidy(across)}.`, `In each row left and right are equal: ${tidy(down)}.`]);
      },
    },
    shared: {
      text: "A kernel of 5 × 5 weights and its bias serve every place of the digit. Had each place a kernel of its own: how many times as many numbers would the layer have?",
      choices: ["25 times", "100 times", "576 times"],
      judge(_, state) {
        const known = facts.learned(state);
        if (!known) return null;
        const { shared, places, apart, out } = known;
        return found([25, 100, 576].indexOf(apart / shared), `The window has ${out} · ${out} = ${places} places: ${count(apart)} numbers in place of ${count(shared)}.`,
          ["So many weights has one kernel; count its places.", "Count the places of the window, row by row.", "Count the places of the window, row by row."]);
      },
    },
    fit: {
      text: "28 pixels across, a window of 5, and two pixels from each place to the next. How many places are there side by side?",
      choices: ["14", "12", "11"],
      judge() {
        const known = facts.fit(FIRST_FIT);
        if (!known) return null;
        return found([14, 12, 11].indexOf(known.out), `(28 − 5) / 2 is 11.5: eleven steps fit, and with the place it begins at there are ${known.out}.`,
          ["The window is 5 pixels wide: it cannot begin at the last ones.", "From 28 take 5, halve it, and count the first place, too.", "The place where it begins counts, too."]);
      },
    },
    pool: {
      text: "In the second image every number went one cell on. Max pooling keeps the largest of each square of four. What is left of the second image?",
      choices: ["Other numbers", "The same numbers, in other places", "The same four numbers"],
      judge() {
        const [first, second] = [FIRST, SECOND].map((pixels) => facts.pool("max", pixels));
        if (!first || !second) return null;
        const [one, other] = [first, second].map(({ z }) => [...z].join(", "));
        const right = one === other ? 2 : `${first.z.slice().sort()}` === `${second.z.slice().sort()}` ? 1 : 0;
        return found(right, `Of both ${one} is left: no number left its square.`,
          [`Of both ${one} is left.`, `Square by square it is ${other}.`, `It is ${other}.`]);
      },
    },
    shuffle: {
      text: "The pixels of all digits are shuffled, always in the same way, and both networks learn again. Which of them then reads new digits worse than before?",
      choices: ["The one with convolution", "The dense one", "Both, and as much"],
      judge(_, { seed }) {
        const known = [0, seed].map((each) => facts.trained(each)).find((each) => each?.name);
        if (!known) return null;
        const [convolution = [], dense = []] = known.results.map(({ plain, shuffled }) => [plain ?? 0, shuffled ?? 0]);
        const drop = (/** @type {readonly number[]} */ [plain = 0, shuffled = 0]) => plain - shuffled;
        const apart = drop(convolution) - drop(dense);
        const [one, other] = [convolution, dense].map(([plain = 0, shuffled = 0]) => `${percent(plain)} → ${percent(shuffled)}`);
        return found(apart > SURE ? 0 : apart < -SURE ? 1 : 2, `Convolution: ${one}. Dense: ${other}. To a dense network pixels have no neighbours anyway.`,
          [`It goes ${one}, the dense one ${other}.`, `It goes ${other}, the one with convolution ${one}.`, `One goes ${one}, the other ${other}.`]);
      },
    },
  };
}
