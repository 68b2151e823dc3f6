/**
 * What a printed moment asks before one looks, and the answers, all of them the network's own. Pure.
 *
 * @typedef {import("../state/state.js").State} State
 *
 * @typedef {object} Question
 * @property {string} ask
 * @property {string} answer
 */

import { withChange } from "../state/change.js";
import { cardOf, isEmpty } from "../state/selectors.js";
import { isOutput, outputStep } from "../state/steps.js";
import { where } from "../state/where.js";
import { number, signed } from "./format.js";
import { activationName, unitName } from "./names.js";
import { sentenceOf, titleOf } from "./words.js";

/** A neuron that may be asked about: the outputs would tell the digit, and a pool adds nothing up. @param {State} state */
function askedAbout(state) {
  const { explanation: opened, card } = where(state);
  if (!opened || opened.held || isOutput(card, opened.layer)) return null;
  return card.layers[opened.layer]?.side === undefined ? opened : null;
}

/**
 * The moment before anything of what is asked is to be seen.
 *
 * @param {State} state
 * @returns {State}
 */
export function beforeAsking(state) {
  const { steps } = where(state);
  const card = cardOf(state);
  const opened = askedAbout(state);
  const shows = steps.findIndex(({ layer }) => layer !== null && layer === opened?.layer);
  const step = Math.max(0, Math.min(state.place.step, (shows < 0 ? outputStep(card, steps) : shows) - 1));
  return withChange(state, {
    place: { step, inner: null, selected: null, covered: true, view: "network" }, hand: { at: step },
  });
}

/**
 * @param {State} state
 * @returns {readonly Question[]}
 */
export function questionsOf(state) {
  if (isEmpty(state) || !where(state).trace) return [];
  const last = where(state).steps.length - 1;
  const end = withChange(state, { place: { step: last, inner: null, covered: false, view: "network" }, hand: { at: last } });
  const opened = askedAbout(state);
  return [
    { ask: "Before you look: which digit will it be?", answer: titleOf(end) },
    { ask: "How sure will the network be: not sure, quite sure or very sure?", answer: sentenceOf(end) },
    ...(opened ? ofNeuron(state, opened) : []),
  ];
}

/**
 * @param {State} state
 * @param {import("../types.js").Explanation} opened
 * @returns {Question[]}
 */
function ofNeuron(state, { layer, neuron, shown }) {
  const card = cardOf(state);
  const { positive, negative, bias, z, a, decimals } = shown;
  const figure = (/** @type {number} */ value) => signed(value, decimals);
  return [
    {
      ask: `Add up for ${unitName(card, { layer, neuron })}: positive terms ${figure(positive)}, negative terms ${figure(negative)}, bias ${figure(bias)}. z =`,
      answer: number(z, decimals),
    },
    { ask: `What does ${activationName(card, layer)} make of that z? a =`, answer: number(a) },
  ];
}
