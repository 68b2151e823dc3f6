/**
 * Samples in the order that was asked for, fetched a page at a time. Pure but for the answers.
 *
 * @typedef {import("./state.js").State} State
 *
 * @typedef {object} Sample
 * @property {Uint8Array} image  28×28 greys
 * @property {number} label  the digit that it is
 * @property {number} answer  the digit that it was read as
 * @property {number} sure  the activation of that output
 */

import { PIXELS } from "../digit-image.js";
import { orderOf } from "./state.js";

export const PAGE = 60; // samples

/**
 * @param {ReturnType<typeof import("./answers.js").createAnswers>} answers
 */
export function createSamples(answers) {
  /** @type {WeakMap<object, readonly Sample[]>} */
  const cut = new WeakMap();
  /** Of the order that was asked for last, whichever of its pages are there. */
  let counted = { order: "", total: /** @type {number | null} */ (null) };

  /**
   * @param {State} state
   * @param {number} page
   */
  function pageOf(state, page) {
    const may = state.line.connection === "online";
    const answer = answers.get("page", { ...orderOf(state), start: page * PAGE, n: PAGE }, may);
    if (answer && !cut.has(answer)) cut.set(answer, cutUp(answer));
    return answer && { total: /** @type {number} */ (answer.total), samples: cut.get(answer) ?? [] };
  }

  return {
    /**
     * How many there are in this order; null until that is known.
     *
     * @param {State} state
     * @param {number} [near]  a place near which they are wanted first
     */
    total(state, near = 0) {
      const order = JSON.stringify(orderOf(state));
      if (order !== counted.order) counted = { order, total: null };
      return (counted.total = pageOf(state, Math.floor(near / PAGE))?.total ?? counted.total);
    },

    /**
     * @param {State} state
     * @param {number} at
     * @returns {Sample | null}  null until it has come, or where there is none
     */
    sample: (state, at) => pageOf(state, Math.floor(at / PAGE))?.samples[at % PAGE] ?? null,
  };
}

/**
 * @param {{images: Uint8Array, labels: readonly number[], answers: readonly number[], sure: Float32Array}} answer
 * @returns {readonly Sample[]}
 */
function cutUp({ images, labels, answers, sure }) {
  return labels.map((label, k) => ({
    image: images.subarray(k * PIXELS, (k + 1) * PIXELS), label, answer: answers[k] ?? 0, sure: sure[k] ?? 0,
  }));
}
