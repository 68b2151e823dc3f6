/**
 * Cards, traces and states to test with.
 *
 * @typedef {import("../../static/js/types.js").Card} Card
 * @typedef {import("../../static/js/types.js").Trace} Trace
 * @typedef {import("../../static/js/state/state.js").State} State
 * @typedef {import("../../static/js/state/state.js").Action} Action
 */

import { initialState, reduce } from "../../static/js/state/state.js";
import { seeded } from "./seeded.js";

/**
 * @param {string} name
 * @param {readonly number[]} sizes
 * @param {string} activation
 * @param {Card["outputs"]} outputs
 * @returns {Card}
 */
function card(name, sizes, activation, outputs) {
  const layers = sizes.slice(1).map((n, k) => ({
    inputs: sizes[k] ?? 0,
    outputs: n,
    activation: k === sizes.length - 2 && outputs === "probabilities" ? "softmax" : activation,
    weights: `/${name}/${k + 1}/weights`,
    biases: `/${name}/${k + 1}/biases`,
  }));
  const n_parameters = layers.reduce((sum, each) => sum + (each.inputs + 1) * each.outputs, 0);
  const training = {};
  const [title, summary, group] = [name, `${name}, for tests`, /** @type {const} */ ("networks")];
  return { name, title, summary, group, outputs, layers, sizes, n_parameters, training, accuracy: {} };
}

/**
 * @param {NonNullable<import("../../static/js/types.js").LayerCard["type"]>} type
 * @param {number} inputs
 * @param {number} outputs
 */
function of(type, inputs, outputs) {
  return { type, inputs, outputs, weights: `/${type}/${inputs}/weights`, biases: `/${type}/${inputs}/biases` };
}

export const CLASSIC = card("classic", [784, 16, 16, 10], "sigmoid", "scores");
export const LINEAR = card("linear", [784, 10], "linear", "probabilities");
export const ONE_HIDDEN = card("one-hidden", [784, 30, 10], "sigmoid", "scores");
/** Two small convolutions, each with its pool: 784 = 1×28×28 → 2×24×24 → 2×12×12 → 3×8×8 → 3×4×4. @type {Card} */
export const CONVOLUTIONAL = {
  ...card("convolutional", [784, 1152, 288, 192, 48, 10], "relu", "probabilities"),
  layers: [
    { ...of("conv2d", 784, 1152), image: [1, 28, 28], maps: 2, kernel: [5, 5], stride: 1, padding: 0, activation: "relu" },
    { ...of("max-pool2d", 1152, 288), image: [2, 24, 24], side: 2, activation: "linear" },
    { ...of("conv2d", 288, 192), image: [2, 12, 12], maps: 3, kernel: [5, 5], stride: 1, padding: 0, activation: "relu" },
    { ...of("max-pool2d", 192, 48), image: [3, 8, 8], side: 2, activation: "linear" },
    { ...of("dense", 48, 10), activation: "softmax" },
  ],
};
/** @type {Card} */
export const MAPS = {
  ...card("maps", [784, 162, 18, 10], "tanh", "probabilities"),
  layers: [
    { type: "conv2d", image: [1, 28, 28], maps: 2, kernel: [5, 5], stride: 3, padding: 1, inputs: 784, outputs: 162,
      activation: "tanh", weights: "/maps/1/weights", biases: "/maps/1/biases" },
    { type: "max-pool2d", image: [2, 9, 9], side: 3, inputs: 162, outputs: 18, activation: "linear" },
    { type: "dense", inputs: 18, outputs: 10, activation: "softmax", weights: "/maps/3/weights", biases: "/maps/3/biases" },
  ],
};
/** Of a lesson: its card comes with its weights. */
export const TOY = { ...card("toy", [3, 2, 1], "sigmoid", "scores") };
export const TOY_WEIGHTS = [
  { W: Float32Array.of(1, -2, 0.5, 0.25, 3, -1), b: Float32Array.of(0.5, -0.5) },
  { W: Float32Array.of(2, -1.5), b: Float32Array.of(0.25) },
];
export const CARDS = [CLASSIC, LINEAR, ONE_HIDDEN];

/**
 * A trace in which neuron k·3 of layer k is the strongest, and the digit 3 the answer.
 *
 * @param {Card} network
 * @param {Partial<Trace>} [more]
 * @returns {Trace}
 */
export function traceOfCard(network, more = {}) {
  const layers = network.layers.map(({ outputs }, k) => {
    const best = k === network.layers.length - 1 ? 3 : (k + 1) * 3;
    const a = Float32Array.from({ length: outputs }, (_, n) => (n === best ? 0.96 : 0.02 * n));
    return { a, z: a.map((value) => value * 4 - 2) };
  });
  const input = new Float32Array(784).fill(1, 100, 220);
  const digit = {
    box: /** @type {const} */ ([0.25, 0.1, 0.75, 0.9]),
    scale: 25,
    shift: /** @type {const} */ ([1, -2]),
    fitted: new Float32Array(400),
  };
  return { seq: 1, network: network.name, digit, input, shape: [28, 28], layers, prediction: 3, runnerUp: 9, ...more };
}

/**
 * A trace of `classic` whose outputs are 0 but for the digit 3 and its runner-up, 9.
 *
 * @param {number} best
 * @param {number} second
 */
export function traceWith(best, second) {
  const { layers, ...trace } = traceOfCard(CLASSIC);
  const a = Float32Array.from({ length: 10 }, (_, digit) => (digit === 3 ? best : digit === 9 ? second : 0));
  return { ...trace, layers: layers.map((pass, k) => (k === layers.length - 1 ? { ...pass, a } : pass)) };
}

/** @type {import("../../static/js/types.js").Drawing} */
export const DRAWING = [[[0.2, 0.2], [0.8, 0.8]]];

const picture = { width: 4, height: 2, rgba: new Uint8ClampedArray(32).fill(128) };

/** @type {import("../../static/js/types.js").ImageInput & {photo: object}} */
export const PHOTO = {
  grey: new Uint8Array(784).fill(200, 300, 340),
  photo: {
    stages: { photo: picture, grey: picture, even: picture, ink: picture },
    digit: { box: [0.2, 0.3, 0.4, 0.6], scale: 60, shift: [0, 1], fitted: new Float32Array(400).fill(1, 90, 120) },
  },
};

/**
 * The state of a page on which some things have happened.
 *
 * @param {readonly Action[]} actions
 * @param {import("../../static/js/state/change.js").Change} [remembered]
 */
export function stateAfter(actions, remembered) {
  return actions.reduce(reduce, initialState([...CARDS, CONVOLUTIONAL], remembered));
}

/** A page on which a digit was drawn and read. */
export function readState() {
  return stateAfter([
    { type: "set", line: { connection: "online" } },
    { type: "drawn", drawing: DRAWING },
    { type: "trace", trace: traceOfCard(CLASSIC) },
  ]);
}

/** @param {number} seed */
export function weightsOfClassic(seed) {
  const random = seeded(seed);
  return CLASSIC.layers.map(({ inputs, outputs }) => ({
    W: Float32Array.from({ length: inputs * outputs }, () => random() - 0.5),
    b: new Float32Array(outputs),
  }));
}

/**
 * The same with the network's weights.
 *
 * @param {number} seed
 */
export function loadedState(seed) {
  return weightsOfClassic(seed).reduce(
    (state, weights, layer) => reduce(state, { type: "weights", network: "classic", layer, weights }),
    readState(),
  );
}

/** A lesson's page whose toy network has read its vector. */
export function toyState() {
  const layers = [[0.5, -1], [0.25]].map((z) => ({ z: Float32Array.from(z), a: Float32Array.from(z, (each) => 0.5 + each / 4) }));
  const input = Float32Array.of(0.5, -1, 2);
  const state = initialState([TOY], { work: { weights: TOY_WEIGHTS, vector: [...input] } });
  return [
    /** @type {Action} */ ({ type: "set", line: { connection: "online" } }),
    /** @type {Action} */ ({ type: "trace", trace: traceOfCard(TOY, { digit: null, input, shape: [input.length], layers, prediction: 0, runnerUp: null }) }),
  ].reduce(reduce, state);
}
