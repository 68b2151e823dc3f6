/**
 * What a broken network still reads right, in words. Pure.
 *
 * @typedef {object} Thousand  digits, as the server read them
 * @property {string} name  what they are
 * @property {number} n
 * @property {number} right
 * @property {number} trained  that the network reads right as it was trained
 */

import { count } from "./format.js";

/** @param {Thousand} thousand */
export function thousandInWords({ name, n, right, trained }) {
  return `Of ${count(n)} digits, ${name}: ${count(right)} right; ${count(trained)} as it was trained.`;
}

/**
 * How a guess was, once.
 *
 * @param {number} guess  digits of a thousand
 * @param {Thousand} thousand
 */
export function guessInWords(guess, { right, n }) {
  const off = Math.abs(guess - (right / n) * 1000);
  if (off < 75) return `You guessed about ${count(guess)}: close.`;
  return `You guessed about ${count(guess)}: it is ${right > guess ? "tougher" : "more fragile"} than that.`;
}
