/**
 * What is said of all networks at once. Pure.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../state/everyone.js").Reading} Reading
 * @typedef {import("../state/everyone.js").Vote} Vote
 */

import { toneOfBest } from "../state/tone.js";
import { capital, number } from "./format.js";

const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
/** @type {Readonly<Record<string, string>>} */
const SHORT = {
  "MNIST train": "MNIST",
  "UCI Pen-Based Recognition of Handwritten Digits, training part": "pen strokes",
};

/** @param {number} n */
export function inWords(n) {
  return NUMBERS[n] ?? `${n}`;
}

/**
 * What a network learned from, in a few words.
 *
 * @param {Card} card
 */
export function learnedFrom({ training: { data = [] } }) {
  return data.length ? data.map(({ name }) => SHORT[name] ?? name).join(" + ") : "trained on nothing";
}

/**
 * What a network says, as plainly as its outputs do.
 *
 * @param {Reading} reading
 * @param {Card} card
 */
export function readingInWords({ a, prediction, runnerUp }, { outputs }) {
  const [best, second] = [a[prediction] ?? 0, a[runnerUp] ?? 0];
  const what = `${outputs === "probabilities" ? "probability" : "score"} ${number(best)}`;
  return { clear: what, close: `${what}, perhaps ${runnerUp}`, weak: `${what}, not clear` }[toneOfBest(best, second)];
}

/**
 * Who says what, the most first.
 *
 * @param {readonly Vote[]} votes
 */
export function votesInWords(votes) {
  const n = votes.reduce((sum, { networks }) => sum + networks.length, 0);
  const [first] = votes;
  if (!first) return "";
  if (votes.length === 1) return n > 1 ? `All ${inWords(n)} say ${first.digit}.` : `It says ${first.digit}.`;
  const parts = votes.map(({ digit, networks }) => `${inWords(networks.length)} ${networks.length === 1 ? "says" : "say"} ${digit}`);
  return `${capital(parts.slice(0, -1).join(", "))} and ${parts.at(-1)}.`;
}

/**
 * A number of networks that could say the same, to choose.
 *
 * @param {number} choice
 * @param {number} n  networks
 */
export function agreementInWords(choice, n) {
  return choice === 1 ? "no two" : choice === n ? `all ${inWords(n)}` : inWords(choice);
}
