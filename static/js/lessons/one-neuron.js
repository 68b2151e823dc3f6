/**
 * Lesson 1, "One neuron": from a party to f(w p + b), to learning, to a layer of two.
 *
 * @typedef {"step" | "linear" | "sigmoid"} Name  of an activation function
 *
 * @typedef {object} State
 * @property {readonly number[]} x  the inputs; a scene with one input has the first
 * @property {readonly number[]} w  W, row by row, (2, 2); a scene with one neuron has the first row
 * @property {readonly number[]} b  a bias for each neuron
 * @property {Name} f
 * @property {string} nights  one letter for each night of the field, row by row: - + or . for stays, goes, no label
 * @property {readonly import("./one-neuron/learning.js").Step[]} history  what the neuron has learned, mistake by mistake
 * @property {number | null} at  the one whose weights are shown
 * @property {import("./one-neuron/learning.js").Plan | null} plan  the mistakes that come next
 *
 * @typedef {State & {scene: string, guess: number | null}} Moment
 */

import { changedAt } from "../changed.js";
import { createCurve } from "../kit/curve.js";
import { createDiagram } from "../kit/diagram.js";
import { createField } from "../kit/field.js";
import { grid } from "../kit/handle.js";
import { startLesson } from "../kit/lesson.js";
import { choice, listOf, numberIn } from "../link/fields.js";
import { choices, sentence } from "../kit/pieces.js";
import { learning } from "./one-neuron/learning.js";
import { answers } from "./one-neuron/answers.js";
import { asks, QUIZ } from "./one-neuron/questions.js";
import { FRIENDS, inputsOf, LABELS, NEXT_LABEL, nightInWords, questionOf, TIRED, verdictOf } from "./one-neuron/nights.js";
import { sum } from "./one-neuron/sums.js";

/** @type {Readonly<Record<Name, string>>} */
const FUNCTIONS = { step: "Step", linear: "Linear", sigmoid: "Sigmoid" };
const OPEN = ["bias", "learn"]; // scenes whose numbers do not answer their question
const WEIGHTS = grid(-12, 12, 0.5); // halves, so that a tie is exact

startLesson({
  fields({ limits: { size } }) {
    const number = numberIn(-size, size);
    return {
      x: listOf(number, 2), w: listOf(number, 4), b: listOf(number, 2),
      f: choice(["step", "linear", "sigmoid"]),
      nights: { write: (value) => value, read: (text) => (/^[-+.]{14}$/.test(text) ? text : undefined) },
    };
  },
  /** @returns {State} */
  startOf: (scene, start) => ({ nights: start.nights, history: [], at: null, plan: null, ...start.scenes[scene] }),
  create(page) {
    const { get, set, numbers, limits: { size } } = page;

    const layersOf = (/** @type {Moment} */ state) => numbers.layers(questionOf(state));
    const layerOf = (/** @type {Moment} */ state) => layersOf(state)?.[0] ?? null;

    /** All that is seen: the case that is now, and every case of the scene's field. */
    function shown() {
      const { scene } = get();
      const [firsts = [], seconds = []] = scene === "one" || scene === "two" ? [] : inputsOf(scene);
      const cases = firsts.flatMap((first) => seconds.map((second) => [first, second]));
      return [questionOf(get()), ...cases.map((x) => questionOf(get(), x))];
    }

    /** @param {import("../kit/numbers.js").Place} place */
    function handle(place) {
      const values = () => (place.kind === "input" ? inputsOf(get().scene)[place.input] ?? [] : WEIGHTS);
      return {
        values,
        grab: () => numbers.expect(shown(), place, values()),
        /** @param {number} given  as its box will show it: what is computed is what is seen */
        set(given) {
          const value = Number(given.toFixed(2));
          const { x, w, b } = get();
          if (Math.abs(value) > size) set({ line: { error: `Expected numbers from −${size} to ${size} in this lesson.` } });
          else if (place.kind === "input") set({ x: changedAt(x, place.input, value) });
          else if (place.kind === "bias") set({ b: changedAt(b, place.neuron, value), at: null, plan: null });
          else set({ w: changedAt(w, 2 * place.neuron + place.input, value), at: null, plan: null });
        },
      };
    }

    /**
     * @param {string} second  input, in words
     * @param {readonly string[]} neurons
     * @returns {import("../kit/lesson.js").Figure<State>}
     */
    const diagram = (second, neurons) => (room) => createDiagram(room, {
      neurons,
      inputs: second === "" ? [{ sign: "p", word: "" }] : [{ sign: "p₁", word: "tired" }, { sign: "p₂", word: second }],
    }, handle, (/** @type {Moment} */ state, told) => ({
      x: state.x, weights: [state.w.slice(0, 2), state.w.slice(2)], biases: state.b, f: state.f,
      layer: told || OPEN.includes(state.scene) ? layerOf(state) : null,
      withoutBias: state.scene === "bias" && state.guess === null,
    }), page);

    /**
     * @param {string} name
     * @param {string} corner
     * @param {readonly string[]} columns
     * @returns {import("../kit/lesson.js").Figure<State>}
     */
    const field = (name, corner, columns) => (room) => createField(room, {
      name, corner, columns, rows: TIRED, words: nightInWords, choose: chooseNight,
    }, (/** @type {Moment} */ state, tiredness, friends) => {
      const layer = numbers.layers(questionOf(state, [tiredness, friends]))?.[0] ?? null;
      const label = state.scene === "learn" ? state.nights[FRIENDS.length * tiredness + friends] ?? "." : ".";
      return {
        layer,
        f: state.f,
        isNow: state.x[0] === tiredness && state.x[1] === friends,
        mark: LABELS[label] ?? null,
        isWrong: layer !== null && label !== "." && (layer.a[0] ?? 0) > (state.f === "sigmoid" ? 0.5 : 0) !== (label === "+"),
      };
    });

    /**
     * @param {number} tiredness
     * @param {number} friends
     */
    function chooseNight(tiredness, friends) {
      const { scene, nights } = get();
      if (scene !== "learn") return set({ x: [tiredness, friends] });
      const at = FRIENDS.length * tiredness + friends;
      set({ nights: nights.slice(0, at) + NEXT_LABEL[nights[at] ?? "."] + nights.slice(at + 1), at: null, plan: null });
    }

    return {
      figures: {
        one: diagram("", ["fires?"]),
        party: diagram("best friend", ["go?"]),
        many: diagram("friends", ["go?"]),
        two: diagram("friends", ["go?", "bring cake?"]),
        sum,
        functions: choices("Activation function", FUNCTIONS, ({ f }) => f, (f) => set({ f })),
        curve: (room) => createCurve(room, page, (/** @type {Moment} */ state) => ({ f: state.f, layer: layerOf(state) })),
        verdict: sentence((state) => {
          const layers = layersOf(state);
          return layers && verdictOf(state, layers);
        }),
        "field-party": field("Four nights", "best friend", ["not there", "there"]),
        "field-many": field("Fourteen nights", "friends", FRIENDS.map((n) => `${n}`)),
        learning,
        ...answers,
      },
      asks: asks(numbers),
      quiz: QUIZ,
    };
  },
});
