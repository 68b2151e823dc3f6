/**
 * The scenes' points, the neuron that reads them, and its rule in words. Pure.
 *
 * @typedef {import("../../kit/numbers.js").Question} Question
 * @typedef {import("../../kit/plane-geometry.js").At} At
 * @typedef {import("../../types.js").LayerPass} LayerPass
 * @typedef {import("../a-line-that-decides.js").State} State
 * @typedef {State & {scene: string}} Moment
 *
 * @typedef {object} Case
 * @property {string} name
 * @property {At} at  in the plane
 * @property {readonly number[]} x  all that the neuron reads
 * @property {number | null} wanted  what it is to say, 0 or 1; null where nothing is wanted
 */

import { tidy } from "../../kit/figures.js";
import { grid } from "../../kit/handle.js";
import { subscript } from "../../words/format.js";

export const ALPHABET = "ABCDEFGHIJKLMNOP"; // names of points that have none
export const CORNERS = [0, 0, 0, 1, 1, 0, 1, 1];
export const GATES = ["and", "xor", "why"]; // scenes whose points are the four corners
export const RANKS = grid(1, 10, 1);
export const TALKS = grid(0, 12, 1);

const score = (/** @type {string} */ name) => ({ name, low: 0, high: 12, tick: 2, step: 0.5 });
const average = (/** @type {string} */ name) => ({ name, low: -6, high: 6, tick: 2, step: 0.5 });
const key = (/** @type {string} */ name) => ({ name, low: -0.5, high: 1.5, tick: 0.5, step: 0.5 });
export const SCORES = /** @type {const} */ ([score("x₁: test"), score("x₂: grades")]);
export const AVERAGES = /** @type {const} */ ([average("x₁: test, over the average"), average("x₂: grades, over the average")]);
export const KEYS = /** @type {const} */ ([key("x₁"), key("x₂")]);
const weight = (/** @type {string} */ name) => ({ name, low: 0, high: 3, tick: 1, step: 1 });
export const WEIGHTS = /** @type {const} */ ([weight("w₁"), weight("w₂")]);

/**
 * How many inputs a scene's neuron has.
 *
 * @param {string} scene
 */
export function inputsOf(scene) {
  return scene === "more" ? 4 : scene === "rank" ? 3 : 2;
}

/** @param {string} scene */
export function axesOf(scene) {
  return scene === "origin" ? AVERAGES : GATES.includes(scene) ? KEYS : SCORES;
}

/**
 * x₁ and x₂ of one point after the other: as many as the scene has, whatever a link says.
 *
 * @param {Moment} state
 * @param {any} start  the lesson's
 * @returns {readonly number[]}
 */
export function pointsOf({ scene, points }, start) {
  if (GATES.includes(scene)) return CORNERS;
  const own = start.scenes[scene]?.points ?? [];
  return points.length === own.length ? points : own;
}

/**
 * What is seen in a scene, point by point.
 *
 * @param {Moment} state
 * @param {any} start  the lesson's
 * @returns {readonly Case[]}
 */
export function casesOf(state, start) {
  const { scene, others, gate } = state;
  const isGate = GATES.includes(scene);
  const flat = pointsOf(state, start);
  const wanted = isGate ? start.gates[gate] : start.scenes[scene]?.fires;
  const axes = axesOf(scene);
  const within = (/** @type {number} */ value, /** @type {0 | 1} */ k) => Math.min(axes[k].high, Math.max(axes[k].low, value));
  return Array.from({ length: Math.floor(flat.length / 2) }, (_, k) => {
    const at = { x: within(flat[2 * k] ?? 0, 0), y: within(flat[2 * k + 1] ?? 0, 1) };
    const name = isGate ? `(${at.x}, ${at.y})` : wanted ? ALPHABET[k] ?? "" : start.names[k] ?? "";
    return { name, at, x: [at.x, at.y, ...others.slice(0, inputsOf(scene) - 2)], wanted: wanted?.[k] ?? null };
  });
}

/**
 * @param {readonly number[]} weights
 * @param {number} bias
 * @param {readonly number[]} vector
 * @returns {Question}
 */
export function neuron(weights, bias, vector) {
  return { network: { layers: [{ weights: [weights], biases: [bias], activation: "step" }] }, input: { vector } };
}

/**
 * The scene's neuron, reading something.
 *
 * @param {Moment} state
 * @param {readonly number[]} x
 */
export function reading({ scene, w, b }, x) {
  return neuron(w.slice(0, inputsOf(scene)), b, x);
}

export const zOf = (/** @type {readonly LayerPass[] | undefined} */ layers) => layers?.[0]?.z[0] ?? 0;
export const firesIn = (/** @type {readonly LayerPass[] | undefined} */ layers) => (layers?.[0]?.a[0] ?? 0) > 0;

/**
 * As books write it: 2x₁ + x₂ − 18 = 0.
 *
 * @param {readonly number[]} weights
 * @param {number} bias
 */
export function equation(weights, bias) {
  const terms = weights.flatMap((weight, k) => (weight === 0 ? [] : [{ value: weight, sign: `x${subscript(k + 1)}` }]));
  const all = bias === 0 && terms.length ? terms : [...terms, { value: bias, sign: "" }];
  const written = all.map(({ value, sign }, k) => {
    const size = Math.abs(value) === 1 && sign ? "" : tidy(Math.abs(value));
    const before = k === 0 ? (value < 0 ? "−" : "") : value < 0 ? " − " : " + ";
    return `${before}${size}${sign}`;
  });
  return `${written.join("")} = 0`;
}

/**
 * The sum of one point in numbers, without its result: 2 · 8 + 1 · 4 − 18.
 *
 * @param {readonly number[]} weights
 * @param {number} bias
 * @param {readonly number[]} x
 */
export function sumInNumbers(weights, bias, x) {
  const factor = (/** @type {number} */ value) => (value < 0 ? `(${tidy(value)})` : tidy(value));
  const terms = weights.map((weight, k) => `${factor(weight)} · ${factor(x[k] ?? 0)}`);
  return `${terms.join(" + ")}${bias < 0 ? " − " : " + "}${tidy(Math.abs(bias))}`;
}

/**
 * Which side a point is on, in the scene's words.
 *
 * @param {string} scene
 * @param {boolean} fires
 */
export function sideOf(scene, fires) {
  if (GATES.includes(scene)) return fires ? "on" : "off";
  return fires ? "gets in" : "stays out";
}
