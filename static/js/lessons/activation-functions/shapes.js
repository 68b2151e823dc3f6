/**
 * What the lesson asks of the server: functions over z with their slopes, and small networks. How it writes what comes.
 *
 * @typedef {import("../../kit/lesson.js").Numbers} Numbers
 * @typedef {import("../../kit/numbers.js").Activation} Activation
 * @typedef {import("../../kit/numbers.js").Question} Question
 *
 * @typedef {"step" | "linear" | "sigmoid" | "tanh" | "relu"} Plain
 * @typedef {"leaky-relu" | "parametric-relu" | "gelu" | "swish"} Newer
 *
 * @typedef {object} Shape  a function over values of z
 * @property {Float32Array} z
 * @property {Float32Array} a
 * @property {Float32Array} slope
 *
 * @typedef {{z: number, a: number, slope: number}} Reading
 */

import { outOf, tidy } from "../../kit/figures.js";
import { grid } from "../../kit/handle.js";
import { count } from "../../words/format.js";

/** In words. @type {Readonly<Record<Plain, string>>} */
export const NAMES = { step: "Step", linear: "Linear", sigmoid: "Sigmoid", tanh: "tanh", relu: "ReLU" };
/** @type {Readonly<Record<Newer, string>>} */
export const NEWER = { "leaky-relu": "Leaky ReLU", "parametric-relu": "Parametric ReLU", gelu: "GELU", swish: "Swish" };
export const REACH = 12; // of the usual axis, to both sides
export const SUMS = grid(-REACH, REACH, 0.1);
const AXES = [REACH, 120, 1200, 12_000, 120_000, 1_000_000]; // the first that holds a sum

/**
 * @param {number} z
 * @returns {number}  how far the axis goes that holds it
 */
export function axisOf(z) {
  return AXES.find((reach) => Math.abs(z) <= reach) ?? Math.abs(z);
}

/**
 * @param {Numbers} numbers
 * @param {Activation} f
 * @param {number} [reach]  to both sides
 * @returns {Shape | null}  null until it is there
 */
export function shapeOf(numbers, f, reach = REACH) {
  return numbers.answer("shape", { f, low: -reach, high: reach, n: SUMS.length });
}

/**
 * @param {Numbers} numbers
 * @param {Activation} f
 * @param {number} z
 * @returns {Reading | null}  null until it is there
 */
export function readingOf(numbers, f, z) {
  const k = SUMS.indexOf(z);
  const shape = k < 0 ? numbers.answer("shape", { f, low: z, high: z, n: 1 }) : shapeOf(numbers, f);
  const at = Math.max(0, k);
  return shape && { z: shape.z[at], a: shape.a[at], slope: shape.slope[at] };
}

/**
 * A function as a plot draws it.
 *
 * @param {Shape} shape
 * @param {Activation} f
 * @param {"a" | "slope"} [of]
 */
export function curveOf(shape, f, of = "a") {
  return { x: [...shape.z], y: [...shape[of]], steps: f === "step" || (of === "slope" && f === "relu") };
}

/**
 * A neuron that adds its bias to what it reads.
 *
 * @param {number} b
 * @param {number} s
 * @returns {Question}
 */
export function counter(b, s) {
  return { network: { layers: [{ weights: [[1]], biases: [b], activation: "sigmoid" }] }, input: { vector: [s] } };
}

/**
 * Friends who say f of what they want, and a neuron that adds it up.
 *
 * @param {readonly number[]} wants
 * @param {Plain} f
 * @returns {Question}
 */
export function voices(wants, f) {
  const own = wants.map((_, k) => wants.map((_, r) => (k === r ? 1 : 0)));
  const all = { weights: [wants.map(() => 1)], biases: [0], activation: "linear" };
  return { network: { layers: [{ weights: own, biases: wants.map(() => 0), activation: f }, all] }, input: { vector: wants } };
}

/**
 * What a function says, with commas between thousands.
 *
 * @param {Activation} f
 * @param {number} value
 * @param {number} z
 * @param {number} [decimals]  at most
 */
export function written(f, value, z, decimals = 4) {
  return Math.abs(value) > 1 ? grouped(value, decimals) : outOf(f, value, z, decimals);
}

/**
 * With commas between thousands.
 *
 * @param {number} value
 * @param {number} [decimals]  at most
 */
export function grouped(value, decimals = 2) {
  return Number.isInteger(value) ? `${value < 0 ? "−" : ""}${count(Math.abs(value))}` : tidy(value, decimals);
}
