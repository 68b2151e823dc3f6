/**
 * What every network says of one drawing, and the guess of how many agree. Pure.
 *
 * @typedef {import("./state.js").State} State
 *
 * @typedef {object} Reading  by one network, as it was trained
 * @property {string} network
 * @property {Float32Array} a  its ten outputs
 * @property {number} prediction
 * @property {number} runnerUp
 *
 * @typedef {{work: import("./state.js").Work, readings: readonly Reading[]}} Everyone
 *
 * @typedef {object} AgreementGuess
 * @property {object} about  what was read: a drawing, or an image
 * @property {number | null} choice  how many say the same; null: "just show me"
 * @property {boolean} isRight
 *
 * @typedef {{digit: number, networks: readonly string[]}} Vote
 */

import { withChange } from "./change.js";
import { traceOf, whyUntold } from "./selectors.js";

/**
 * The digits that networks say, the one with most of them first; equal ones as they stand.
 *
 * @param {readonly Reading[]} readings
 * @returns {readonly Vote[]}
 */
export function votesOf(readings) {
  const digits = [...new Set(readings.map(({ prediction }) => prediction))];
  return digits
    .map((digit) => ({ digit, networks: readings.flatMap(({ network, prediction }) => (prediction === digit ? [network] : [])) }))
    .sort((one, other) => other.networks.length - one.networks.length);
}

/**
 * What is read, whichever network reads it.
 *
 * @param {import("./state.js").Work} work
 */
export function readOf({ image, drawing }) {
  return image ?? drawing;
}

/**
 * Whether the viewer is to guess how many agree before it shows: once for each drawing.
 *
 * @param {State} state
 */
export function asksForAgreement(state) {
  const { hand: { predict: { on, agreement } }, work, answers: { everyone } } = state;
  const isThere = everyone?.work === work && everyone.readings.length > 2;
  return on && isThere && traceOf(state) !== null && whyUntold(state) === null && agreement?.about !== readOf(work);
}

/**
 * @param {State} state
 * @param {number | null} choice
 * @returns {State}
 */
export function agreementGuessed(state, choice) {
  if (!asksForAgreement(state)) return state;
  const { predict } = state.hand;
  const isRight = choice === votesOf(state.answers.everyone?.readings ?? [])[0]?.networks.length;
  return withChange(state, {
    hand: {
      predict: {
        ...predict,
        right: predict.right + Number(isRight),
        asked: predict.asked + Number(choice !== null),
        agreement: { about: readOf(state.work), choice, isRight },
      },
    },
  });
}
