/**
 * The quiz of lesson 4. What is right is found in the server's answers.
 *
 * @typedef {import("../downhill.js").State} State
 * @typedef {import("../../kit/quiz.js").Item<State & import("../../kit/lesson.js").Common>} Item
 * @typedef {import("./pupils.js").Judged} Judged
 */

import { found } from "../../kit/quiz.js";
import { tidy } from "../../kit/figures.js";
import { largest, listed } from "./asks.js";
import { lineAt, wayOf } from "./ground.js";
import { errorsOf, pointsOf, pupilsOf } from "./pupils.js";

const UNIT = { weights: [1, 0], bias: 0 }; // z is the first input
const HILLSIDE = [3, 2]; // where both slopes rise
const NEAREST = [0, 0.69, 1, 2];

/**
 * @param {import("../../kit/lesson.js").Numbers["answer"]} answers
 * @param {any} start
 * @returns {readonly Item[]}
 */
export function quizAbout(answers, start) {
  const pupils = pupilsOf(start);
  const { A } = start.lines;
  const ten = { weights: A.weights.map((/** @type {number} */ w) => 10 * w), bias: 10 * A.bias };
  /** @param {readonly number[]} at  z of pupils who got in @returns {Judged | undefined} */
  const judgedAt = (at) => answers("errors", errorsOf(at.map((z) => ({ name: "", x: [z, 0], y: 1 })), [UNIT]))?.lines[0];

  return [
    {
      text: "A pupil on the line: the right answer got a chance of ½. What is the error?",
      choices: NEAREST.map((each) => `${each}`),
      judge() {
        const judged = judgedAt([0, 2]);
        if (!judged) return null;
        const [error = 0, beyond = 0] = judged.error;
        const apart = NEAREST.map((each) => Math.abs(each - error));
        const whyNot = "The error is −ln of the chance. It would be that much for a chance of";
        return found(apart.indexOf(Math.min(...apart)), `−ln ${tidy(judged.chance[0] ?? 0)} = ${tidy(error)}.`, [
          "Only a chance of 1, which no sigmoid ever gives, has no error: even z = 2 on the right side has " + `${tidy(beyond)}.`,
          `${whyNot} ½.`, `${whyNot} 1 in e, about 0.37.`, `${whyNot} 0.14.`,
        ]);
      },
    },
    {
      text: "Three pupils got in. The line gives them z = 3, z = 0 and z = −3. Whose error is largest?",
      choices: ["z = 3", "z = 0", "z = −3"],
      judge() {
        const judged = judgedAt([3, 0, -3]);
        if (!judged) return null;
        const why = [...judged.error].map((error, k) => `Its chance of the right answer was ${tidy(judged.chance[k] ?? 0)}, so its error is ${tidy(error)}: another’s is larger.`);
        return found(largest([...judged.error]), `The three errors are ${listed(judged.error)}.`, why);
      },
    },
    {
      text: "All numbers of line A times ten: what becomes of the error?",
      choices: ["It stays", "It gets smaller, as the line is surer", "It gets larger, as its mistakes are surer"],
      judge() {
        /** @type {[Judged, Judged] | undefined} */
        const lines = answers("errors", errorsOf(pupils, [A, ten]))?.lines;
        if (!lines) return null;
        const [once, tenfold] = lines;
        const [before, after] = [once.total, tenfold.total];
        const k = once.wrong.indexOf(1);
        const chance = (/** @type {Judged} */ line) => tidy(line.chance[k] ?? 0, 4);
        return found(after > before ? 2 : after < before ? 1 : 0,
          `E goes from ${tidy(before)} to ${tidy(after)}: where the line is wrong, it is now surely wrong.`,
          [
            `The line stays, but the chances do not: that of one mistake’s right answer goes from ${chance(once)} to ${chance(tenfold)}.`,
            `Where it is right it gains a little; but the right answer of one of its mistakes had ${chance(once)}, and has ${chance(tenfold)}.`,
            "Compare both sums in “Times ten”.",
          ]);
      },
    },
    {
      text: "Under your feet E rises along w₁ and along w₂. Which way does a step downhill go?",
      choices: ["Both weights larger", "Both weights smaller", "Only the steeper one changes"],
      judge() {
        const slope = answers("nudge", { points: pointsOf(pupils), line: lineAt(HILLSIDE), by: 0.1 })?.slope;
        const step = answers("step", wayOf({ scene: "steps" }, start, HILLSIDE, start.rates.right, 1));
        if (!slope || !step) return null;
        const [w, v] = step.weights.slice(2);
        const moves = [w - (HILLSIDE[0] ?? 0), v - (HILLSIDE[1] ?? 0)];
        const right = moves.every((move) => move > 0) ? 0 : moves.every((move) => move < 0) ? 1 : 2;
        const whyNot = `At w = (${listed(HILLSIDE)}) the slopes are ${listed(slope)}. A step goes against each of them.`;
        return found(right, `At w = (${listed(HILLSIDE)}) the slopes are ${listed(slope)}, and a step leads to (${listed([w, v])}).`, [whyNot, whyNot, whyNot]);
      },
    },
    {
      text: "From step to step E goes up and down and does not settle. What is wrong?",
      choices: ["The learning rate is too small", "The learning rate is too large", "The ball has arrived"],
      judge() {
        const [small, right, large] = ["small", "right", "large"].map((name) =>
          answers("step", wayOf({ scene: "steps" }, start, start.ball, start.rates[name], start.few)));
        if (!small || !right || !large) return null;
        const rises = [small, large, right].map(({ totals }) =>
          Array.from(totals.slice(1), (total, k) => total > totals[k]).filter(Boolean).length);
        const { rates, few } = start;
        const told = (/** @type {number} */ rate, /** @type {number | undefined} */ n) => `With ${rate} E rose in ${n} of ${few} steps`;
        return found(largest(rises), `${told(rates.large, rises[1])}; with ${rates.right} in ${rises[2]}.`, [
          `${told(rates.small, rises[0])}: it went down, though slowly, to ${tidy(small.totals.at(-1))}.`,
          `${told(rates.large, rises[1])}.`,
          `${told(rates.right, rises[2])}, and at the end it hardly changed: ${tidy(right.totals.at(-1), 3)}.`,
        ]);
      },
    },
  ];
}
