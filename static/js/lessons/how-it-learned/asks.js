/** What each scene asks first. Every judgement is made from what the server found. */

import { found } from "../../kit/quiz.js";
import { count, number, percent } from "../../words/format.js";

const PLACES = 4;
const WELL = 0.9; // of our digits
const SEVEN = 7;

/** What the small network's questions are about: as its scenes begin. */
export const BEGUN = /** @type {const} */ ({ target: 1, steps: 0, nudge: 0.01 });

/**
 * @param {import("./facts.js").Facts} facts
 * @param {any} start
 * @returns {Readonly<Record<string, import("../../kit/quiz.js").Item<import("../how-it-learned.js").State>>>}
 */
export function asksOf(facts, start) {
  return {
    who: {
      text: "They began as dice throws. How often was each of the 13,002 numbers changed, until classic read well?",
      choices: ["Once", "About a thousand times", "More than a hundred thousand times"],
      judge(_, state) {
        const times = facts.story(state)?.steps.at(-1);
        if (!times) return null;
        return found(times > 1e5 ? 2 : times > 1 ? 1 : 0, `${count(times)} times, each time by a little.`,
          ["Once would need somebody who knows where each belongs.", "It took far more steps.", "It took fewer steps."]);
      },
    },
    last: {
      text: "Nudge the two weights of the output neuron, each by the same little bit. Which one changes the error more?",
      choices: ["The larger one, from neuron 1", "The one from neuron 2, which says more", "Both alike"],
      judge() {
        const sent = facts.back(BEGUN);
        if (!sent) return null;
        const [one, two] = sent.slopes.filter(({ of, layer }) => of === "w" && layer === 1).map(({ value }) => value);
        const [first, second] = [number(one ?? 0, PLACES), number(two ?? 0, PLACES)];
        const size = Math.abs(one ?? 0) - Math.abs(two ?? 0);
        return found(size === 0 ? 2 : size > 0 ? 0 : 1, `The slopes are ${first} and ${second}: a weight counts as much as what comes through it.`,
          ["How large a weight is does not matter here: what comes through it does.", "What comes through it decides, and that is less.", "The same nudge is multiplied by what each neuron says."]);
      },
    },
    back: {
      text: "The output is too low. Should hidden neuron 2, which is read with a negative weight, say more or less?",
      choices: ["More", "Less", "That does not matter"],
      judge() {
        const slope = facts.back(BEGUN)?.slopes.find(({ of, layer, neuron }) => of === "a" && layer === 0 && neuron === 1);
        if (!slope) return null;
        const words = number(slope.value, PLACES);
        return found(slope.value > 0 ? 1 : slope.value < 0 ? 0 : 2, `The error’s slope there is ${words}: if it says more, the error grows.`,
          ["More of a negative thing makes the output lower still.", "A negative weight turns it around.", "Its slope is not 0."]);
      },
    },
    grow: {
      text: "Training went on for more than 100,000 steps. When did it first read nine in ten of our digits?",
      choices: ["In the first hundredth of the steps", "About half-way", "Close to the end"],
      judge() {
        const whole = facts.growth();
        const first = whole?.stages.find(({ right }) => right >= WELL * whole.of);
        const last = whole?.stages.at(-1);
        if (!whole || !first || !last) return null;
        const share = first.step / last.step;
        return found(share < 0.01 ? 0 : share < 0.75 ? 1 : 2, `At step ${count(first.step)} it reads ${percent(first.right / whole.of)}; at the end, step ${count(last.step)}, ${percent(last.right / whole.of)}.`,
          ["Not that early.", "It goes fast at first, and slowly from then on.", "The last steps only polish."]);
      },
    },
    live: {
      text: "A learning rate of 30 in place of 1: every step is thirty times as long. Does it learn faster?",
      choices: ["Yes, thirty times as fast", "Yes, somewhat faster", "No, it does not learn at all"],
      judge() {
        const known = facts.long();
        if (!known) return null;
        const { left } = known;
        return found(left === null ? 1 : 2, left === null ? "It is still on the chart." : `After step ${left} its loss has left the chart: it jumped over the valley.`,
          ["A slope is true only close by.", "So long a step lands where the slope says nothing.", "Its loss stays on the chart."]);
      },
    },
    seven: {
      text: "Classic misreads seven 7s, one after the other. Is it better at the eighth?",
      choices: ["Yes, much better", "Yes, a little", "Not at all"],
      judge() {
        const known = facts.sevens({ reads: start.sevens - 1, learns: 1 });
        if (!known) return null;
        const [before, after] = [known.before, known.after].map(({ outputs }) => outputs[SEVEN] ?? 0);
        const gain = (after ?? 0) - (before ?? 0);
        const words = `Its output for 7 is ${number(before ?? 0, PLACES)} before the seven and ${number(after ?? 0, PLACES)} after them: reading changes ${known.after.changed} of its numbers.`;
        return found(gain === 0 ? 2 : gain > 0.1 ? 0 : 1, words,
          ["Nobody told it that it was wrong, and nothing in it moved.", "Not even a little: it keeps nothing of what it reads.", "Look at the output for 7."]);
      },
    },
  };
}
