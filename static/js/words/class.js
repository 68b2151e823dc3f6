/**
 * What a pupil's page says of its class. Pure.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../state/state.js").Connection} Connection
 * @typedef {import("../wire/rooms.js").Head} Head
 * @typedef {import("../wire/rooms.js").Vote} Vote
 * @typedef {import("../wire/rooms.js").Votes} Votes
 * @typedef {readonly [kind: "fine" | "away" | "trouble", words: string]} Standing
 */

import { number, signed } from "./format.js";
import { unitName } from "./names.js";
import { titleOf } from "./words.js";
import { isEmpty, strongest, traceOf } from "../state/state.js";
import { cardOf } from "../state/selectors.js";
import { where } from "../state/where.js";

/**
 * Whether nobody looks around: the steps are locked, or a vote is not shown yet.
 *
 * @param {Pick<Head, "held" | "vote">} head
 */
export function isHeld({ held, vote }) {
  return held || (vote !== null && vote.phase !== "shown");
}

/**
 * How this device stands to the class: what is out of order first.
 *
 * @param {object} known
 * @param {Connection} known.connection
 * @param {boolean} known.back  in touch with the class
 * @param {Pick<Head, "held" | "vote" | "steerer"> | null} known.head
 * @param {boolean} known.follows
 * @returns {Standing}
 */
export function standingInWords({ connection, back, head, follows }) {
  if (connection === "offline") return ["trouble", "You are offline"];
  if (connection === "unreachable") return ["trouble", "The server does not answer"];
  if (connection !== "online" || !head || !back) return ["fine", "Coming back to your class…"];
  if (head.steerer === "away") return ["trouble", "Your teacher is offline"];
  if (head.held) return ["fine", "Your teacher holds the steps"];
  if (isHeld(head)) return ["fine", "Your teacher asks"];
  return follows ? ["fine", "You follow"] : ["away", "You look around"];
}

/**
 * The digit that all draw now; null where they draw none. The wall counts by the task for longer.
 *
 * @param {Pick<Head, "task" | "drawing">} head
 */
export function askedOf({ task, drawing }) {
  return drawing ? task : null;
}

/**
 * What the pad is for just now.
 *
 * @param {Pick<Head, "paused" | "task" | "drawing">} head
 * @param {boolean} [isEmptied]  for it, and Undo has what was there
 */
export function padInWords({ paused, ...head }, isEmptied = false) {
  if (paused) return "Your teacher has paused drawing";
  const digit = askedOf(head);
  if (digit === null) return "";
  const words = `Draw ${digit === 8 ? "an" : "a"} ${digit}`;
  return isEmptied ? `${words}. Undo brings back what you drew.` : words;
}

/**
 * The title of a step, on a pad that may have somebody else's digit.
 *
 * @param {State} state
 * @param {boolean} isOwn
 */
export function stepTitle(state, isOwn) {
  const isTheirs = !isOwn && !isEmpty(state) && !state.place.inner && where(state).step.kind === "drawing";
  return isTheirs ? "The class’s digit" : titleOf(state);
}

/**
 * The number that a step is about, of whoever's digit is on the pad: the strongest neuron's.
 *
 * @param {State} state
 * @param {boolean} isOwn
 */
export function numberInWords(state, isOwn) {
  const trace = traceOf(state);
  const { kind, layer } = where(state).step;
  const pass = layer === null ? undefined : trace?.layers[layer];
  if (isEmpty(state) || !pass || layer === null) return "";
  const neuron = strongest(kind === "sums" ? pass.z : pass.a);
  const figure = kind === "sums" ? `z\u00a0=\u00a0${signed(pass.z[neuron] ?? 0)}` : `a\u00a0=\u00a0${number(pass.a[neuron] ?? 0)}`;
  const whose = isOwn ? "With your digit" : "With this digit";
  return `${whose}, ${unitName(cardOf(state), { layer, neuron })} is strongest: ${figure}.`;
}

/** What is asked where no page of ours has the question: aloud. @type {Readonly<Record<Vote["kind"], string>>} */
const ALOUD = {
  digit: "Which digit?",
  neuron: "Which neuron?",
  "yes-no": "Yes or no?",
  letters: "Which letter?",
  lesson: "What do you say?",
};

/** @type {Readonly<Partial<Record<Vote["kind"], string>>>} */
const ON_PAGE = {
  digit: "Which digit will the network see?",
  neuron: "Which of these neurons will light up most?",
};

/**
 * The question of a vote.
 *
 * @param {Pick<Vote, "kind" | "about">} vote
 */
export function questionInWords({ kind, about }) {
  return (about && ON_PAGE[kind]) || ALOUD[kind];
}

/**
 * What became of one's own choice.
 *
 * @param {Pick<Vote, "labels" | "round" | "phase">} vote
 * @param {Votes} votes
 */
export function choiceInWords({ labels, round, phase }, votes) {
  const [first, second] = votes.map((choice) => (choice === null ? null : labels[choice] ?? null));
  const said = round === 2 ? second : first;
  if (phase === "shown") return shownInWords(round, first, second);
  if (phase === "closed") return said ? `You said ${said}. The vote is closed.` : "The vote is closed.";
  const before = round === 2 && first ? `First you said ${first}. ` : "";
  if (said) return `${before}You said ${said}. You may change it while the vote is open.`;
  return round === 2 ? `${before}Talk, then vote again.` : "Press what you think.";
}

/**
 * @param {1 | 2} round
 * @param {string | null | undefined} first
 * @param {string | null | undefined} second
 */
function shownInWords(round, first, second) {
  if (round === 1) return first ? `You said ${first}.` : "";
  const said = first && second ? ` You said ${first}, then ${second}.` : "";
  return `Above: the first vote. Below: the second.${said}`;
}

/**
 * What a screen reader is told of a vote as it begins, in each round, and as it is shown.
 *
 * @param {Vote | null} vote
 * @param {string} question
 */
export function voteNews(vote, question) {
  if (!vote) return "";
  if (vote.phase === "shown") return "The votes are shown.";
  if (vote.phase === "closed") return "The vote is closed.";
  const what = vote.round === 2 ? "Vote again" : "Your teacher asks";
  return `${what}: ${question} ${vote.labels.length} choices.`;
}

