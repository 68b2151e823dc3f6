/**
 * What a vote says of itself. Pure.
 *
 * @typedef {import("../../wire/rooms.js").Head} Head
 * @typedef {import("../../wire/rooms.js").Vote} Vote
 */

import { strongest } from "../../state/selectors.js";
import { where } from "../../state/where.js";
import { capital } from "../../words/format.js";

const A_TO_D = ["A", "B", "C", "D"];
const DIGITS = Array.from({ length: 10 }, (_, digit) => `${digit}`);

/**
 * Votes for a question that is spoken.
 *
 * @type {readonly {name: string, kind: Vote["kind"], labels: readonly string[]}[]}
 */
export const ALOUD = [
  { name: "Yes or no", kind: "yes-no", labels: ["Yes", "No"] },
  { name: "A to D", kind: "letters", labels: A_TO_D },
  { name: "0 to 9", kind: "digit", labels: DIGITS },
];

/**
 * The layer of the main page's network that a vote is about; null where it is about none.
 *
 * @param {Pick<Vote, "about">} vote
 */
function layerAbout({ about }) {
  const [, layer] = /^\/#(\d+)$/.exec(about) ?? [];
  return layer === undefined ? null : Number(layer) - 1;
}

/**
 * The layer whose neurons a vote is about; null where it is about none.
 *
 * @param {Vote} vote
 */
export function layerOf(vote) {
  return vote.kind === "neuron" ? layerAbout(vote) : null;
}

/**
 * The neuron of a choice.
 *
 * @param {string} label  "Neuron 5", or a digit
 */
export function neuronOf(label) {
  const [, number] = label.split(" ");
  return number === undefined ? Number(label) : Number(number) - 1;
}

/**
 * The choice that the main page's network holds with, once its pass has come there.
 *
 * @param {Vote} vote
 * @param {import("../../state/state.js").State} state
 * @returns {number | null}  null where the pass has not, or the vote is about something else
 */
export function answerTo(vote, state) {
  const layer = layerAbout(vote);
  const { trace, steps } = where(state);
  const first = steps.findIndex((step) => step.layer === layer);
  const a = layer === null || state.place.step < first ? undefined : trace?.layers[layer]?.a;
  return a ? strongest(Float32Array.from(vote.labels, (label) => a[neuronOf(label)] ?? -Infinity)) : null;
}

/**
 * @param {Vote} vote
 * @param {import("../host.js").Question | null} question  that the page asks
 */
export function questionInWords({ kind, about, phase }, question) {
  if (about === "") return phase === "shown" ? "What the class said" : "Listen to the question, then vote";
  if (question?.about === about) return question.text;
  if (kind === "digit") return "Which digit will the network see?";
  return kind === "neuron" ? "Which of these neurons will light up most?" : "The question of the lesson";
}

/**
 * How far the vote is.
 *
 * @param {Head} head
 * @param {Vote} vote
 */
export function stateInWords({ answered, pupils }, { round, phase, counts }) {
  if (phase === "shown") {
    const [first = 0, second = 0] = (counts ?? []).map(sumOf);
    return round === 1 ? `${votes(first)}.` : `${votes(first)} at first, ${second} after talking.`;
  }
  const have = pupils > 0 ? `${answered} of ${pupils} have answered.` : "Count raised hands with + and −.";
  if (phase === "closed") return `Closed. ${have}`;
  return round === 1 ? have : `Talk with your neighbour, then vote again. ${have}`;
}

/**
 * What the page answers, beside what most of the class said in its last vote.
 *
 * @param {Vote} vote
 * @param {number} right
 */
export function answerInWords({ kind, labels, counts }, right) {
  const last = counts?.findLast((round) => sumOf(round) > 0) ?? [];
  const most = Math.max(0, ...last);
  const named = (/** @type {string | undefined} */ label) => (kind === "lesson" ? `“${label}”` : `${label}`);
  const said = labels.filter((_, choice) => most > 0 && last[choice] === most);
  const answer = `${kind === "digit" ? "the network says" : "it is"} ${named(labels[right])}.`;
  const [only] = said;
  if (only === undefined) return capital(answer);
  if (said.length > 1) return `As many said ${said.map(named).join(" as ")}; ${answer}`;
  const half = `${most} of ${sumOf(last)} said ${named(only)}`;
  if (only !== labels[right]) return `${half}; ${answer}`;
  return `${half}, and ${kind === "digit" ? "so does the network" : "so it is"}.`;
}

/** @param {number} n */
const votes = (n) => `${n} ${n === 1 ? "vote" : "votes"}`;

/** @param {readonly number[]} counts */
const sumOf = (counts) => counts.reduce((sum, n) => sum + n, 0);

/**
 * The bars of a vote that is shown: of each choice one for each round, in shares of the longest.
 *
 * @param {Vote} vote
 * @returns {readonly (readonly {n: number, share: number}[])[]}  by choice; empty until it is shown
 */
export function barsOf({ labels, phase, counts }) {
  if (phase !== "shown" || !counts) return [];
  const most = Math.max(1, ...counts.flat());
  return labels.map((_, choice) => counts.map((round) => {
    const n = round[choice] ?? 0;
    return { n, share: n / most };
  }));
}
