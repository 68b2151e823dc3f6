/**
 * What the page of mistakes says. Pure.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("./samples.js").Sample} Sample
 */

import { aDigit, count, number, percent } from "../words/format.js";
import { strongest } from "../state/selectors.js";
import { cardOf, DIGITS, SHOWN } from "./state.js";

/** @type {Readonly<Record<State["view"], string>>} */
export const VIEWS = { table: "Table", gallery: "Gallery", one: "One by one", neuron: "Neurons" };

/** @type {Readonly<Record<State["source"], string>>} */
export const SOURCES = { ours: "Our digits, each varied", t10k: "MNIST’s test digits" };

/** @type {Readonly<Record<State["order"], string>>} */
export const ORDERS = {
  random: "shuffled", digit: "digit by digit", mistakes: "mistakes only", surest: "mistakes, the surest first",
};

/** How somebody who has none gets MNIST. */
export const NO_MNIST = [
  "MNIST’s test digits are not on this server.",
  "Whoever runs it brings them with one command, 12 MB:",
];
export const FETCH = "forward-pass mnist fetch";

/** Of the gallery's tiles. */
export const LEGEND = "Below each digit: what it is, what it was read as, and how strong that output was. ✗ is a mistake. Press one to open its pass.";

/** @param {State} state */
export function sourceInWords({ source }) {
  return source === "ours"
    ? "Our 70 drawings, each turned, slanted, moved and thickened by a program."
    : "Digits by people whose writing no network here has learned from.";
}

/**
 * What a network takes a sample for, and how sure it is.
 *
 * @param {State} state
 * @param {Sample} sample
 */
export function readingInWords(state, { answer, sure }) {
  const what = cardOf(state).outputs === "probabilities" ? "probability" : "score";
  return `${answer}, ${what} ${number(sure)}`;
}

/**
 * Below a tile.
 *
 * @param {Sample} sample
 */
export function tileCaption({ answer, sure }) {
  return `read ${answer}, ${number(sure)}`;
}

/**
 * A tile, for whoever does not see it: what stands there, and what a mark says.
 *
 * @param {Sample} sample
 */
export function tileInWords(sample) {
  return `${sample.label} ${tileCaption(sample)}${sample.label === sample.answer ? "" : ", a mistake"}. Open its pass`;
}

/**
 * What a guess of the reading came to.
 *
 * @param {State} state
 * @param {Sample} sample
 */
export function verdictOf(state, sample) {
  const { reading, network } = state;
  const right = sample.label === sample.answer;
  const told = `It is ${aDigit(sample.label)}. ${network} reads ${readingInWords(state, sample)}${right ? "." : ": a mistake."}`;
  if (reading === null || reading === SHOWN) return told;
  return `${told} You said ${reading}${reading === sample.answer ? ", as it does." : "."}`;
}

/**
 * @param {State} state
 * @param {{n: number, right: number, hardest: number, recall: readonly (number | null)[]}} matrix
 */
export function hardestInWords({ network, hardest: said }, { n, right, hardest, recall }) {
  const read = `${network} reads ${count(right)} of ${count(n)} right, ${percent(right / n)}.`;
  const least = recall[hardest] ?? 0;
  const hard = DIGITS.filter((digit) => recall[digit] === least);
  const which = hard.length > 1 ? `${hard.slice(0, -1).join(", ")} and ${hard.at(-1)}` : `${hard[0]}`;
  const worst = `It finds the ${which} hardest: ${percent(least)} of them are read right.`;
  if (said === null || said === SHOWN) return `${read} ${worst}`;
  return `${read} You said ${said}${hard.includes(said) ? ", and so it is." : "."} ${worst}`;
}

/** Under the table. */
export const RECALL = "Recall, at the end of a row: of all digits that are a 4, say, how many were read as a 4.";
export const PRECISION = "Precision, at the foot of a column: of all that were read as a 4, how many are one.";

/**
 * @param {number} truth
 * @param {number} read
 * @param {number} n
 */
export function cellInWords(truth, read, n) {
  const what = truth === read ? "read right" : `read as ${read}`;
  return `${n} of the ${truth}s ${what}${n ? ". See them" : ""}`;
}

/**
 * How many samples the gallery shows, and of what.
 *
 * @param {State} state
 * @param {number} total
 */
export function totalInWords({ cell, order }, total) {
  const isWrong = order === "mistakes" || order === "surest";
  if (isWrong && cell && cell.truth === cell.read) return `These ${cell.truth}s were read right: no mistakes among them`;
  const what = cell ? (cell.truth === cell.read ? `${cell.truth}s read right` : `${cell.truth}s read as ${cell.read}`) : isWrong ? "mistakes" : "digits";
  return `${count(total)} ${what}`;
}

/**
 * What the guess of the digit that excites a neuron most came to.
 *
 * @param {State} state
 * @param {readonly (number | null)[]} means
 */
export function favouriteInWords({ favourite: said }, means) {
  const best = strongest(Float32Array.from(means, (mean) => mean ?? -Infinity));
  const told = `On average the ${best} excites it most: ${number(means[best] ?? 0)}.`;
  if (said === null || said === SHOWN) return told;
  return said === best ? `You said ${said}, and so it is. ${told}` : `You said ${said}. ${told}`;
}
