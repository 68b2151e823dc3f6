/**
 * What a vote says of itself. Pure.
 *
 * @typedef {import("../../wire/rooms.js").Head} Head
 * @typedef {import("../../wire/rooms.js").Vote} Vote
 */

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
 * The layer whose neurons a vote is about; null where it is about none.
 *
 * @param {Vote} vote
 */
export function layerOf({ kind, about }) {
  const [, layer] = /^\/#(\d+)$/.exec(about) ?? [];
  return kind === "neuron" && layer !== undefined ? Number(layer) - 1 : null;
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
