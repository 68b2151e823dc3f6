/** What each scene asks first. Every judgement is made from what the server found. */

import { found } from "../../kit/quiz.js";
import { tidy } from "../../kit/figures.js";
import { count } from "../../words/format.js";
import { bumpAt } from "./curve.js";
import { folded, followed } from "./facts.js";

const MANY = 64; // hidden neurons, where twice as many are compared

/**
 * @param {import("../../kit/lesson.js").Page<import("../why-deep.js").State>} page
 * @param {import("./facts.js").Facts} facts
 * @param {any} start
 * @returns {Readonly<Record<string, import("../../kit/quiz.js").Item>>}
 */
export function asksOf({ numbers }, facts, start) {
  return {
    flat: {
      text: "Classic has 13,002 numbers. Take its functions away: how many numbers does a network need that says exactly the same?",
      choices: ["All 13,002", "7,850", "784"],
      judge(_, { digit }) {
        const known = facts.collapsed(digit);
        if (!known) return null;
        const [three, one] = known.numbers;
        const outputs = known.b.length;
        const inputs = known.W.length / outputs;
        return found([three, one, inputs].indexOf(one),
          `One layer says the same with ${outputs} · ${inputs} weights and ${outputs} biases: ${count(one)} numbers.`,
          [`${count(one)} do: three matrices one after the other are one matrix.`, "Count the weights and the biases of one layer.",
            `Each of the ${outputs} outputs needs ${inputs} weights of its own.`]);
      },
    },
    swap: {
      text: "Put ReLUs into classic’s hidden layers, and leave every weight as it is. How many of our digits does it still read?",
      choices: ["Nearly all", "About one in three", "One in ten: it guesses"],
      judge() {
        const [relu, sigmoid] = [facts.swapped("relu"), facts.swapped("sigmoid")];
        if (!relu || !sigmoid) return null;
        const share = relu.right / relu.of;
        return found(share > 0.8 ? 0 : share > 0.2 ? 1 : 2,
          `${relu.right} of ${relu.of}; with its own sigmoids ${sigmoid.right}.`,
          [`Only ${relu.right} of ${relu.of}: its weights were learned for sigmoids.`, `It is ${relu.right} of ${relu.of}.`,
            `It is better than that: ${relu.right} of ${relu.of}.`]);
      },
    },
    bump: {
      text: "How many hidden sigmoids does a line need that is flat, but for one bump?",
      choices: ["1", "2", "One for every point of it"],
      judge() {
        const known = followed(numbers, bumpAt({ knot: 3, knots: start.knots }));
        if (!known) return null;
        const { used } = known;
        return found([1, 2].includes(used) ? used - 1 : 2, `${used}: one step up where it begins, one step down where it ends.`,
          ["One sigmoid goes up, and never comes down again.", "Each step takes a sigmoid of its own.", `${used} do: between its two steps nothing has to happen.`]);
      },
    },
    curve: {
      text: "A wave, and many hidden neurons that follow it. Twice as many: what becomes of the largest error?",
      choices: ["It stays", "It halves", "It is a quarter"],
      judge() {
        const wave = followed(numbers, { shape: "sine", n: MANY, knots: start.knots });
        if (!wave?.before) return null;
        const ratio = wave.before / wave.error;
        return found(ratio < 1.5 ? 0 : ratio < 3 ? 1 : 2, `From ${MANY / 2} to ${MANY} neurons it goes from ${tidy(wave.before, 4)} to ${tidy(wave.error, 4)}: ${tidy(ratio)} times as small.`,
          [`It goes from ${tidy(wave.before, 4)} to ${tidy(wave.error, 4)}.`, "The steps are half as wide, and half as high.", "Half as wide a step is half as high, not a quarter."]);
      },
    },
    fold: {
      text: "Each fold takes two ReLUs. How many straight pieces does the line have after eight folds, with sixteen neurons?",
      choices: ["16", "64", "256"],
      judge() {
        const last = folded(numbers, start.folds);
        if (!last) return null;
        return found(["16", "64", "256"].indexOf(`${last.pieces}`),
          `Every fold doubles them: ${last.pieces} pieces from ${last.deep} neurons. One wide layer needs ${last.wide} for the same line.`,
          ["So many neurons fold it; each fold doubles the pieces.", "Double 2 once for each further fold.", "Count again: each fold doubles the pieces."]);
      },
    },
  };
}
