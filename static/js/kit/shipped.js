/**
 * The first layer of a network that the server ships: fetched when it is first looked at, once.
 *
 * @typedef {import("../types.js").Weights} Weights
 */

import { fetchFloats } from "../wire/weights.js";

const AGAIN = 3000; // ms until weights that did not come are asked for again

/**
 * @param {string} network
 * @param {() => void} changed  they have come
 */
export function createFirstLayer(network, changed) {
  /** @type {Weights | null} */
  let weights = null;
  let asked = false;

  async function load() {
    const address = `/api/networks/${network}/layers/1`;
    try {
      const [W, b] = await Promise.all([fetchFloats(`${address}/weights`), fetchFloats(`${address}/biases`)]);
      weights = { W, b };
      changed();
    } catch {
      setTimeout(load, AGAIN);
    }
  }

  return () => {
    if (!asked) void load();
    asked = true;
    return weights;
  };
}
