/** The quiz of this lesson. */

import { tidy } from "../../kit/figures.js";
import { found } from "../../kit/quiz.js";
import { count, number } from "../../words/format.js";
import { BEGUN } from "./asks.js";

const PLACES = 4;
const WEIGHTS = [0.5, 1.5]; // of a neuron whose input is 0
const ALL = 13_002;

/**
 * @param {import("./facts.js").Facts} facts
 * @param {any} start
 * @returns {readonly import("../../kit/quiz.js").Item<import("../how-it-learned.js").State>[]}
 */
export function quizOf(facts, start) {
  const learnedFromOne = () => facts.sevens({ reads: start.sevens - 1, learns: 1 });
  return [
    {
      text: "A neuron says 0. What is the error’s slope along the weight that reads it?",
      choices: ["As steep as any", "0: whatever that weight is, nothing changes", "It cannot be known"],
      passes: WEIGHTS.map((weight) => ({ network: { layers: [{ weights: [[weight]], biases: [0.3], activation: "sigmoid" }] }, input: { vector: [0] } })),
      judge(answers) {
        const [one = 0, two = 0] = answers.map((layers) => layers.at(-1)?.a[0] ?? 0);
        return found(one === two ? 1 : 0, `With a weight of ${WEIGHTS[0]} the next neuron says ${number(one, PLACES)}, with ${WEIGHTS[1]} as well.`,
          ["One factor of it is what comes through the weight.", "Try two weights.", "It is a product, and one factor is known."]);
      },
    },
    {
      text: "The error’s slope along a weight is negative. Which way should the weight go?",
      choices: ["Up", "Down", "It stays"],
      judge() {
        const sent = facts.back(BEGUN);
        const slope = sent?.slopes.find(({ of, value }) => of === "w" && value < 0);
        if (!sent || slope?.error === undefined) return null;
        const fell = slope.error < sent.error;
        return found(fell ? 0 : 1, `Nudged up by ${BEGUN.nudge}, a weight with the slope ${number(slope.value, PLACES)} takes the error from ${tidy(sent.error, PLACES)} to ${tidy(slope.error, PLACES)}.`,
          ["Upwards the error would grow.", "Downhill is against the slope’s sign.", "Only a slope of 0 says that."]);
      },
    },
    {
      text: "Classic takes one step of learning from one 7. How many of its 13,002 numbers change?",
      choices: ["1: the bias of output 7", "Some, but none of a pixel without ink", "All 13,002"],
      judge() {
        const changed = learnedFromOne()?.learned.changed;
        if (changed === undefined) return null;
        return found(changed === 1 ? 0 : changed < ALL ? 1 : 2, `${count(changed)}. A pixel without ink is 0, so the slope along its weights is 0, too.`,
          [`The error goes back to all layers: ${count(changed)} change.`, "Every pixel has ink, then?", "A factor of 0 makes a slope of 0."]);
      },
    },
    {
      text: "Today classic misreads your 7, and you close the page. What does it read tomorrow?",
      choices: ["The 7: it had a night to think", "The same as today", "Something worse"],
      judge() {
        const known = learnedFromOne();
        if (!known) return null;
        const same = known.before.fingerprint === known.after.fingerprint;
        return found(same ? 1 : 0, `Reading changed ${known.after.changed} of its numbers; the fingerprint ${known.after.fingerprint} is the same.`,
          ["It learns only in training, when somebody tells it the right answer.", "Its numbers are others now.", "Nothing wears out."]);
      },
    },
  ];
}
