/**
 * What is said of a run of training: how it stands, and whom a mistake moved. Pure.
 *
 * @typedef {import("./run-state.js").RunState} RunState
 */

import { capital, count, number } from "../words/format.js";
import { inputName, unitName } from "../words/names.js";

/**
 * @param {object} now
 * @param {RunState} now.run
 * @param {number} now.digits  that it learns from
 * @param {number} now.place  in the line of those who wait
 * @param {boolean} now.isThere  its picture
 * @param {boolean} now.isRunning
 * @param {boolean} now.hasFailed
 * @param {boolean} now.isOther
 * @param {number | null} now.left
 * @param {number} now.last
 */
export function standing({ run, digits, place, isThere, isRunning, hasFailed, isOther, left, last }) {
  if (place > 0) return `Your run waits: ${place - 1 || "none"} before it in the line.`;
  if (hasFailed) return "The next picture did not come. Press Run to ask again.";
  if (!isThere) return "The server draws the digits, and the dice for the weights.";
  const { at } = run;
  if (left !== null && at >= left) return `The loss left the chart at step ${count(left)}. Each step is too long at this learning rate: try a smaller one.`;
  const other = isOther ? "This computer rounds in another way than the one where the link was made: the same run has other numbers here. " : "";
  if (isRunning) return `${other}It learns.`;
  if (at >= last) return `${other}Done: ${count(last)} steps are as far as a run goes here.`;
  if (at === 0) return `${other}Nothing is learned yet: all weights are random.`;
  return `${other}Paused after step ${count(at)}. ${epochs(run, digits)}`;
}

/**
 * @param {RunState} run
 * @param {number} digits
 */
function epochs({ at, batch }, digits) {
  const size = Math.min(batch, digits);
  const rounds = at / Math.floor(digits / size);
  const times = rounds < 1 ? "once at most" : rounds === 1 ? "once" : `about ${number(rounds, rounds < 10 && rounds % 1 ? 1 : 0)} times`;
  return `It has read ${count(at * size)} digits: each of the ${count(digits)} ${times}.`;
}

/**
 * A weight, by where it stands.
 *
 * @param {readonly number[]} sizes  inputs, then the neurons of each layer
 * @param {number} layer
 * @param {number} neuron
 * @param {number} input
 */
export function weightName(sizes, layer, neuron, input) {
  const card = /** @type {any} */ ({ sizes, layers: sizes.slice(1) }); // all that names need
  return `${capital(inputName(card, layer, input))} → ${unitName(card, { layer, neuron })}`;
}
