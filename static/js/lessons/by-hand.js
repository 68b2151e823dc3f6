/**
 * Lesson 2, "A forward pass by hand".
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Weights} Weights
 * @typedef {import("../state.js").State} Pass
 * @typedef {import("../lesson/numbers.js").Question} Question
 *
 * @typedef {{weights: number[][], biases: number[]}} Layer
 * @typedef {{network: string, input: number[], layers: Layer[], added?: Layer}} Start  of a scene
 *
 * @typedef {object} State
 * @property {Pass} pass  the network, its numbers, its input, and where the stepper stands
 * @property {number} unfolded  layers that the formula of the whole network writes out
 */

import { countingWords } from "../lesson/counting.js";
import { createDesk, createPass } from "../lesson/desk.js";
import { startLesson } from "../lesson/lesson.js";
import { createNumberTables } from "../lesson/number-tables.js";
import { passField, passFrom } from "../lesson/pass-link.js";
import { createQuiz } from "../lesson/quiz.js";
import { createSpread } from "../lesson/spread.js";
import { createThreeForms } from "../lesson/three-forms.js";
import { decimal, randomVector, randomWeights, toyCard } from "../lesson/toy.js";
import { unfoldedFormula } from "../lesson/unfold.js";
import { createWorking } from "../lesson/working.js";
import { createWatch, h, setText } from "../parts/dom.js";
import { rendered } from "../parts/math.js";
import { cardOf } from "../selectors.js";
import { encodeNetwork } from "../wire/network.js";
import { quizItems } from "./by-hand/quiz.js";

const CARDS = ["3-2-1", "3-2-2-1", "2-4-2"].map((name) => toyCard(name, "sigmoid"));
const LARGEST = 20; // of a number that may be typed, as app/lessons/by_hand.py says
const OTHERS = [[0, 0], [1, -1], [-0.5, 0.2]]; // inputs beside the one that is on the stage

/** @param {readonly Layer[]} layers */
function numbersOf(layers) {
  return layers.flatMap(({ weights, biases }) => [...weights.flat(), ...biases]);
}

/** @param {Layer} layer */
function weightsOf({ weights, biases }) {
  return { W: Float32Array.from(weights.flat()), b: Float32Array.from(biases) };
}

/**
 * @param {Pass} pass
 * @param {readonly number[]} [vector]  another input than the one of the pass
 * @returns {Question}
 */
function questionOf(pass, vector = pass.vector ?? []) {
  const card = cardOf(pass);
  return { network: encodeNetwork(card, pass.weights[card.name] ?? []), input: { vector } };
}

startLesson({
  fields: {
    pass: passField(CARDS, LARGEST),
    unfolded: { write: (n) => `${n}`, read: (text) => [1, 2, 3].find((n) => `${n}` === text) },
  },
  /** @returns {State} */
  startOf(scene, start) {
    const { network, input, layers } = /** @type {Start} */ (start[scene]);
    return { pass: passFrom(CARDS, network, input, numbersOf(layers)), unfolded: 1 };
  },
  create(page) {
    const { get, set, numbers, room, start } = page;
    const pass = createPass(page);
    const desk = createDesk(page, pass);
    const tables = createNumberTables(room("numbers"), { ...pass, largest: LARGEST });
    const working = createWorking(room("working"));
    const forms = createThreeForms(room("forms"));
    const spread = createSpread(room("spread"));
    const quiz = createQuiz(room("quiz"), quizItems(start), page);

    /** @param {readonly Weights[]} weights */
    function setWeights(weights) {
      const { name } = cardOf(pass.get());
      weights.forEach((each, layer) => pass.dispatch({ type: "weights", network: name, layer, weights: each }));
    }

    room("random").addEventListener("click", () => {
      const card = cardOf(pass.get());
      setWeights(randomWeights(card, Math.random));
      pass.dispatch({ type: "vector", vector: randomVector(card, Math.random) });
      pass.dispatch({ type: "goto", step: 0 });
    });

    /** The layer goes between the two that are there, and takes nothing of theirs along. */
    function addOrTakeAway() {
      const { network, weights } = pass.get();
      const all = /** @type {readonly Weights[]} */ (weights[network]);
      const first = all.slice(0, 1);
      const last = all.slice(-1);
      const isDeep = network === "3-2-2-1";
      const next = isDeep ? "3-2-1" : "3-2-2-1";
      const made = isDeep ? [...first, ...last] : [...first, weightsOf(start.deeper.added), ...last];
      made.forEach((each, layer) => pass.dispatch({ type: "weights", network: next, layer, weights: each }));
      pass.dispatch({ type: "network", network: next });
      pass.dispatch({ type: "goto", step: 0 });
    }
    const add = room("add");
    add.addEventListener("click", addOrTakeAway);

    const scaled = (/** @type {number} */ by) => pass.get().weights[pass.get().network]?.map((each) => {
      const times = (/** @type {number} */ value) => decimal(value * by);
      return { W: (each?.W ?? new Float32Array()).map(times), b: (each?.b ?? new Float32Array()).map(times) };
    }) ?? [];
    const isWithin = (/** @type {readonly Weights[]} */ weights) =>
      weights.every(({ W, b }) => [...W, ...b].every((value) => Math.abs(value) <= LARGEST));
    const larger = /** @type {HTMLButtonElement} */ (room("larger"));
    const smaller = /** @type {HTMLButtonElement} */ (room("smaller"));
    larger.addEventListener("click", () => setWeights(scaled(10)));
    smaller.addEventListener("click", () => setWeights(scaled(0.1)));

    const formula = room("formula");
    const unfold = room("unfold");
    const fold = room("fold");
    unfold.addEventListener("click", () => set({ unfolded: get().unfolded + 1 }));
    fold.addEventListener("click", () => set({ unfolded: 1 }));
    const folded = createWatch();

    /** @param {State} state */
    function syncFormula({ pass: { network }, unfolded }) {
      if (!folded(network, unfolded)) return;
      const n = cardOf(pass.get()).layers.length;
      formula.replaceChildren(rendered(unfoldedFormula(n, Math.min(n, unfolded))));
      unfold.toggleAttribute("disabled", unfolded >= n);
      fold.toggleAttribute("disabled", unfolded === 1);
      setText(add, n === 2 ? "Add a layer" : "Take the layer away");
      room("counting").replaceChildren(...countingWords(cardOf(pass.get())).map((words) => h("p", {}, words)));
    }

    return [pass, desk, {
      /** @param {State & {scene: string}} state */
      sync(state) {
        const now = pass.get();
        const question = questionOf(now);
        const order = state.scene === "forms" ? "index" : now.order;
        const opened = cardOf(now).layers.map(({ outputs }, layer) =>
          Array.from({ length: outputs }, (_, neuron) => numbers.opened(question, layer, neuron, order)));
        tables.sync(now);
        if (state.scene === "forms") forms.sync(now, opened);
        else working.sync(now, opened);
        syncFormula(state);
        if (state.scene === "small") {
          const inputs = [now.vector ?? [], ...OTHERS];
          spread.sync(inputs, inputs.map((vector) => numbers.layers(questionOf(now, vector))));
          larger.disabled = !isWithin(scaled(10));
          smaller.disabled = scaled(0.1).every(({ W }) => W.every((value) => value === 0));
        }
      },
    }, quiz];
  },
});
