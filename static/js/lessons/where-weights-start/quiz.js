/** The quiz of this lesson. */

import { tidy } from "../../kit/figures.js";
import { found } from "../../kit/quiz.js";
import { normalised } from "./batch.js";
import { HALF } from "./facts.js";
import { tiny } from "./tiny.js";

/**
 * @param {import("../../kit/lesson.js").Page<import("../where-weights-start.js").State>} page
 * @param {import("./facts.js").Facts} facts
 * @returns {readonly import("../../kit/quiz.js").Item[]}
 */
export function quizOf(page, facts) {
  const { scales, xavier } = page.start;
  return [
    {
      text: "Sixteen neurons with tanh start with all weights 0. What has moved after training?",
      choices: ["All weights", "Only the outputs’ biases", "Nothing"],
      judge() {
        const known = facts.alike("tanh", "zero");
        if (!known) return null;
        const [W, b, outputs, biases] = known.moved;
        return found(W + b + outputs > 0 ? 0 : biases > 0 ? 1 : 2, `${W} weights of theirs and ${outputs} of the outputs, but ${biases} biases: tanh(0) is 0, so no slope gets past it.`,
          ["All neurons say 0, and 0 times any slope is 0.", `${biases} numbers have moved.`, "An output’s bias does not wait for what the others say."]);
      },
    },
    {
      text: "Ten layers of tanh with Xavier’s start. How much of the output’s gradient is left at the input?",
      choices: ["About a third", "About a millionth", "Thirty times as much"],
      judge() {
        const known = facts.flow("tanh", "none");
        if (!known) return null;
        const left = known.reaches[scales.indexOf(xavier)] ?? 0;
        return found(left < 0.001 ? 1 : left < 3 ? 0 : 2, `${tiny(left)}: near 0 its slope is 1, and Xavier’s weights keep signals there.`,
          ["Tanh is at its steepest near 0.", "A sigmoid does that: its slope is at most ¼, tanh’s is up to 1.", "Its slope is never more than 1."]);
      },
    },
    {
      text: "In use, somebody asks about one pupil alone, 156 cm tall. What does batch normalisation subtract?",
      choices: ["Her own height", "The mean kept from training", "Nothing"],
      judge() {
        const known = normalised(page, [156]);
        if (!known) return null;
        const [own, kept] = known.mean;
        const [use = 0] = known.use;
        const isKept = Math.abs(use * known.deviation[1] + kept - own) < 0.01;
        return found(isKept ? 1 : 0, `${tidy(kept)} cm, and divides by ${tidy(known.deviation[1])}: ${tidy(use)} comes out.`,
          ["Then everybody would become 0.", "It may not depend on who else is asked about.", "Then the next layer would read other numbers than in training."]);
      },
    },
    {
      text: "Ten blocks of three layers. The first five have an arrow past them. Through how many layers does the shortest way back go?",
      choices: ["0", "15", "30"],
      judge() {
        const known = facts.deep("sigmoid", HALF);
        if (!known) return null;
        const [left = 0] = known.reaches;
        return found(["0", "15", "30"].indexOf(`${known.shortest}`), `${known.shortest}, and ${tiny(left)} times the output’s gradient is left.`,
          ["Five blocks have no arrow past them.", "Count the blocks that it has to go through.", "Five blocks can be passed."]);
      },
    },
  ];
}
