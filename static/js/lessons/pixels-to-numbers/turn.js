/**
 * What a network says of every step from the 4 to the 9, and where it changes its mind.
 *
 * @typedef {import("../../kit/numbers.js").Question} Question
 */

import { createCanvas } from "../../parts/canvas.js";
import { found } from "../../kit/quiz.js";
import { number } from "../../words/format.js";
import { h } from "../../parts/dom.js";
import { encodeDrawing } from "../../wire/decode.js";
import { drawTurn } from "./draw-turn.js";
import { FACE, fourToNine, HOUSE, share, STEPS } from "./four-or-nine.js";

const inputs = Array.from({ length: STEPS + 1 }, (_, closed) => encodeDrawing(fourToNine(closed)));

/**
 * @param {string} network
 * @param {number} closed
 * @returns {Question}
 */
export function stepQuestion(network, closed) {
  return { network, input: inputs[closed] ?? {} };
}

const others = { face: encodeDrawing(FACE), house: encodeDrawing(HOUSE) };

/**
 * What is asked about the drawing of the last scene.
 *
 * @param {import("../pixels-to-numbers.js").State} state
 * @returns {Question}
 */
export function drawnQuestion({ network, subject, closed }) {
  return subject === "turn" ? stepQuestion(network, closed) : { network, input: others[subject] };
}

/**
 * @typedef {object} Turn  what a network says of each step
 * @property {readonly number[]} predictions
 * @property {readonly number[]} four  its output for 4
 * @property {readonly number[]} nine
 */

/**
 * The passes of all steps, asked for ahead of the hand that drags.
 *
 * @param {import("../../kit/lesson.js").Numbers} numbers
 * @returns {(network: string) => Turn | null}  null until all of them are there
 */
export function createTurns(numbers) {
  /** @type {Map<string, Turn>} */
  const whole = new Map();

  return (network) => {
    const known = whole.get(network);
    if (known) return known;
    const traces = inputs.flatMap((_, closed) => numbers.trace(stepQuestion(network, closed)) ?? []);
    if (traces.length < inputs.length) return null;
    const output = (/** @type {number} */ digit) => traces.map(({ layers }) => layers.at(-1)?.a[digit] ?? 0);
    const turn = { predictions: traces.map(({ prediction }) => prediction), four: output(4), nine: output(9) };
    whole.set(network, turn);
    return turn;
  };
}

/**
 * Which choice is right: before half way, after it, or never; and the numbers that show it.
 *
 * @param {Turn} turn
 */
export function judgeTurn({ predictions, four, nine }) {
  const turned = predictions.indexOf(9);
  if (turned < 1) {
    const never = "At no step does it say anything else.";
    return found(2, never, [never, never, ""]);
  }
  const at = (/** @type {number} */ step) => `4 has ${number(four[step] ?? 0)} and 9 has ${number(nine[step] ?? 0)}`;
  return found(
    turned < STEPS / 2 ? 0 : 1,
    `At ${share(turned - 1)} closed, ${at(turned - 1)}. One step further, ${at(turned)}.`,
    ["It takes longer.", "It is sooner.", "It does, at one step."],
  );
}

/**
 * @param {ReturnType<typeof createTurns>} turnsOf
 * @returns {import("../../kit/lesson.js").Figure<import("../pixels-to-numbers.js").State>}
 */
export const turn = (turnsOf) => (root, { fontSize, markDirty }) => {
  const canvas = h("canvas", { role: "img", "aria-label": "The outputs for 4 and 9, from open to closed" });
  root.classList.add("plot");
  root.append(canvas);
  const { ctx, size, changed } = createCanvas(canvas, { markDirty });

  return {
    sync({ state: { guess, subject, network, closed }, palette }) {
      root.hidden = guess === null || subject !== "turn";
      const whole = root.hidden ? null : turnsOf(network);
      if (whole && changed(whole, closed, palette, fontSize())) drawTurn(ctx, whole, closed, size(), palette, fontSize());
    },
  };
};
