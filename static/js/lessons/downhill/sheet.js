/**
 * The answers to the worksheet, as the server computes them.
 *
 * @typedef {import("../downhill.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 * @typedef {import("./pupils.js").Judged} Judged
 */

import { netSpan, tidy } from "../../kit/figures.js";
import { createWatch } from "../../parts/dom.js";
import { lineAt } from "./ground.js";
import { errorsOf } from "./pupils.js";

const SUMS = [3, 1, 0, -2]; // z of four who got in
const HER = { name: "", x: [2, 1], y: 1 }; // of whom one step is taken, from weights of 0
const RATE = 0.1;

/**
 * @param {import("../../kit/lesson.js").Numbers["answer"]} answers
 * @returns {Readonly<Record<string, Figure>>}
 */
export function sheet(answers) {
  /**
   * @param {(start: any) => readonly (string | Node)[] | null} written  null until it is there
   * @returns {Figure}
   */
  const answer = (written) => (room, { start }) => {
    const changed = createWatch();
    return {
      sync() {
        const pieces = written(start);
        if (pieces && changed(pieces.length)) room.replaceChildren(...pieces);
      },
    };
  };
  const judgedOf = (/** @type {Parameters<typeof errorsOf>} */ ...asked) =>
    /** @type {Judged[] | undefined} */ (answers("errors", errorsOf(...asked))?.lines);
  const listed = (/** @type {ArrayLike<number>} */ values) =>
    Array.from(values, (value) => netSpan(value)).flatMap((span, k) => (k ? [", ", span] : [span]));

  return {
    "sheet-errors": answer(() => {
      const [judged] = judgedOf(SUMS.map((z) => ({ name: "", x: [z, 0], y: 1 })), [lineAt([1, 0])]) ?? [];
      return judged ? [
        "The chances are ", ...listed(judged.chance), ", the errors ", ...listed(judged.error),
        ". Their sum is ", netSpan(judged.total), ", and the largest error is more than half of it.",
      ] : null;
    }),
    "sheet-ten": answer(({ lines: { A } }) => {
      const ten = { weights: A.weights.map((/** @type {number} */ w) => 10 * w), bias: 10 * A.bias };
      const [once, tenfold] = judgedOf([{ name: "", x: [1, 0], y: 1 }], [A, ten]) ?? [];
      return once && tenfold ? [
        "z = ", ...listed(once.z), " and σ(z) = ", ...listed(once.a), "; with all numbers times ten z = ",
        ...listed(tenfold.z), " and σ(z) = ", netSpan(tenfold.a[0] ?? 0, tidy(tenfold.a[0] ?? 0, 5)), ".",
      ] : null;
    }),
    "sheet-step": answer(() => {
      const points = [{ x: HER.x, y: HER.y }];
      const [judged] = judgedOf([HER], [lineAt([0, 0])]) ?? [];
      const slope = answers("nudge", { points, line: lineAt([0, 0]), by: 0.1 })?.slope;
      const step = answers("step", { points, line: lineAt([0, 0]), rate: RATE, steps: 1 });
      return judged && slope && step ? [
        "Her chance is ", ...listed(judged.a), ", the slopes are ", ...listed(slope), ", and the step leads to w₁, w₂ = ",
        ...listed(step.weights.slice(2)), ".",
      ] : null;
    }),
  };
}
