/**
 * What each scene asks first. What is right is found in the server's answers.
 *
 * @typedef {import("../downhill.js").State} State
 * @typedef {import("../../kit/quiz.js").Item<State & import("../../kit/lesson.js").Common>} Item
 * @typedef {import("./pupils.js").Judged} Judged
 * @typedef {import("../../kit/lesson.js").Numbers["answer"]} Answers
 */

import { found } from "../../kit/quiz.js";
import { tidy } from "../../kit/figures.js";
import { errorInWords, lineAt, wayOf } from "./ground.js";
import { errorsOf, neuronOf, partedOf, pointsOf, pupilsOf } from "./pupils.js";

const PLACES = /** @type {const} */ ([[3, 1], [1, -1], [-1, -1]]); // of three who got in, seen from line A
const TRIED = 20; // steps of two learning rates

/** @param {ArrayLike<number>} numbers */
export function listed(numbers) {
  return Array.from(numbers, (each) => tidy(each)).join(", ");
}

/** The number of the largest. @param {readonly number[]} numbers */
export function largest(numbers) {
  return numbers.indexOf(Math.max(...numbers));
}

/**
 * @param {Answers} answers
 * @param {any} start
 * @returns {Readonly<Record<string, Item>>}
 */
export function asksAbout(answers, start) {
  const pupils = pupilsOf(start);
  const { A, B } = start.lines;
  const ten = { weights: A.weights.map((/** @type {number} */ w) => 10 * w), bias: 10 * A.bias };
  const [her, onLine] = [start.new.ten, [0, 0]];

  return {
    two: {
      text: "Both lines make the same mistakes. Which line is worse?",
      choices: ["Line A", "Line B", "Neither"],
      judge() {
        /** @type {[Judged, Judged] | undefined} */
        const lines = answers("errors", errorsOf(pupils, [A, B]))?.lines;
        if (!lines) return null;
        const [a, b] = lines.map(({ z, wrong }) => listed(z.filter((_, k) => wrong[k])));
        const [first, second] = lines;
        const right = first.total === second.total ? 2 : largest([first.total, second.total]);
        return found(right,
          `The mistakes of line A have z = ${a}, those of line B ${b}. The farther on the wrong side, the worse.`,
          [
            `Its mistakes have z = ${a}. How far on the wrong side are the other line’s?`,
            `Its mistakes have z = ${b}. How far on the wrong side are the other line’s?`,
            `Both make ${first.mistakes} mistakes, but not equally large ones.`,
          ]);
      },
    },
    chance: {
      text: "Zoe stands exactly on the line. What does the sigmoid say of her?",
      choices: ["0: she stays out", "½: as likely as not", "1: she gets in"],
      passes: [neuronOf(A, onLine)],
      judge([layers]) {
        const [z = 0, a = 0] = [layers?.[0]?.z[0], layers?.[0]?.a[0]];
        const whyNot = `On the line z = ${tidy(z)}, and σ is near 0 or 1 only far from there. Drag Zoe and see.`;
        return found(a < 0.5 ? 0 : a > 0.5 ? 2 : 1, `On the line z = ${tidy(z)}, and σ(${tidy(z)}) = ${tidy(a)}.`, [whyNot, whyNot, whyNot]);
      },
    },
    wrong: {
      text: "Three pupils got in. About which of them is the line most wrong?",
      choices: ["One far above the line", "One just above the line", "One below the line"],
      judge() {
        const three = PLACES.map((x) => ({ name: "", x, y: 1 }));
        /** @type {Judged | undefined} */
        const judged = answers("errors", errorsOf(three, [A]))?.lines[0];
        if (!judged) return null;
        const said = (/** @type {number} */ k) => `it gave the right answer a chance of ${tidy(judged.chance[k] ?? 0)}, and −ln ${tidy(judged.chance[k] ?? 0)} = ${tidy(judged.error[k] ?? 0)}`;
        const why = PLACES.map((x, k) => `Of one at (${x.map((each) => tidy(each)).join(", ")}) ${said(k)}. Another’s error is larger.`);
        const right = largest([...judged.error]);
        return found(right, `The errors are ${listed(judged.error)}: of the largest, ${said(right)}.`, why);
      },
    },
    sum: {
      text: "Line A gave each right answer a chance. Multiply all twelve: about what comes out?",
      choices: ["0.5", "0.05", "0.002"],
      judge() {
        /** @type {Judged | undefined} */
        const judged = answers("errors", errorsOf(pupils, [A]))?.lines[0];
        if (!judged) return null;
        const offered = [0.5, 0.05, 0.002];
        const apart = offered.map((each) => Math.abs(Math.log(each / judged.product)));
        const product = tidy(judged.product, 5);
        const lowest = listed([...judged.chance].sort((one, other) => one - other).slice(0, 3));
        const whyNot = `Every factor is below 1, and the smallest are ${lowest}: each makes the product smaller.`;
        return found(apart.indexOf(Math.min(...apart)),
          `The product is ${product}. With more pupils it gets smaller and smaller. The sum of the logarithms stays handy.`,
          [whyNot, whyNot, whyNot]);
      },
    },
    ten: {
      text: "Multiply both weights and the bias by ten. What happens?",
      choices: ["The line moves, the chances stay", "The line stays, the chances stay", "The line stays, the chances move"],
      passes: [neuronOf(A, her), neuronOf(ten, her), neuronOf(A, onLine), neuronOf(ten, onLine)],
      judge(all) {
        const [once = 0, tenfold = 0] = all.map((layers) => layers[0]?.a[0] ?? 0);
        const [, , before = 0, after = 0] = all.map((layers) => layers[0]?.z[0] ?? 0);
        const stays = before === 0 && after === 0;
        return found(!stays ? 0 : once === tenfold ? 1 : 2,
          `Where z was ${tidy(before)} it is still ${tidy(after)}, so the line stays. Zoe’s chance goes from ${tidy(once)} to ${tidy(tenfold, 5)}.`,
          [
            `A place on the line had z = ${tidy(before)}; ten times that is ${tidy(after)}.`,
            `A chance of ${tidy(once)} becomes ${tidy(tenfold, 5)}.`,
            `A place on the line had z = ${tidy(before)} and has ${tidy(after)}; Zoe’s chance was ${tidy(once)} and is ${tidy(tenfold, 5)}.`,
          ]);
      },
    },
    nudge: {
      text: "Along w₁ the slope is negative here. Make w₁ a little larger: what does E do?",
      choices: ["It rises", "It falls", "It stays"],
      judge() {
        const seen = answers("nudge", { points: pointsOf(pupils), line: lineAt(start.ball), by: 0.1 });
        if (!seen) return null;
        const [slope, before, after] = [seen.slope[0], seen.total, seen.nudged[0]];
        const whyNot = `A slope of ${tidy(slope)} means: for each unit to the right, E changes by about ${tidy(slope)}.`;
        return found(after > before ? 0 : after < before ? 1 : 2,
          `The slope is ${tidy(slope)}: with w₁ larger by 0.1, E goes from ${tidy(before)} to ${tidy(after)}.`, [whyNot, whyNot, whyNot]);
      },
    },
    steps: {
      text: `The rate ${start.rates.right} brings the ball to the bottom. Is ${start.rates.large} quicker?`,
      choices: ["Yes, it arrives sooner", "No, it jumps about and does not arrive", "It makes no difference"],
      judge() {
        const { rates } = start;
        const [usual, large] = [rates.right, rates.large].map((rate) =>
          answers("step", wayOf({ scene: "steps" }, start, start.ball, rate, TRIED)));
        if (!usual || !large) return null;
        const [one, other] = [usual.totals.at(-1), large.totals.at(-1)];
                return found(other < one ? 0 : other > one ? 1 : 2,
          `After ${TRIED} steps E is ${tidy(one)} with ${rates.right} and ${tidy(other)} with ${rates.large}: each step leaps over the valley and lands on the other side.`,
          [
            `Sooner at the bottom would mean a smaller E than ${tidy(one)}.`,
            `After ${TRIED} steps it has come as far down as the other: E is ${tidy(other)}.`,
            `The same way would end at the same E, ${tidy(one)}.`,
          ]);
      },
    },
    apart: {
      text: "A line parts these eight pupils. Where does the ball come to rest?",
      choices: ["At the bottom of a valley", "Where both weights are 0", "Nowhere"],
      judge() {
        const [here, twice, fourfold] = [1, 2, 4].map((times) => A.weights.map((/** @type {number} */ w) => w * times));
        /** @type {Judged[] | undefined} */
        const lines = answers("errors", errorsOf(partedOf(start), [[0, 0], here, twice, fourfold].map(lineAt)))?.lines;
        if (!lines) return null;
        const totals = lines.map(({ total }) => total);
        const at = (/** @type {readonly number[]} */ w, /** @type {number} */ k) => `at (${listed(w)}) E is ${errorInWords(totals[k] ?? 0)}`;
        const falls = totals.every((total, k) => k === 0 || total < (totals[k - 1] ?? 0));
        return found(falls ? 2 : largest(totals.map((total) => -total)) === 0 ? 1 : 0,
          `With the weights ${listed(here)}, then twice as large, then four times, E is ${totals.slice(1).map(errorInWords).join(", ")}. There is always a lower place, farther out.`,
          [
            `A bottom has nothing lower beside it. But ${at(twice, 2)}, and ${at(fourfold, 3)}.`,
            `There ${at([0, 0], 0)}, and ${at(here, 1)}.`,
            `There is a lowest place: ${at(here, 1)}, ${at(twice, 2)}.`,
          ]);
      },
    },
  };
}

