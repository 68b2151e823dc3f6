/**
 * The scenes' cases, and what a neuron makes of them in words. Pure.
 *
 * @typedef {import("../../kit/numbers.js").Question} Question
 * @typedef {import("../../types.js").LayerPass} LayerPass
 * @typedef {import("../one-neuron.js").State} State
 */

import { outOf, tidy } from "../../kit/figures.js";
import { grid } from "../../kit/handle.js";

export const TIRED = ["rested", "tired"];
export const FRIENDS = grid(0, 6, 1);
const YES_NO = [0, 1];

/** What was said of a night. @type {Readonly<Record<string, {sign: string, words: string}>>} */
export const LABELS = { "+": { sign: "✓", words: "you went" }, "-": { sign: "✗", words: "you stayed" } };
/** What a press makes of it. @type {Readonly<Record<string, string>>} */
export const NEXT_LABEL = { "+": "-", "-": ".", ".": "+" };

/**
 * @param {number} tiredness
 * @param {number} friends
 */
export function nightInWords(tiredness, friends) {
  return `${TIRED[tiredness]}, ${friends} ${friends === 1 ? "friend" : "friends"}`;
}

/**
 * @param {string} scene
 * @returns {readonly (readonly number[])[]}  what each input can be
 */
export function inputsOf(scene) {
  if (scene === "one") return [grid(-6, 6, 0.5)];
  return [YES_NO, scene === "party" ? YES_NO : FRIENDS];
}

/**
 * What a scene's neurons read, now or in another case.
 *
 * @param {State & {scene: string}} state
 * @param {readonly number[]} [x]
 * @returns {Question}
 */
export function questionOf({ scene, x: now, w, b, f }, x = now) {
  const R = scene === "one" ? 1 : 2;
  const S = scene === "two" ? 2 : 1;
  const weights = [w.slice(0, 2), w.slice(2)].slice(0, S).map((row) => row.slice(0, R));
  return {
    network: { layers: [{ weights, biases: b.slice(0, S), activation: f }] },
    input: { vector: x.slice(0, R) },
  };
}

export const z = (/** @type {readonly LayerPass[]} */ layers) => layers[0]?.z[0] ?? 0;
export const a = (/** @type {readonly LayerPass[]} */ layers) => layers[0]?.a[0] ?? 0;

/**
 * σ(20) ≈ 1, and σ(1) = 0.73.
 *
 * @param {string} left
 * @param {string} right
 */
export function equated(left, right) {
  return `${left} ${right.startsWith("≈") ? "" : "= "}${right}`;
}

/**
 * What the neurons' numbers say, in words.
 *
 * @param {State & {scene: string}} state
 * @param {readonly LayerPass[]} layers
 */
export function verdictOf({ scene, f }, layers) {
  const [sum, out] = [tidy(z(layers)), outOf(f, a(layers), z(layers))];
  const isParty = scene !== "one";
  if (scene === "two" && f === "step") {
    const [goes = 0, brings = 0] = layers[0]?.a ?? [];
    return `You ${goes > 0 ? "go" : "stay at home"}, and the cake is ${brings > 0 ? "for you to bring" : "not yours to bring"}.`;
  }
  if (f === "linear") return `f(z) = z: the sum itself, ${out}.`;
  if (f === "sigmoid") return `${equated(`σ(${sum})`, out)}${isParty ? `: you go with a probability of ${out}.` : ", between 0 and 1."}`;
  if (z(layers) === 0) return "z = 0: exactly on the boundary. A step neuron fires for z > 0 only.";
  const fires = a(layers) > 0;
  const said = `z = ${sum} is ${fires ? "above" : "below"} 0: the neuron ${fires ? "fires" : "stays quiet"}.`;
  return isParty ? `${said} You ${fires ? "go" : "stay at home"}.` : said;
}
