/**
 * Lesson 8, "What a neuron looks for".
 *
 * @typedef {import("./what-a-neuron-looks-for/grids.js").Grid} Grid
 *
 * @typedef {object} State
 * @property {Grid} grid  the painted neuron's weights
 * @property {number} bias
 * @property {number} neuron  of classic's first layer, whose place it takes
 * @property {number} digit  that classic reads
 * @property {readonly number[]} order  the four images, ranked
 * @property {boolean} revealed
 * @property {readonly number[]} sizes  of an architecture that is counted
 * @property {import("./what-a-neuron-looks-for/areas.js").Counted | null} counted
 * @property {import("./what-a-neuron-looks-for/shuffle.js").Training | null} training
 * @property {boolean} isTraining
 * @property {boolean} undone  the shuffle
 */

import { PIXELS } from "../digit-image.js";
import { startLesson } from "../kit/lesson.js";
import { listOf, numberIn, wholeIn } from "../link/fields.js";
import { choices, thereIf } from "../kit/pieces.js";
import { createFirstLayer } from "../kit/shipped.js";
import { edited } from "../state/edits.js";
import { remembering } from "../state/remember.js";
import { encodeDrawing } from "../wire/decode.js";
import { drawingsOf } from "../wire/samples.js";
import { counted, sums } from "./what-a-neuron-looks-for/answers.js";
import { areas } from "./what-a-neuron-looks-for/areas.js";
import { looks } from "./what-a-neuron-looks-for/card.js";
import { FOUR, gridField, PRESETS } from "./what-a-neuron-looks-for/grids.js";
import { EDGES, LOOPS } from "./what-a-neuron-looks-for/hope.js";
import { outputs, read } from "./what-a-neuron-looks-for/inside.js";
import { bias, paint, presets } from "./what-a-neuron-looks-for/painting.js";
import { asksAbout, QUIZ } from "./what-a-neuron-looks-for/quiz.js";
import { ranking } from "./what-a-neuron-looks-for/ranking.js";
import { shuffle } from "./what-a-neuron-looks-for/shuffle.js";
import { createTiles, rowsOf, wallOf } from "../kit/tiles.js";

const INSIDE = { bias: -20, neuron: 11, digit: 4 }; // where the answer changes

/** What a scene begins with, beside what all begin with. @type {Readonly<Record<string, Partial<State>>>} */
const STARTS = { paint: { grid: PRESETS.bar }, inside: INSIDE };

/** @type {import("../link/fields.js").Field<boolean>} */
const yesOrNo = { write: (value) => (value ? "1" : "0"), read: (text) => ({ 1: true, 0: false })[text] };

const ranks = listOf(wholeIn(0, FOUR.length - 1), 0, FOUR.length);

/** @param {readonly number[] | undefined} order */
function distinct(order) {
  return order && new Set(order).size === order.length ? order : undefined;
}

/** The wall of a network's first layer, with the painted neuron in it. */
const wallWith = remembering(
  (/** @type {import("../types.js").Weights} */ layer, /** @type {Grid | null} */ grid, /** @type {number} */ neuron) => {
    const inputs = Array.from(grid ?? [], (_, cell) => cell);
    const [changed] = edited([layer], grid ? [{ kind: "weights", layer: 0, neuron, inputs, values: grid }] : []);
    // One scale for all, the shipped network's: what is painted must not pale the others.
    return { ...wallOf(layer.W), grids: rowsOf(changed?.W ?? layer.W), chosen: grid ? neuron : null };
  });

const drawnWall = (/** @type {readonly Float32Array[]} */ grids) => ({ grids, end: 1, beyond: false, chosen: null });
const HOPED = { edges: drawnWall(EDGES), loops: drawnWall(LOOPS) };
const digitWall = remembering((/** @type {(Float32Array | undefined)[]} */ ...images) =>
  drawnWall(images.map((image) => image ?? new Float32Array(PIXELS))));
const rankedGrid = remembering((/** @type {Grid} */ grid) => drawnWall([Float32Array.from(grid)]));

startLesson({
  fields: ({ limits: { size } }) => ({
    grid: gridField,
    bias: numberIn(-size, size),
    neuron: wholeIn(0, 15),
    digit: wholeIn(0, 9),
    order: { write: ranks.write, read: (text) => distinct(ranks.read(text)) },
    revealed: yesOrNo,
    sizes: listOf(wholeIn(1, 10_000), 2, 9),
  }),
  /** @returns {State} */
  startOf(scene, start) {
    return {
      grid: PRESETS.line, bias: 0, neuron: 0, digit: 4, order: [], revealed: false,
      sizes: start.sizes, counted: null, training: null, isTraining: false, undone: false, ...STARTS[scene],
    };
  },
  create({ set, numbers, markDirty, start }) {
    const inputs = drawingsOf(start.digits).map(encodeDrawing);
    const shipped = (/** @type {number} */ digit) => ({ network: "classic", input: inputs[digit] ?? {} });
    const classic = createFirstLayer("classic", markDirty);

    /**
     * @param {Parameters<typeof createTiles>[1]} options
     * @param {(state: State) => import("../kit/tiles.js").Wall | null} wall
     * @returns {import("../kit/lesson.js").Figure<State>}
     */
    const tiles = (options, wall) => (room) => createTiles(room, options, wall);

    /** @param {State} state */
    function wallNow({ grid, neuron }) {
      const layer = classic();
      return layer && wallWith(layer, grid, neuron);
    }

    function hopedDigits() {
      const images = inputs.map((_, digit) => numbers.trace(shipped(digit))?.input);
      return images.includes(undefined) ? null : digitWall(...images);
    }

    function truth() {
      const layer = classic();
      return layer && wallWith(layer, null, 0);
    }

    return {
      figures: {
        paint, presets, bias, looks,
        digits: choices("Digit", Object.fromEntries(inputs.map((_, digit) => [`${digit}`, `${digit}`])),
          ({ digit }) => `${digit}`, (digit) => set({ digit: Number(digit) })),
        read: read(shipped),
        outputs: outputs(shipped),
        wall: tiles({ label: "Neurons of hidden layer 1", caption: (k) => `${k + 1}`, press: (neuron) => set({ neuron }) }, wallNow),
        ranking,
        "rank-take": thereIf(({ revealed }) => revealed),
        "shuffle-take": thereIf(({ training }) => training !== null),
        ranked: tiles({ label: "The neuron’s weights" }, ({ grid }) => rankedGrid(grid)),
        edges: tiles({ label: "Hope: edges", legend: false }, () => HOPED.edges),
        loops: tiles({ label: "Hope: loops and strokes", legend: false }, () => HOPED.loops),
        "hoped-digits": tiles({ label: "Hope: digits", caption: (k) => `${k}`, legend: false }, hopedDigits),
        truth: tiles({ label: "Truth: the sixteen learned grids", caption: (k) => `${k + 1}` }, truth),
        shuffle: shuffle(shipped),
        areas,
        "answer-sums": sums(0), "answer-biased": sums(-20), "answer-count": counted,
      },
      asks: asksAbout(start.sizes, shipped, { grid: PRESETS.line, ...INSIDE }, truth),
      quiz: QUIZ,
    };
  },
});
