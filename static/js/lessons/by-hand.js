/**
 * Lesson 6, "A forward pass by hand".
 *
 * @typedef {import("../state/state.js").State} Pass
 *
 * @typedef {{weights: number[][], biases: number[]}} Layer
 *
 * @typedef {object} State
 * @property {Pass} pass  the network, its numbers, its input, and where the stepper stands
 * @property {number} unfolded  layers that the formula of the whole network writes out
 */

import { startLesson } from "../kit/lesson.js";
import { createPass } from "../kit/pass.js";
import { passField, passFrom } from "../kit/pass-link.js";
import { button, comesLater } from "../kit/pieces.js";
import { numbersFrom, randomVector, randomWeights, scaledBy, toyCard } from "../kit/toy.js";
import { createDesk } from "../parts/desk.js";
import { later } from "../parts/later.js";
import { cardOf } from "../state/selectors.js";
import { where } from "../state/where.js";
import { asks } from "./by-hand/asks.js";
import { createNumberTables } from "./by-hand/number-tables.js";
import { openedOf } from "./by-hand/question.js";
import { working } from "./by-hand/working.js";

const [SHALLOW, DEEP] = ["3-2-1", "3-2-2-1"];
const CARDS = [SHALLOW, DEEP, "2-2-3", "2-4-2"].map((name) => toyCard(name, "sigmoid"));

/** @param {{network: string, input: number[], layers: Layer[]}} start  of a scene */
function begun({ network, input, layers }) {
  return passFrom(CARDS, network, input, layers.flatMap(({ weights, biases }) => [...weights.flat(), ...biases]));
}

startLesson({
  ownNext: true,
  fields: ({ limits: { size } }) => ({
    pass: passField(CARDS, size),
    unfolded: { write: (n) => `${n}`, read: (text) => [1, 2, 3].find((n) => `${n}` === text) },
  }),
  /** @returns {State} */
  startOf: (scene, start) => ({ pass: begun(start[scene]), unfolded: 1 }),
  create(page) {
    const { get, set, numbers, start, limits: { size } } = page;
    const pass = createPass(page);
    const desk = { ...page, ...pass };
    const isDeep = (/** @type {Pass} */ { work }) => work.network === DEEP;
    const scaled = (/** @type {Pass} */ { work: { weights = [] } }, /** @type {number} */ factor) => scaledBy(weights, factor);
    const scale = (/** @type {number} */ factor) =>
      pass.dispatch({ type: "set", work: { weights: scaled(pass.get(), factor) } });

    function roll() {
      const card = cardOf(pass.get());
      const [weights, vector] = [randomWeights(card, Math.random), randomVector(card, Math.random)];
      pass.dispatch({ type: "set", work: { weights, vector } });
      pass.dispatch({ type: "goto", step: 0 });
    }

    /** A layer goes between the two that are there, and takes nothing of theirs along. */
    function addOrTake() {
      const { weights: now = [] } = pass.get().work;
      /** @type {Layer} */
      const { weights, biases } = start.deeper.added;
      const added = { W: Float32Array.from(weights.flat()), b: Float32Array.from(biases) };
      const network = isDeep(pass.get()) ? SHALLOW : DEEP;
      pass.dispatch({ type: "network", network, weights: [...now.slice(0, 1), ...(network === DEEP ? [added] : []), ...now.slice(-1)] });
      pass.dispatch({ type: "goto", step: 0 });
    }

    // Asked for at once: the answers may be there by the next frame.
    pass.subscribe((now, before) => {
      if (get().line.connection !== "online" || now.work === before.work) return;
      openedOf(numbers, now, get().scene === "forms" ? "index" : now.place.order);
      numbers.end();
    });

    const worked = begun(start.walk);
    /** @type {(figureIn: (unseen: typeof import("./by-hand/unseen.js")) => import("../kit/lesson.js").Figure<State>) => import("../kit/lesson.js").Figure<State>} */
    const unseen = (figureIn) => comesLater(() => import("./by-hand/unseen.js"), figureIn);

    return {
      parts: [pass, createDesk(page.room, desk, { inspector: (room) => later(room, {
        load: () => import("../parts/inspector.js"),
        make: ({ createInspector }) => createInspector(room, desk),
        changed: page.markDirty,
        isOpened: ({ state }) => where(state).focus !== null, // until then it says what the template says
      }) })],
      figures: {
        formula: unseen(({ wholeFormula }) => wholeFormula),
        unfold: button(() => set({ unfolded: get().unfolded + 1 }), {
          usable: (/** @type {State} */ state) => state.unfolded < cardOf(state.pass).layers.length,
        }),
        fold: button(() => set({ unfolded: 1 }), { usable: (/** @type {State} */ state) => state.unfolded > 1 }),
        add: button(addOrTake, { words: (/** @type {State} */ state) => (isDeep(state.pass) ? "Take the layer away" : "Add a layer") }),
        counting: unseen(({ counting }) => counting),
        forms: unseen(({ forms }) => forms),
        larger: button(() => scale(10), {
          usable: (/** @type {State} */ state) => numbersFrom(scaled(state.pass, 10)).every((each) => Math.abs(each) <= size),
        }),
        smaller: button(() => scale(0.1), {
          usable: (/** @type {State} */ state) => numbersFrom(scaled(state.pass, 0.1)).some((each) => each !== 0),
        }),
        spread: unseen(({ spread }) => spread),
        working,
        random: button(roll),
        numbers: (room) => createNumberTables(room, pass, size),
        "answer-sum": unseen(({ answers }) => answers(start.walk, worked).sum),
        "answer-product": unseen(({ answers }) => answers(start.walk, worked).product),
        "answer-activations": unseen(({ answers }) => answers(start.walk, worked).activations),
      },
      asks: asks(numbers, start),
      quiz: () => import("./by-hand/quiz.js").then(({ quizItems }) => quizItems(start)),
    };
  },
});
