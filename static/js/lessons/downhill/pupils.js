/**
 * Who is on the plane, which line parts them, and what is asked about both. Pure.
 *
 * @typedef {import("../downhill.js").State} State
 * @typedef {import("../../kit/numbers.js").Question} Question
 *
 * @typedef {object} Pupil
 * @property {string} name
 * @property {readonly number[]} x  test and grades, above or below the class's average
 * @property {number} y  1 got in, 0 did not
 *
 * @typedef {{weights: readonly number[], bias: number}} Line
 *
 * @typedef {object} Judged  what the server says of a line: an entry for each pupil, and of all
 * @property {Float32Array} z
 * @property {Float32Array} a
 * @property {Float32Array} chance  of the right answer
 * @property {Float32Array} error  −ln of it
 * @property {Uint8Array} wrong  1 for a mistake
 * @property {number} mistakes
 * @property {number} total
 * @property {number} product  of all chances
 */

import { outOf } from "../../kit/figures.js";

const NEARLY = 0.01; // 0 or 1
const NAMES = ["Ada", "Ben", "Cem", "Dia", "Eli", "Fay", "Gus", "Hal", "Ida", "Jon", "Kim", "Leo"];
export const NEW = "Zoe";
const REACH = { low: -5.5, high: 5.5, tick: 1, step: 0.5 };
export const AXES = /** @type {const} */ ([{ name: "test", ...REACH }, { name: "grades", ...REACH }]);

/** @param {any} start  the lesson's @returns {readonly Pupil[]} */
export function pupilsOf({ pupils }) {
  return pupils.map((/** @type {number[]} */ [test = 0, grades = 0, y = 0], /** @type {number} */ k) =>
    ({ name: NAMES[k] ?? "", x: [test, grades], y }));
}

/** Those that a line parts. @param {any} start */
export function partedOf(start) {
  return pupilsOf(start).slice(0, start.n_parted);
}

/** The new pupil, who got in. @param {State} state @returns {Pupil} */
export function newOf({ place }) {
  return { name: NEW, x: place ?? [0, 0], y: 1 };
}

/**
 * All pupils, and after them who is new, where she is there.
 *
 * @param {State} state
 * @param {any} start
 */
export function everyone(state, start) {
  const pupils = pupilsOf(start);
  return state.place ? [...pupils, newOf(state)] : pupils;
}

/**
 * What is asked about the line that is now.
 *
 * @param {State} state
 * @param {any} start
 */
export function nowOf(state, start) {
  return errorsOf(everyone(state, start), [lineOf(state)]);
}

/** @param {number} chance  with more decimals where it is nearly 0 or 1, which a sigmoid never says */
export function chanceInWords(chance) {
  return outOf("sigmoid", chance, 1, Math.min(chance, 1 - chance) < NEARLY ? 5 : 2);
}

/** All numbers of the line, times what the handle says. @param {State} state @returns {Line} */
export function lineOf({ w, b, times }) {
  return { weights: w.map((each) => each * times), bias: b * times };
}

/**
 * @param {readonly Pupil[]} pupils
 * @param {readonly Line[]} lines
 */
export function errorsOf(pupils, lines) {
  return { points: pointsOf(pupils), lines };
}

/** As the server takes them. @param {readonly Pupil[]} pupils */
export function pointsOf(pupils) {
  return pupils.map(({ x, y }) => ({ x, y }));
}

/**
 * A sigmoid neuron whose boundary is the line.
 *
 * @param {Line} line
 * @param {readonly number[]} x
 * @returns {Question}
 */
export function neuronOf({ weights, bias }, x) {
  return { network: { layers: [{ weights: [weights], biases: [bias], activation: "sigmoid" }] }, input: { vector: x } };
}

/**
 * Which of the two lines it is; null for one of your own.
 *
 * @param {Pick<State, "w" | "b">} state
 * @param {Readonly<Record<string, Line>>} lines
 */
export function nameOf({ w, b }, lines) {
  const found = Object.entries(lines).find(([, { weights, bias }]) => bias === b && weights.every((each, k) => each === w[k]));
  return found?.[0] ?? null;
}
