/**
 * What is asked, and what is said about a guess. Pure.
 *
 * @typedef {import("../state/predict.js").Question} Question
 * @typedef {import("../state/predict.js").Verdict} Verdict
 */

import { openQuestion, questionAhead } from "../state/predict.js";
import { cardOf } from "../state/selectors.js";
import { capital, number } from "./format.js";
import { layerName, outputLabel, unitName } from "./names.js";

/** @param {Question} question */
const aboutOf = ({ layer }) => `/#${layer + 1}`;

/**
 * What Next would ask about; null where it would not ask.
 *
 * @param {import("../state/state.js").State} state
 */
export function aboutAhead(state) {
  const question = state.hand.predict.on ? questionAhead(state) : null;
  return question && aboutOf(question);
}

/**
 * The question that is open, as it is put to a class.
 *
 * @param {import("../state/state.js").State} state
 */
export function questionOf(state) {
  const question = openQuestion(state);
  return question && {
    kind: question.kind,
    about: aboutOf(question),
    text: questionInWords(cardOf(state), question),
    labels: question.choices.map((neuron) => choiceInWords(cardOf(state), question, neuron)),
  };
}

/**
 * @param {import("../types.js").Card} card
 * @param {Question} question
 */
export function questionInWords(card, { kind, layer }) {
  return kind === "digit"
    ? card.labels ? "What will the network see?" : "Which digit will the network see?"
    : `Which of these three neurons of ${layerName(card, layer)} will light up most?`;
}

/**
 * @param {import("../types.js").Card} card
 * @param {Question} question
 * @param {number} neuron  one of the choices
 */
export function choiceInWords(card, { kind }, neuron) {
  return kind === "digit" ? outputLabel(card, neuron) : `Neuron ${neuron + 1}`;
}

/**
 * What is told once.
 *
 * @param {import("../state/state.js").State["line"]["note"]} note
 */
export function noteInWords(note) {
  return typeof note === "object" && note ? verdictInWords(note) : note ?? "";
}

/** @param {Verdict} verdict */
function verdictInWords({ question: { kind, layer, choices, best }, card, isRight, chosen, z, nRight, n }) {
  const sum = (/** @type {number} */ neuron) => number(z[neuron] ?? 0);
  const isBySum = choices.every((neuron) => (z[neuron] ?? 0) <= (z[best] ?? 0)); // an edit can hold a neuron
  const name = unitName(card, { layer, neuron: best });
  const lights = isBySum ? `${name} has the largest sum, z = ${sum(best)}` : `${name} lights up most`;
  const what = kind === "digit" ? `the network says ${outputLabel(card, best)}` : `of the three, ${lights}`;
  const isAlike = isRight && chosen !== null && chosen !== best;
  const close = isAlike ? `; yours, with z = ${sum(chosen)}, lights up just as much` : "";
  const judged = isRight ? "Right" : "Not this time";
  const score = n ? ` ${nRight} of ${n} right so far.` : "";
  return chosen === null ? `${capital(what)}.${score}` : `${judged}: ${what}${close}.${score}`;
}
