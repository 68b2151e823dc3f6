/**
 * The networks of this lesson, as lists of numbers, and the questions that they are asked. Pure.
 *
 * @typedef {import("../../kit/numbers.js").Question} Question
 * @typedef {import("../../kit/plane-geometry.js").At} At
 * @typedef {import("../../kit/plane-geometry.js").Straight} Straight
 * @typedef {readonly number[]} Net  W of each layer row by row, then its b
 * @typedef {"step" | "sigmoid"} Kind  of all neurons
 */

import { changedAt } from "../../changed.js";
import { decimal } from "../../kit/toy.js";

const TURN = 2 * Math.PI;

/**
 * One layer.
 *
 * @param {Net} net
 * @param {number} inputs
 * @param {number} at  where it begins
 * @param {number} neurons
 * @param {string} activation
 */
function layer(net, inputs, at, neurons, activation) {
  const biases = at + inputs * neurons;
  return {
    weights: Array.from({ length: neurons }, (_, k) => net.slice(at + k * inputs, at + (k + 1) * inputs)),
    biases: net.slice(biases, biases + neurons),
    activation,
  };
}

/**
 * Neurons beside each other.
 *
 * @param {Net} net
 * @param {readonly number[]} vector
 * @param {string} activation
 * @returns {Question}
 */
export function flat(net, vector, activation) {
  const inputs = vector.length;
  return {
    network: { layers: [layer(net, inputs, 0, net.length / (inputs + 1), activation)] },
    input: { vector },
  };
}

/**
 * Hidden neurons, and one that reads them.
 *
 * @param {Net} net
 * @param {readonly number[]} vector
 * @param {Kind} [kind]
 * @returns {Question}
 */
export function deep(net, vector, kind = "step") {
  const inputs = vector.length;
  const hidden = hiddenOf(net, inputs);
  return {
    network: { layers: [layer(net, inputs, 0, hidden, kind), layer(net, hidden, (inputs + 1) * hidden, 1, kind)] },
    input: { vector },
  };
}

/**
 * How many hidden neurons such a network has.
 *
 * @param {Net} net
 * @param {number} [inputs]
 */
export function hiddenOf(net, inputs = 2) {
  return (net.length - 1) / (inputs + 2);
}

/**
 * The line of one neuron that reads two numbers.
 *
 * @param {Net} net
 * @param {number} k  which neuron of its layer
 * @param {number} n  neurons in it
 * @param {number} [at]  where the layer begins
 * @returns {Straight}
 */
export function lineOf(net, k, n, at = 0) {
  const number = (/** @type {number} */ place) => net[at + place] ?? 0;
  return { w: [number(2 * k), number(2 * k + 1)], b: number(2 * n + k) };
}

/**
 * The same network with that line moved.
 *
 * @param {Net} net
 * @param {Straight} line
 * @param {number} k
 * @param {number} n
 * @param {number} [at]
 * @returns {Net}
 */
export function withLine(net, { w, b }, k, n, at = 0) {
  const turned = changedAt(changedAt(net, at + 2 * k, w[0]), at + 2 * k + 1, w[1]);
  return changedAt(turned, at + 2 * n + k, b);
}

/**
 * A network that says yes inside a regular polygon around the middle: each hidden neuron says yes on
 * the inner side of one edge, and the last one only where all of them do.
 *
 * @param {number} edges
 * @param {number} [reach]  from the middle to each edge
 * @param {number} [steep]  how soon a sigmoid makes up its mind
 * @returns {Net}
 */
export function polygon(edges, reach = 1, steep = 1) {
  const angles = Array.from({ length: edges }, (_, k) => TURN * (k / edges + 0.25));
  return [
    ...angles.flatMap((angle) => [decimal(-steep * Math.cos(angle)) + 0, decimal(-steep * Math.sin(angle)) + 0]),
    ...angles.map(() => steep * reach),
    ...angles.map(() => steep),
    steep * (0.5 - edges),
  ];
}

/**
 * Places far out, all around.
 *
 * @param {number} distance
 * @param {number} n
 */
export function around(distance, n) {
  return Array.from({ length: n }, (_, k) => {
    const angle = (TURN * k) / n;
    return [decimal(distance * Math.cos(angle)), decimal(distance * Math.sin(angle))];
  });
}

/**
 * A network of step neurons for a truth table (McCulloch and Pitts 1943): a hidden neuron for each
 * row that is true, which fires for that row alone, and an output that fires if any of them does.
 *
 * @param {readonly number[]} rows  0 or 1 each, as many as there are cases
 * @param {number} inputs
 * @returns {Net}
 */
export function truthNet(rows, inputs) {
  const cases = casesOf(inputs).filter((_, k) => rows[k]);
  // Without a row there is one hidden neuron, which never fires: a layer is never empty.
  const weights = cases.map((bits) => bits.map((bit) => (bit ? 1 : -1)));
  const biases = cases.map((bits) => 0.5 - bits.reduce((sum, bit) => sum + bit, 0));
  if (cases.length === 0) return [...Array(inputs).fill(0), -0.5, 1, -0.5];
  return [...weights.flat(), ...biases, ...cases.map(() => 1), -0.5];
}

/**
 * Every case of so many inputs, the first input changing quickest.
 *
 * @param {number} inputs
 * @returns {readonly (readonly number[])[]}
 */
export function casesOf(inputs) {
  return Array.from({ length: 2 ** inputs }, (_, k) => Array.from({ length: inputs }, (_, r) => (k >> r) & 1));
}

/**
 * What a network makes of a house's price, with a hidden neuron more if wanted. The others only hand
 * on what they read, so that the last one has both.
 *
 * @param {Net} house  for a bedroom, for a bathroom, for the ground
 * @param {readonly number[]} rooms
 * @param {boolean} isHelped
 * @param {number} [extra]  that the hidden neuron adds for each room beyond five
 * @returns {Question}
 */
export function priceOf([bedroom = 0, bathroom = 0, ground = 0], rooms, isHelped, extra = 20) {
  const last = { weights: [[bedroom, bathroom, ...(isHelped ? [extra] : [])]], biases: [ground], activation: "linear" };
  const hidden = { weights: [[1, 0], [0, 1], [1, 1]], biases: [0, 0, -5], activation: "relu" };
  return { network: { layers: isHelped ? [hidden, last] : [last] }, input: { vector: rooms } };
}
