/**
 * The answer sheet: what the server computes of the worksheet's questions.
 *
 * @typedef {import("../../kit/lesson.js").Figure<import("../one-eye-for-every-place.js").State>} Figure
 * @typedef {import("./facts.js").Facts} Facts
 */

import { netSpan } from "../../kit/figures.js";
import { FIRST } from "./asks.js";

const ROW = [0, 0, 1, 1, 0];
const ONE_ROW = { layers: [{ weights: [[-1, 0, 1]], biases: [0], activation: "linear" }] };
const FITS = [{ side: 28, size: 5, stride: 1, padding: 0 }, { side: 28, size: 3, stride: 2, padding: 1 }, { side: 10, size: 3, stride: 1, padding: 1 }];

/** @param {readonly number[]} all @param {string} [between] */
const listed = (all, between = ", ") => all.flatMap((each, k) => [k ? between : "", netSpan(each)]);

/** @type {Figure} */
export const sums = (room, { numbers }) => ({
  sync() {
    const found = [0, 1, 2].map((at) => numbers.layers({ network: ONE_ROW, input: { vector: ROW.slice(at, at + 3) } })?.at(-1)?.z[0]);
    const known = found.flatMap((z) => (z === undefined ? [] : [z]));
    if (known.length === found.length) room.replaceChildren(...listed(known), ": the sign says which way the edge goes.");
  },
});

/** @param {Facts} facts @returns {Figure} */
export const fits = (facts) => (room) => ({
  sync() {
    const found = FITS.flatMap((each) => facts.fit(each)?.out ?? []);
    if (found.length === FITS.length) room.replaceChildren(...listed(found), " places across.");
  },
});

/** @param {Facts} facts @returns {Figure} */
export const pools = (facts) => (room) => ({
  sync() {
    const [most, mean] = /** @type {const} */ (["max", "mean"]).map((kind) => facts.pool(kind, FIRST)?.z);
    if (most && mean) room.replaceChildren("The largest: ", ...listed([...most]), ". The means: ", ...listed([...mean]), ".");
  },
});
