/**
 * Fetches the chosen network's weights, once a network, last layer first: the stage's lines need
 * the small ones, and the first layer is by far the largest.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../state/state.js").Action} Action
 */

import { cardOf } from "../state/state.js";

const AGAIN = 3000; // ms until weights that did not come are asked for again

/**
 * @param {{
 *   get: () => State,
 *   dispatch: (action: Action) => void,
 *   subscribe: (listener: (state: State, before: State) => void) => unknown,
 * }} store
 */
export function createWeightLoader(store) {
  /** @type {Set<string>} */
  const asked = new Set();

  async function load() {
    const { name, layers } = cardOf(store.get());
    if (asked.has(name)) return;
    asked.add(name);
    try {
      for (const layer of [...layers.keys()].reverse()) {
        const card = /** @type {import("../types.js").LayerCard} */ (layers[layer]);
        if (!card.weights || !card.biases) continue;
        const [W, b] = await Promise.all([fetchFloats(card.weights), fetchFloats(card.biases)]);
        store.dispatch({ type: "weights", network: name, layer, weights: { W, b } });
      }
    } catch {
      asked.delete(name);
      setTimeout(load, AGAIN);
    }
  }

  store.subscribe((state, before) => {
    const back = state.line.connection === "online" && before.line.connection !== "online";
    if (back || state.work.network !== before.work.network) void load();
  });
  void load();
}

/**
 * @param {string} address
 * @returns {Promise<Float32Array>}
 */
export async function fetchFloats(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`expected weights at ${address}, found ${response.status}`);
  return new Float32Array(await response.arrayBuffer());
}
