/**
 * Lesson 1, "One neuron".
 *
 * @typedef {import("../lesson/numbers.js").Place} Place
 * @typedef {import("../lesson/numbers.js").Question} Question
 *
 * @typedef {"step" | "linear" | "sigmoid"} Name  of an activation function
 *
 * @typedef {object} State
 * @property {readonly number[]} x  the two inputs; a scene with one input has the first
 * @property {readonly number[]} w  the weights, row by row of W, 2×2
 * @property {readonly number[]} b  the two biases
 * @property {Name} f
 */

import { createCases } from "../lesson/cases.js";
import { createChoices } from "../lesson/choices.js";
import { createCurve } from "../lesson/curve.js";
import { createDiagram } from "../lesson/diagram.js";
import { grid } from "../lesson/handle.js";
import { startLesson } from "../lesson/lesson.js";
import { choice, listOf, numberIn } from "../lesson/moment.js";
import { createQuiz } from "../lesson/quiz.js";

/** @type {Readonly<Record<Name, string>>} */
const FUNCTIONS = { step: "Step", linear: "Linear", sigmoid: "Sigmoid" };
const WEIGHTS = grid(-12, 12, 0.5); // halves, so that a tie is exact
const YES_NO = [0, 1];
const FRIENDS = grid(0, 8, 1);
/** @type {Readonly<Record<string, readonly (readonly number[])[]>>} */
const INPUTS = {
  one: [grid(-6, 6, 0.5)],
  party: [YES_NO, YES_NO],
  friends: [YES_NO, FRIENDS],
};

/**
 * The network of a scene, and what it reads.
 *
 * @param {State & {scene: string}} state
 * @param {readonly number[]} [x]  other inputs than the state's
 * @returns {Question}
 */
function questionOf({ scene, x: now, w, b, f }, x = now) {
  const R = scene === "one" ? 1 : 2;
  const weights = [w.slice(0, R)];
  return {
    network: { layers: [{ weights, biases: b.slice(0, 1), activation: f }] },
    input: { vector: x.slice(0, R) },
  };
}

/**
 * @param {number} a
 * @param {number} z
 */
function goes(a, z) {
  if (z === 0) return "on the boundary";
  return a > 0 ? "goes" : "stays";
}

startLesson({
  fields: {
    x: listOf(numberIn(-6, 8), 2),
    w: listOf(numberIn(-12, 12), 4),
    b: listOf(numberIn(-12, 12), 2),
    f: choice(["step", "linear", "sigmoid"]),
  },
  /** @returns {State} */
  startOf: (scene, start) => start[scene],
  create(page) {
    const { get, set, numbers, room } = page;

    /** @param {Place} place */
    function handle(place) {
      const scene = () => get().scene;
      const values = () => (place.kind === "input" ? INPUTS[scene()]?.[place.input] : WEIGHTS) ?? YES_NO;
      return {
        values,
        grab: () => shown().forEach((question) => numbers.expect(question, place, values())),
        /** @param {number} value */
        set(value) {
          const { x, w, b } = get();
          if (place.kind === "input") set({ x: x.with(place.input, value) });
          else if (place.kind === "bias") set({ b: b.with(place.neuron, value) });
          else set({ w: w.with(2 * place.neuron + place.input, value) });
        },
      };
    }

    /** The cases of the table: everything that the inputs can be. */
    const cases = () => {
      const { scene } = get();
      const [firsts = [], seconds = []] = INPUTS[scene] ?? [];
      return scene === "one" ? [] : firsts.flatMap((first) => seconds.map((second) => [first, second]));
    };
    /** Every question that the scene shows the answer of. */
    const shown = () => [questionOf(get()), ...cases().map((x) => questionOf(get(), x))];

    const one = createDiagram(room("diagram-one"), { inputs: ["p"], neurons: ["the neuron"], handle }, page);
    const two = createDiagram(room("diagram-two"), { inputs: ["x₀ tired", "x₁ friend"], neurons: ["the neuron"], handle }, page);
    const functions = createChoices(room("functions"), "Activation function", FUNCTIONS, (f) => set({ f }));
    const curve = createCurve(room("plot"), page);
    const table = createCases(room("nights"), "Every kind of night", ["tired", "friends"], goes);
    const quiz = createQuiz(room("quiz"), [], page);

    return [{
      sync() {
        const state = get();
        const layers = numbers.layers(questionOf(state));
        const layer = layers?.[0] ?? null;
        const { x, w, b, f, scene } = state;
        if (scene === "one") one.sync({ x, weights: [w], biases: b, layer });
        else two.sync({ x, weights: [w], biases: b, layer });
        functions.sync(f);
        curve.sync(f, layer);
        table.sync(cases().map((inputs) => ({
          cells: inputs.map((each) => `${each}`),
          layers: numbers.layers(questionOf(state, inputs)),
          isNow: inputs.every((each, r) => each === x[r]),
        })));
      },
    }, quiz];
  },
});
