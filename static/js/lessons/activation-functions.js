/**
 * Lesson 2, "Activation functions": what a sum may say, how steeply it rises, and where it is deaf.
 *
 * @typedef {import("./activation-functions/shapes.js").Plain} Plain
 * @typedef {import("./activation-functions/shapes.js").Newer} Newer
 *
 * @typedef {object} State
 * @property {number} z  the sum
 * @property {Plain} f
 * @property {number} s  children that a neuron counts
 * @property {number} b  its bias
 * @property {readonly Plain[]} shown  of those that are laid over each other
 * @property {Newer} newer
 * @property {number} alpha  the parametric ReLU's slope below 0
 */

import { createHandle, grid } from "../kit/handle.js";
import { startLesson } from "../kit/lesson.js";
import { choices } from "../kit/pieces.js";
import { choice, listOf, numberIn } from "../link/fields.js";
import { answers } from "./activation-functions/answers.js";
import { createFunction, createSlopes, reading, seenIn, slopeReading, sumIn } from "./activation-functions/curves.js";
import { createAlpha, newerPlot, newerWords } from "./activation-functions/newer.js";
import { asks, quiz } from "./activation-functions/questions.js";
import { createListener, createOverlay, FIVE, readings } from "./activation-functions/several.js";
import { axisOf, grouped, NAMES, NEWER } from "./activation-functions/shapes.js";
import { CHILDREN, createBias, createChildren, createTrip, tripReading } from "./activation-functions/trip.js";
import { createVoices } from "./activation-functions/voices.js";

const PER_AXIS = 120; // places to each side of 0 where a dragged dot may stand

startLesson({
  fields({ limits: { size } }) {
    const number = numberIn(-size, size);
    return {
      z: number, s: numberIn(0, CHILDREN), b: number, alpha: number, f: choice(FIVE), shown: listOf(choice(FIVE), 0, FIVE.length), newer: choice(/** @type {readonly Newer[]} */ (Object.keys(NEWER))),
    };
  },
  /** @returns {State} */
  startOf: (scene, start) => ({ ...start.always, ...start.scenes[scene] }),
  create(page) {
    const { get, set, numbers, limits: { size } } = page;

    /**
     * A number that somebody set, as its box will show it.
     *
     * @param {"z" | "s" | "b" | "alpha"} name
     * @param {number} [low]
     * @param {number} [high]
     */
    const setter = (name, low = -size, high = size) => (/** @type {number} */ given) => {
      const value = Number(given.toFixed(2));
      if (value >= low && value <= high) set({ [name]: value });
      else set({ line: { error: `Expected numbers from ${grouped(low)} to ${grouped(high)} ${low === -size ? "in this lesson" : "here"}.` } });
    };
    const setSum = setter("z");

    /** By dragging, which goes from one place of the axis to the next. */
    const drag = (/** @type {number} */ x) => {
      const { scene, z, guess } = get();
      const step = axisOf(z) / PER_AXIS;
      const [low, high] = seenIn(scene, guess !== null);
      const to = Math.round(x / step) * step;
      setSum(guess === null ? Math.min(high, Math.max(low, to)) : to);
    };

    /** @type {import("../kit/lesson.js").Figure<State>} */
    function sum(room) {
      let values = grid(0, 1, 1);
      const handle = createHandle({ name: "Sum z", values: () => values, set: setSum, write: grouped });
      room.classList.add("named-handle");
      room.append("z =", handle.element);
      return {
        sync(frame) {
          const [low, high] = seenIn(frame.scene, frame.told);
          values = grid(low, high, 0.5);
          handle.sync(sumIn(frame));
        },
      };
    }

    /**
     * @param {string} label
     * @param {Readonly<Record<string, string>>} sums  in words
     */
    const jumps = (label, sums) => choices(label, sums, (/** @type {State} */ { z }) => `${z}`, (z) => setSum(Number(z)));

    return {
      figures: {
        voices: createVoices(setSum),
        functions: choices("Function", { sigmoid: NAMES.sigmoid, tanh: NAMES.tanh },
          ({ f }) => (f === "tanh" ? f : "sigmoid"), (f) => set({ f })),
        curve: createFunction(drag),
        slopes: createSlopes(drag),
        sum, reading,
        far: jumps("Far to the right", { 10: "z = 10", 100: "z = 100", 1000: "z = 1,000" }),
        deep: jumps("Far to the left", { 0: "z = 0", "-10": "z = −10", "-1000": "z = −1,000" }),
        "slope-reading": slopeReading,
        trip: createTrip(setter("s", 0, CHILDREN)),
        children: createChildren(setter("s", 0, CHILDREN)),
        bias: createBias(setter("b")),
        "trip-reading": tripReading,
        "deaf-sigmoid": createListener("sigmoid", drag),
        "deaf-tanh": createListener("tanh", drag),
        "deaf-relu": createListener("relu", drag),
        together: createOverlay(drag),
        readings,
        newer: choices("Newer functions", NEWER, ({ newer }) => newer, (newer) => set({ newer })),
        "newer-plot": newerPlot,
        alpha: createAlpha(setter("alpha")),
        "newer-words": newerWords,
        ...answers,
      },
      asks: asks(numbers),
      quiz: quiz(numbers),
    };
  },
});
