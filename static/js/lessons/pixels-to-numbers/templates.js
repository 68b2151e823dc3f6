/**
 * The main page's wall of weight grids on the lesson's page: the ten templates of the network
 * without a hidden layer. What the wall shows is a state as the main page has it.
 *
 * @typedef {import("../../types.js").Card} Card
 * @typedef {import("../../kit/numbers.js").Question} Question
 */

import { createCard } from "../../kit/shipped.js";
import { createWall } from "../../parts/wall.js";
import { initialState, reduce, unitKey } from "../../state/state.js";
import { createStore } from "../../page/store.js";
import { createWeightLoader } from "../../wire/weights.js";

const ORDER = "size";

/**
 * @param {string} name  of the network
 * @param {(state: import("../pixels-to-numbers.js").State & import("../../kit/lesson.js").Common) => Question | null} questionOf
 * @returns {import("../../kit/lesson.js").Figure<import("../pixels-to-numbers.js").State>}
 */
export const templates = (name, questionOf) => (root, { set, markDirty, fontSize, numbers }) => {
  root.hidden = true; // until there is something on the wall
  /** @type {ReturnType<typeof open> | null} */
  let opened = null;
  const card = createCard(name, markDirty); // where there is none the first pass is refused, and the status says so

  /** @param {Card} shown */
  function open(shown) {
    // There is an input, though none that stands on a pad.
    const store = createStore(reduce, initialState([shown], { place: { view: "weights", order: ORDER }, work: { blank: true } }));
    store.subscribe(markDirty);
    createWeightLoader(store);
    const wall = createWall(root, {
      dispatch(action) {
        if (action.type === "select") set({ selected: action.unit?.neuron ?? null });
        store.dispatch(action);
      },
      markDirty,
      fontSize,
    });
    return { ...store, wall };
  }

  return {
    sync({ state, palette }) {
      const { selected, line: { connection } } = state;
      const shown = card();
      if (shown) opened ??= open(shown);
      const question = questionOf(state);
      const trace = question && numbers.trace(question);
      if (!opened || !trace) return; // what was there before stays
      const { get, dispatch, wall } = opened;
      const unit = selected === null ? null : { layer: 0, neuron: selected };
      dispatch({ type: "set", line: { connection } });
      dispatch({ type: "select", unit });
      if (trace !== get().answers.trace) dispatch({ type: "trace", trace });
      const explanation = unit && numbers.opened(question, unit.layer, unit.neuron, ORDER);
      if (explanation && !get().answers.explanations[unitKey(unit)]) {
        dispatch({ type: "explanation", explanation: { ...explanation, network: name, trace: trace.seq, ordered: ORDER } });
      }
      root.hidden = false;
      wall.sync({ state: get(), palette, scene: null });
    },
  };
};
