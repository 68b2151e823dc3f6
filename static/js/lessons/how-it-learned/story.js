/**
 * One of the 13,002 numbers, from the random start to the end.
 *
 * @typedef {import("../how-it-learned.js").State} State
 * @typedef {import("./facts.js").Facts} Facts
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 */

import { SIDE } from "../../digit-image.js";
import { netSpan } from "../../kit/figures.js";
import { createPlot } from "../../kit/plot.js";
import { createWatch } from "../../parts/dom.js";
import { count, number } from "../../words/format.js";

const PLACES = 4;
const LAYERS = ["the first hidden layer", "the second hidden layer", "the output layer"];

/** @param {import("./facts.js").Story} story */
function placeOf({ layer, neuron, input }) {
  const to = `neuron ${neuron + 1} of ${LAYERS[layer]}`;
  if (input === null) return `the bias of ${to}`;
  const from = layer ? `neuron ${input + 1}` : `the pixel in row ${Math.floor(input / SIDE) + 1}, column ${(input % SIDE) + 1}`;
  return `the weight from ${from} to ${to}`;
}

/** Where it stands, how it began, how it ended. @param {Facts} facts @returns {Figure} */
export const ends = (facts) => (room) => {
  const changed = createWatch();
  return {
    sync({ state }) {
      const story = facts.story(state);
      if (!story || !changed(story)) return;
      const [first = 0, last = 0] = [story.values[0], story.values.at(-1)];
      room.replaceChildren(`Number ${count(state.number + 1)}: ${placeOf(story)}. It began as `, netSpan(first, number(first, PLACES)),
        ", by dice. Now it is ", netSpan(last, number(last, PLACES)), ".");
    },
  };
};

/** Over the logarithm of the steps, as the checkpoints are kept. @param {Facts} facts @returns {Figure} */
export const story = (facts) => (room, page) => createPlot(room, page, ({ state, palette }) => {
  const found = facts.story(state);
  if (!found) return null;
  const { steps, values } = found;
  const most = Math.max(...values.map(Math.abs));
  return {
    curves: [{ x: steps.map((_, k) => k), y: values, colour: palette.ink }],
    span: [0, steps.length - 1], range: [-most, most], now: [], ends: ["start", `step ${count(steps.at(-1) ?? 0)}`],
    levels: [{ y: most, text: number(most) }, { y: 0, text: "0" }, { y: -most, text: number(-most) }], plumb: { x: 0, text: "" }, made: [found],
    words: `The number from ${number(values[0] ?? 0, PLACES)} at the start to ${number(values.at(-1) ?? 0, PLACES)} after ${count(steps.at(-1) ?? 0)} steps.`,
  };
});
