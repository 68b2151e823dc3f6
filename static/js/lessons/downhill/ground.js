/**
 * What is asked about the hill: over which pupils it stands, how steep it is, and the way down. Pure.
 *
 * @typedef {import("../downhill.js").State} State
 *
 * @typedef {object} Place  of the way down
 * @property {readonly number[]} weights
 * @property {number} total  the error there
 */

import { tidy } from "../../kit/figures.js";
import { partedOf, pointsOf, pupilsOf } from "./pupils.js";

const PLACES = 96; // of a cut
const SMALL = 0.1; // errors below have more decimals

export const HELD = 0; // the bias, on every hill

/** The pupils whose error makes the scene's hill, and the bias. @param {{scene: string}} state @param {any} start */
export function groundOf({ scene }, start) {
  return { points: pointsOf(scene === "apart" ? partedOf(start) : pupilsOf(start)), bias: HELD };
}

/** @param {readonly number[]} weights */
export function lineAt(weights) {
  return { weights, bias: HELD };
}

/**
 * @param {Pick<State, "ball" | "by"> & {scene: string}} state
 * @param {any} start
 */
export function nudgeOf(state, start) {
  return { points: groundOf(state, start).points, line: lineAt(state.ball), by: Number(state.by) };
}

/**
 * The hill along one weight, from edge to edge of the map.
 *
 * @param {Pick<State, "ball" | "along"> & {scene: string}} state
 * @param {any} start
 */
export function cutOf(state, start) {
  const along = state.along === "w1" ? 0 : 1;
  const { low, high } = start.map;
  return { points: groundOf(state, start).points, line: lineAt(state.ball), along, low: low[along], high: high[along], n: PLACES };
}

/**
 * @param {{scene: string}} state
 * @param {any} start
 * @param {readonly number[]} from
 * @param {number} rate
 * @param {number} steps
 */
export function wayOf(state, start, from, rate, steps) {
  return { points: groundOf(state, start).points, line: lineAt(from), rate, steps };
}

/** @param {number} error */
export function errorInWords(error) {
  return tidy(error, error < SMALL ? 5 : 2);
}
