/** What each scene asks first. Every judgement is made from what the server found. */

import { tidy } from "../../kit/figures.js";
import { found } from "../../kit/quiz.js";
import { count } from "../../words/format.js";
import { heldBy, RULES } from "./facts.js";
import { bestOf } from "./runs.js";

const HELD = 0.1; // what holds the ball in the question
const LAST = 10_000; // steps
const STILL = 1e-4; // of a weight: it does not move any more
const SAME = 1e-9;

/**
 * @param {import("../../kit/lesson.js").Page<import("../keeping-it-honest.js").State>} page
 * @param {import("./facts.js").Facts} facts
 * @returns {Readonly<Record<string, import("../../kit/quiz.js").Item>>}
 */
export function asksOf({ start }, facts) {
  const { learned, wrong, steps, seed, new: fresh } = start;
  const rules = /** @type {import("./facts.js").Rule[]} */ (Object.keys(RULES));

  return {
    shuffled: {
      text: `A network with 16 hidden neurons learns these ${learned} digits by their shuffled labels. Of how many can it say the label in the end?`,
      choices: ["About one in ten: it guesses", "About half", "Nearly all"],
      judge() {
        const run = facts.run({ labels: "shuffled", rule: "none", hidden: 16, seed });
        if (!run) return null;
        const [right = 0, others = 0] = [run.learned.at(-1), run.new.at(-1)];
        const share = right / learned;
        return found(share > 0.9 ? 2 : share > 0.3 ? 1 : 0,
          `It says ${right} of ${learned} labels: it has learned them by heart. Of ${fresh} new digits it reads ${others}, about as many as one guesses.`,
          ["Who guesses does not come that far.", "It has room for more than that.", "It has no room for all of them."]);
      },
    },
    early: {
      text: `After ${count(steps)} steps it says all ${learned} labels, also the wrong ones. When did it read most new digits?`,
      choices: ["At the end", "Half-way", "In the first fifth"],
      judge() {
        const run = facts.run(heldBy("none", seed));
        if (!run) return null;
        const best = bestOf(run);
        const at = run.steps[best] ?? 0;
        const [most, last] = [run.checked[best], run.checked.at(-1)];
        return found(at <= steps / 5 ? 2 : at < 0.8 * steps ? 1 : 0,
          `At step ${at} it read ${most} of ${fresh}, and at the end ${last}. By then it said ${run.repeated[best]} of the ${wrong} wrong labels, at the end ${run.repeated.at(-1)}.`,
          ["By then it had read more of them before.", "It was best at another time.", "It still got better after that."]);
      },
    },
    held: {
      text: "Four networks learn the same digits from the same start. In which of them are most weights exactly 0 in the end?",
      choices: ["Held by nothing", "L2", "L1", "Dropout"],
      judge() {
        const runs = rules.map((rule) => facts.run(heldBy(rule, seed)));
        if (runs.includes(null)) return null;
        const zeros = runs.map((run) => run?.zeros ?? 0);
        const most = Math.max(...zeros);
        const of = runs[0]?.grids.length ?? 0;
        return found(zeros.indexOf(most),
          `With L1 ${count(most)} of ${count(of)} are exactly 0: it takes the same from every weight, however small, until nothing is left. L2 takes a share, and a share of little is little.`,
          zeros.map((n) => `Here it is ${count(n)} of ${count(of)}.`));
      },
    },
    ball: {
      text: "L2 sets a price on large weights: it adds λ/2 · (w₁² + w₂²) to the error. Let λ be 0.1. Where does the ball come to rest now?",
      choices: ["Nowhere, it still rolls on", "Where both weights are 0", "At one place in between"],
      judge() {
        const [thousand, end] = [facts.way(HELD, 1000), facts.way(HELD, LAST)];
        if (!thousand || !end) return null;
        const [before, rest] = [thousand, end].map(({ weights }) => [...weights.slice(-2)]);
        const moved = Math.max(...(rest ?? []).map((each, k) => Math.abs(each - (before?.[k] ?? 0))));
        const isMiddle = (rest ?? []).every((each) => Math.abs(each) < STILL);
        const at = (/** @type {readonly number[] | undefined} */ w) => `(${(w ?? []).map((each) => tidy(each)).join(", ")})`;
        return found(moved > STILL ? 0 : isMiddle ? 1 : 2,
          `It rests at ${at(rest)}, after ${count(1000)} steps as after ${count(LAST)}: there the pull of L2 and the slope of the error cancel. Without L2 it was farther out by then, and went on.`,
          ["The farther out it is, the harder L2 pulls it back.", "There L2 would cost nothing, but the error would be large.", "Nothing stops it in between."]);
      },
    },
    passes: {
      text: "Dropout is on: before each pass a coin decides who of the six neurons stays. The same input is asked three times. What does the output say?",
      choices: ["The same each time", "Another number each time", "0 each time"],
      judge() {
        const all = facts.masks({ rate: "0.5", f: "sigmoid", inverted: true }, 0);
        if (!all) return null;
        const three = all.drawn.slice(0, 3).map((mask) => all.outs[mask] ?? 0);
        const differ = new Set(three).size > 1;
        const words = three.map((each) => tidy(each, 4)).join(", ");
        return found(differ ? 1 : three[0] === 0 ? 2 : 0, `It says ${words}: each time another network has been asked.`,
          ["The coin does not choose the same neurons each time.", "The same neurons stay each time.", "Those who stay are heard."]);
      },
    },
    masks: {
      text: "Six neurons, each there or not: 64 thinned networks. Is the average of all 64 what the full network says?",
      choices: ["Yes, exactly, always", "Exactly if nothing bends, else nearly", "No, not even nearly"],
      judge() {
        const [straight, bent] = ["linear", "sigmoid"].map((f) => facts.masks({ rate: "0.5", f: /** @type {any} */ (f), inverted: true }, 0));
        if (!straight || !bent) return null;
        const [one, other] = [straight, bent].map(({ average, full }) => Math.abs(average - full));
        const isExact = (one ?? 1) < SAME;
        return found(isExact && (other ?? 0) < SAME ? 0 : isExact ? 1 : 2,
          `Without bends both say ${tidy(straight.full, 4)}. With sigmoids the average is ${tidy(bent.average, 4)}, and the full network says ${tidy(bent.full, 4)}.`,
          ["Not if something bends.", "Look at both functions.", "They can be the same."]);
      },
    },
  };
}
