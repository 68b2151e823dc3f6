/**
 * Lesson 5, "Bending the line".
 *
 * @typedef {import("./bending-the-line/training.js").Look} Look
 * @typedef {import("./bending-the-line/networks.js").Net} Net
 *
 * @typedef {object} State
 * @property {Net} neuron  that is alone
 * @property {Net} xor  of two hidden neurons and one that reads them
 * @property {Net} edges  of hidden neurons whose lines shut a region in
 * @property {number} evening  that is looked at
 * @property {readonly number[]} rooms  bedrooms and bathrooms
 * @property {boolean} isHelped  the price by a hidden neuron
 * @property {import("./bending-the-line/networks.js").Kind} bend
 * @property {readonly number[]} spot  the ring among the fruit
 * @property {number} inputs  of a truth table
 * @property {readonly number[]} rows  that are wanted there, 0 or 1
 * @property {number} seed
 * @property {number} hidden
 * @property {Look | null} look  at the network that learns
 * @property {readonly Look[]} history
 * @property {boolean} isTraining
 * @property {import("./bending-the-line/training.js").Ended | null} ended
 */

import { startLesson } from "../kit/lesson.js";
import { choices } from "../kit/pieces.js";
import { choice, flag, listOf, numberIn, wholeIn } from "../link/fields.js";
import { alike, evenings } from "./bending-the-line/answers.js";
import { asksOf } from "./bending-the-line/asks.js";
import { fruit } from "./bending-the-line/fruit.js";
import { sums, table } from "./bending-the-line/hand.js";
import { house, worth } from "./bending-the-line/house.js";
import { hiddenOf, polygon } from "./bending-the-line/networks.js";
import { classes, folded, half, learned, line, many, NAMES, together } from "./bending-the-line/planes.js";
import { createTrainer } from "./bending-the-line/training.js";
import { truth } from "./bending-the-line/truth.js";
import { controls, counting, ending, readings } from "./bending-the-line/watching.js";

const EDGES = [2, 3, 4, 5, 6, 8];
const STEEP = { step: 1, sigmoid: 6 }; // where each looks its best

/**
 * A network of `polygon` with its lines anywhere.
 *
 * @param {number} size  of its numbers, at most
 * @returns {import("../link/fields.js").Field<Net>}
 */
function edgesWithin(size) {
  const { write, read } = listOf(numberIn(-size, size), 0, polygon(Math.max(...EDGES)).length);
  return {
    write,
    read(text) {
      const net = read(text);
      return net && EDGES.includes(hiddenOf(net)) ? net : undefined;
    },
  };
}

startLesson({
  fields: ({ limits: { size } }) => ({
    neuron: listOf(numberIn(-size, size), 3),
    xor: listOf(numberIn(-size, size), 9),
    edges: edgesWithin(size),
    evening: wholeIn(0, 3),
    rooms: listOf(wholeIn(1, 6), 2),
    isHelped: /** @type {any} */ (flag),
    bend: choice(["step", "sigmoid"]),
    spot: listOf(numberIn(0, 6), 2),
    inputs: wholeIn(2, 3),
    rows: listOf(wholeIn(0, 1), 8),
    seed: wholeIn(0, 99),
    hidden: wholeIn(2, 4),
  }),
  /** @returns {State} */
  startOf(_, start) {
    return {
      neuron: start.line, xor: start.xor, edges: polygon(2), evening: 1, rooms: [3, 1], isHelped: false, bend: "step",
      spot: start.fruits.spot, inputs: 2, rows: [0, 1, 1, 0, 0, 0, 0, 0], seed: 0, hidden: 3,
      look: null, history: [], isTraining: false, ended: null,
    };
  },
  create(page) {
    const { get, set, start, ask, markDirty } = page;
    /** @type {import("./bending-the-line/asks.js").Facts} */
    const facts = { splits: null, counts: null };
    const trainer = createTrainer(page, facts);
    let isAsked = false;

    /** What one line can say is asked for once. */
    async function askSplits() {
      if (isAsked || get().line.connection !== "online") return;
      isAsked = true;
      facts.splits = await ask("splits", {}).catch(() => null);
      isAsked = facts.splits !== null;
      markDirty();
    }

    return {
      figures: {
        line, house, worth, sums, table, folded, many, classes, fruit, learned, readings, ending, truth,
        "half-1": half(0), "half-2": half(1), together: together([]), "together-seen": together(NAMES),
        helped: choices("Price by", { no: "One neuron", yes: "A hidden neuron more" },
          ({ isHelped }) => (isHelped ? "yes" : "no"), (value) => set({ isHelped: value === "yes" })),
        edges: choices("Hidden neurons", Object.fromEntries(EDGES.map((n) => [`${n}`, `${n}`])),
          (state) => `${hiddenOf(state.edges)}`, (n) => set({ edges: polygon(Number(n), 1, STEEP[get().bend]) })),
        bend: choices("Neurons", { step: "Step", sigmoid: "Sigmoid" }, (state) => state.bend,
          (bend) => set({ bend, edges: polygon(hiddenOf(get().edges), 1, STEEP[bend]) })),
        inputs: choices("Inputs", { 2: "2 inputs", 3: "3 inputs" }, ({ inputs }) => /** @type {"2" | "3"} */ (`${inputs}`),
          (n) => set({ inputs: Number(n) })),
        hidden: choices("Hidden sigmoids", Object.fromEntries(start.hidden.map((/** @type {number} */ n) => [`${n}`, `${n} hidden`])),
          ({ hidden }) => `${hidden}`, (n) => set({ hidden: Number(n) })),
        controls: controls(trainer),
        counting: counting(trainer, facts),
        "answer-evenings": evenings,
        "answer-alike": alike,
      },
      parts: [{ sync: () => void askSplits() }, trainer],
      asks: asksOf(start, facts),
      quiz: () => import("./bending-the-line/quiz.js").then(({ quizOf }) => quizOf(start, facts)),
    };
  },
});
