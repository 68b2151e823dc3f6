/**
 * The last scene: a 4 that closes into a 9, or a drawing that is no digit, as a network reads it.
 *
 * @typedef {import("../pixels-to-numbers.js").State} State
 */

import { drawGrey } from "../../draw/grid.js";
import { createAskFirst } from "../../kit/ask-first.js";
import { createChoices } from "../../kit/choices.js";
import { createWatch } from "../../parts/dom.js";
import { picture } from "../../parts/inspector/picture.js";
import { encodeDrawing } from "../../wire/decode.js";
import { createBars } from "./bars.js";
import { createClosing, share } from "./closing.js";
import { FACE, fourToNine, HOUSE } from "./four-or-nine.js";
import { createTurn, createTurns, judgeTurn, stepQuestion } from "./turn.js";

export const NETWORKS = { linear: "Ten templates", classic: "classic", deep: "deep" };
export const SUBJECTS = { turn: "4 or 9", face: "A face", house: "A house" };

const SCORES = new Set(["classic"]); // whose outputs are ten numbers of their own

const OTHERS = {
  face: { drawing: FACE, input: encodeDrawing(FACE) },
  house: { drawing: HOUSE, input: encodeDrawing(HOUSE) },
};

/** @param {import("../../kit/lesson.js").Page<State>} page */
export function createTurning(page) {
  const { set, numbers, room, palette } = page;
  const closing = createClosing(room("closing"), (closed) => set({ closed }), page);
  const seen = picture("what the network reads");
  seen.own.element.hidden = true;
  room("seen").append(seen.figure);
  const outputs = createBars(room("undecided"), "The ten outputs for this drawing");
  const subjects = createChoices(room("subjects"), "What is drawn", SUBJECTS, (subject) => set({ subject }));
  const networks = createChoices(room("networks"), "Which network reads it", NETWORKS, (network) => set({ network }));
  const turnsOf = createTurns(numbers);
  const [curve, sure, softmax] = [room("turn"), room("sure"), room("softmax")];
  const turn = createTurn(curve, page);
  const mind = createAskFirst(room("ask-turn"), {
    text: "The top of a 4 closes, bit by bit, until it is a 9. When does the network change its mind?",
    choices: ["Before half way", "After half way", "Never"],
    answer: (guess) => set({ guess }),
  });
  const drawn = createWatch();

  return {
    /** @param {State & {scene: string}} state */
    sync({ scene, subject, closed, network, guess }) {
      if (scene !== "turn") return;
      subjects.sync(subject);
      networks.sync(network);
      const other = subject === "turn" ? null : OTHERS[subject];
      if (other) closing.sync(other.drawing, null, SUBJECTS[subject]);
      else closing.sync(fourToNine(closed), closed, `A 4 whose top is ${share(closed)} closed`);
      const trace = numbers.trace(other ? { network, input: other.input } : stepQuestion(network, closed));
      if (trace && drawn(trace, palette())) {
        drawGrey(seen.ctx, trace.input, palette());
        outputs.sync(trace);
      }
      const whole = turnsOf(network);
      mind.sync(guess, whole && judgeTurn(whole));
      curve.hidden = guess === null || other !== null;
      if (!curve.hidden) turn.sync(whole, closed);
      sure.hidden = other === null;
      softmax.hidden = SCORES.has(network);
    },
  };
}
