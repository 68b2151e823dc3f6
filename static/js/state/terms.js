/**
 * The terms of a neuron that reads some of its layer's inputs: which of them each multiplies. Pure.
 *
 * @typedef {import("../types.js").Explanation} Explanation
 */

/**
 * The input that a term multiplies.
 *
 * @param {Pick<Explanation, "reads">} opened
 * @param {number} term
 */
export function inputOfTerm({ reads }, term) {
  return reads?.[term] ?? term;
}

/**
 * The term in which an input is multiplied.
 *
 * @param {Pick<Explanation, "reads">} opened
 * @param {number} input
 * @returns {number}  −1 where it is not read
 */
export function termOfInput({ reads }, input) {
  return reads ? reads.indexOf(input) : input;
}
