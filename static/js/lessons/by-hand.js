/**
 * Lesson 2, "A forward pass by hand".
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Weights} Weights
 * @typedef {import("../state/state.js").State} Pass
 * @typedef {import("../kit/numbers.js").Question} Question
 *
 * @typedef {{weights: number[][], biases: number[]}} Layer
 * @typedef {{network: string, input: number[], layers: Layer[], added?: Layer}} Start  of a scene
 *
 * @typedef {object} State
 * @property {Pass} pass  the network, its numbers, its input, and where the stepper stands
 * @property {number} unfolded  layers that the formula of the whole network writes out
 */

import { createDesk, createPass } from "../kit/desk.js";
import { startLesson } from "../kit/lesson.js";
import { createNumberTables } from "./by-hand/number-tables.js";
import { passField, passFrom } from "../kit/pass-link.js";
import { createQuiz } from "../kit/quiz.js";
import { createSpread } from "./by-hand/spread.js";
import { createThreeForms } from "./by-hand/three-forms.js";
import { numbersFrom, randomVector, randomWeights, scaledBy, toyCard } from "../kit/toy.js";
import { createWholeFormula } from "./by-hand/whole-formula.js";
import { createWorking } from "./by-hand/working.js";
import { setText, setUsable } from "../parts/dom.js";
import { cardOf } from "../state/selectors.js";
import { encodeNetwork } from "../wire/network.js";
import { quizItems } from "./by-hand/quiz.js";

const [SHALLOW, DEEP] = ["3-2-1", "3-2-2-1"];
const CARDS = [SHALLOW, DEEP, "2-4-2"].map((name) => toyCard(name, "sigmoid"));
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
function questionOf(pass, vector = pass.work.vector ?? []) {
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
    const formula = createWholeFormula(
      { formula: room("formula"), counting: room("counting"), unfold: room("unfold"), fold: room("fold") },
      (change) => set({ unfolded: change(get().unfolded) }),
    );
    const add = room("add");
    const larger = room("larger");
    const smaller = room("smaller");

    room("random").addEventListener("click", () => {
      const card = cardOf(pass.get());
      setWeights(card.name, randomWeights(card, Math.random));
      pass.dispatch({ type: "set", work: { vector: randomVector(card, Math.random) } });
      pass.dispatch({ type: "goto", step: 0 });
    });
    add.addEventListener("click", () => {
      const other = isDeep() ? SHALLOW : DEEP;
      const [first, last] = [weightsNow().slice(0, 1), weightsNow().slice(-1)];
      // The layer goes between the two that are there, and takes nothing of theirs along.
      setWeights(other, [...first, ...(isDeep() ? [] : [weightsOf(start.deeper.added)]), ...last]);
      pass.dispatch({ type: "network", network: other });
      pass.dispatch({ type: "goto", step: 0 });
    });
    larger.addEventListener("click", () => setWeights(pass.get().work.network, scaledBy(weightsNow(), 10)));
    smaller.addEventListener("click", () => setWeights(pass.get().work.network, scaledBy(weightsNow(), 0.1)));

    const isDeep = () => pass.get().work.network === DEEP;
    const weightsNow = () => /** @type {readonly Weights[]} */ (pass.get().weights[pass.get().work.network]);

    /**
     * @param {string} network
     * @param {readonly Weights[]} weights
     */
    function setWeights(network, weights) {
      weights.forEach((each, layer) => pass.dispatch({ type: "weights", network, layer, weights: each }));
    }

    /** Every neuron, by layer; null where it is still asked for. */
    function openedNow() {
      const now = pass.get();
      const question = questionOf(now);
      const order = get().scene === "forms" ? "index" : now.place.order;
      return cardOf(now).layers.map(({ outputs }, layer) =>
        Array.from({ length: outputs }, (_, neuron) => numbers.opened(question, layer, neuron, order)));
    }

    // Asked for at once: the answers may be there by the next frame.
    pass.subscribe((now, before) => {
      if (get().connection !== "online" || (now.weights === before.weights && now.work.vector === before.work.vector)) return;
      openedNow();
      numbers.end();
    });

    /** @param {Pass} now */
    function syncSpread(now) {
      const inputs = [now.work.vector ?? [], ...OTHERS];
      spread.sync(inputs, inputs.map((vector) => numbers.layers(questionOf(now, vector))));
      setUsable(larger, numbersFrom(scaledBy(weightsNow(), 10)).every((each) => Math.abs(each) <= LARGEST));
      setUsable(smaller, numbersFrom(scaledBy(weightsNow(), 0.1)).some((each) => each !== 0));
    }

    return [pass, desk, {
      /** @param {State & {scene: string}} state */
      sync({ scene, unfolded }) {
        const now = pass.get();
        const card = cardOf(now);
        const opened = openedNow();
        tables.sync(now);
        // All at once: until every neuron of the new numbers is there, those before stay.
        if (opened.flat().every((each) => each !== null)) {
          if (scene === "forms") forms.sync(now, opened);
          else working.sync(now, opened);
        }
        if (scene === "small") syncSpread(now);
        formula.sync(card, unfolded);
        setText(add, isDeep() ? "Take the layer away" : "Add a layer");
      },
    }, quiz];
  },
});
