/** The quiz of this lesson. */

import { tidy } from "../../kit/figures.js";
import { found } from "../../kit/quiz.js";
import { heldBy } from "./facts.js";
import { bestOf } from "./runs.js";

/**
 * @param {import("../../kit/lesson.js").Page<import("../keeping-it-honest.js").State>} page
 * @param {import("./facts.js").Facts} facts
 * @returns {readonly import("../../kit/quiz.js").Item[]}
 */
export function quizOf({ start }, facts) {
  const { learned, wrong, seed, new: fresh } = start;
  return [
    {
      text: `A friend says: “My network knows all ${learned} digits that it learned.” Is it good?`,
      choices: ["Yes, it makes no mistake", "That alone says nothing: try it on new digits", "No, that is never possible"],
      judge() {
        const run = facts.run({ labels: "shuffled", rule: "none", hidden: 16, seed });
        if (!run) return null;
        const [right, others = 0] = [run.learned.at(-1), run.new.at(-1)];
        return found(others < fresh / 5 ? 1 : 0, `The one with shuffled labels knew ${right} of ${learned} as well, and read ${others} of ${fresh} new ones.`,
          [`With shuffled labels it knew ${right} of ${learned}, too.`, `It knew ${right} of ${learned}, and ${others} of ${fresh}.`, `It is possible: even of shuffled labels it knew ${right}.`]);
      },
    },
    {
      text: `Two hidden neurons learn ${learned} shuffled labels. What becomes of it?`,
      choices: ["They learn nearly all", "They have no room for all of them", "They read new digits well"],
      judge() {
        const [small, large] = [2, 64].map((hidden) => facts.run({ labels: "shuffled", rule: "none", hidden, seed }));
        if (!small || !large) return null;
        const [few = 0, many = 0, others = 0] = [small.learned.at(-1), large.learned.at(-1), small.new.at(-1)];
        return found(few > 0.9 * learned ? 0 : others > fresh / 2 ? 2 : 1, `Two say ${few} of ${learned}, 64 say ${many}: learning by heart needs room.`,
          [`They say ${few} of ${learned}.`, `They say ${few} of ${learned}.`, `They read ${others} of ${fresh}.`]);
      },
    },
    {
      text: `${wrong} of ${learned} labels are wrong. Which network says fewer of the wrong ones in the end?`,
      choices: ["Held by L2", "Held by nothing", "Both say all of them"],
      judge() {
        const [l2, free] = [facts.run(heldBy("l2", seed)), facts.run(heldBy("none", seed))];
        if (!l2 || !free) return null;
        const [few = 0, many = 0] = [l2.repeated.at(-1), free.repeated.at(-1)];
        return found(few < many ? 0 : few > many ? 1 : 2, `With L2 it says ${few} of the ${wrong}, with nothing ${many}: what is said once only would need large weights.`,
          [`It says ${few}, the other ${many}.`, `Held by nothing it says ${many}, with L2 ${few}.`, `With L2 it says ${few}.`]);
      },
    },
    {
      text: "You stop where the network reads most of the digits that you look at on the way. Do these still tell you how good it is?",
      choices: ["Yes, it never learned from them", "Not quite: you chose by them, so keep a third pile", "No digits can tell that"],
      judge() {
        const run = facts.run(heldBy("none", seed));
        if (!run) return null;
        const best = bestOf(run);
        const [chosen = 0, third = 0] = [run.checked[best], run.new[best]];
        return found(chosen > third ? 1 : 0, `At step ${run.steps[best]} it reads ${chosen} of those that were chosen by, just because they were, and ${third} of the third pile.`,
          ["But they chose the moment, and the luckiest one for them.", `It reads ${chosen} and ${third}.`, `The third pile can: ${third} of ${fresh}.`]);
      },
    },
    {
      text: "Dropout is over, the network is in use, and all neurons are there. Inverted dropout at rate ½ made those who stayed twice as loud. What is left to do now?",
      choices: ["Nothing", "Halve everything", "Double everything"],
      judge() {
        const [inverted, plain] = [true, false].map((each) => facts.pass({ rate: "0.5", f: "sigmoid", inverted: each }, 2 ** start.neurons - 1));
        if (!inverted || !plain) return null;
        const [says = 0, goes = 0, halved = 0] = [inverted.hidden[0], inverted.used[0], plain.used[0]];
        return found(goes === says ? 0 : goes < says ? 1 : 2, `In use neuron 1 says ${tidy(says)}, and ${tidy(goes)} goes on. Where it is not inverted, ${tidy(halved)} goes on.`,
          [`${tidy(goes)} goes on.`, `That is the other way, in which ${tidy(halved)} goes on.`, `Then twice ${tidy(says)} would go on.`]);
      },
    },
  ];
}
