/**
 * The main page's wall of weight grids on the lesson's page: the ten templates of the network
 * without a hidden layer. What the wall shows is a state as the main page has it.
 *
 * @typedef {import("../../state.js").State} State
 * @typedef {import("../../state.js").Action} Action
 * @typedef {import("../../types.js").Card} Card
 * @typedef {import("../../lesson/numbers.js").Question} Question
 */

import { createWall } from "../../parts/wall.js";
import { initialState, reduce } from "../../state.js";
import { createWeightLoader } from "../../wire/weights.js";

const AGAIN = 3000; // ms until the list of networks is asked for again
const ORDER = "size";

/**
 * @param {HTMLElement} root
 * @param {string} name  of the network
 * @param {Pick<import("../../lesson/lesson.js").Page<{selected: number | null}>, "set" | "markDirty" | "fontSize" | "numbers" | "palette">} page
 */
export function createTemplates(root, name, { set, markDirty, fontSize, numbers, palette }) {
  root.hidden = true; // until there is something on the wall
  /** @type {State | null} */
  let state = null;
  /** @type {ReturnType<typeof createWall> | null} */
  let wall = null;
  /** @type {Set<(state: State, before: State) => void>} */
  const listeners = new Set();

  /** @param {Card} card */
  function open(card) {
    // There is an input, though none that stands on a pad.
    let now = initialState([card], { view: "weights", blank: true, order: ORDER });
    state = now;
    const store = {
      get: () => now,
      /** @param {Action} action */
      dispatch(action) {
        const before = now;
        now = state = reduce(before, action);
        if (now === before) return;
        if (now.selected !== before.selected) set({ selected: now.selected?.neuron ?? null });
        for (const listener of listeners) listener(now, before);
        markDirty();
      },
      /** @param {(state: State, before: State) => void} listener */
      subscribe: (listener) => listeners.add(listener),
    };
    createWeightLoader(store);
    wall = createWall(root, { ...store, markDirty, fontSize });
    return store;
  }

  /** @type {ReturnType<typeof open> | null} */
  let store = null;

  async function load() {
    try {
      const response = await fetch("/api/networks");
      /** @type {readonly Card[]} */
      const cards = await response.json();
      const card = cards.find((each) => each.name === name);
      if (card) store = open(card); // else the first pass is refused, and the status says so
      markDirty();
    } catch {
      setTimeout(load, AGAIN);
    }
  }
  void load();

  return {
    /**
     * @param {{selected: number | null, connection: State["connection"]}} lesson
     * @param {Question} question
     */
    sync({ selected, connection }, question) {
      if (!store || !wall || !state) return;
      store.dispatch({ type: "connection", connection });
      store.dispatch({ type: "select", unit: selected === null ? null : { layer: 0, neuron: selected } });
      const trace = numbers.trace(question);
      if (!trace) return; // what was there before stays
      if (trace !== state.trace) store.dispatch({ type: "trace", trace });
      const opened = selected !== null ? numbers.opened(question, 0, selected, ORDER) : null;
      if (opened && state.explanation?.seq !== opened.seq) {
        store.dispatch({ type: "explanation", explanation: { ...opened, network: name, trace: trace.seq, ordered: ORDER } });
      }
      wall.sync(state, palette());
    },
  };
}
