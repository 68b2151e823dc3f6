/** What the server has of the networks that it ships, for a lesson that looks at one. */

import { fetched } from "../wire/fetched.js";
import { fetchFloats } from "../wire/weights.js";

/**
 * @param {string} network
 * @param {() => void} changed  it has come
 * @returns {() => import("../types.js").Card | null}  null as well where there is no such network
 */
export function createCard(network, changed) {
  return fetched(async () => {
    const response = await fetch("/api/networks");
    /** @type {readonly import("../types.js").Card[]} */
    const cards = await response.json();
    return cards.find(({ name }) => name === network) ?? null;
  }, changed);
}

/**
 * @param {string} network
 * @param {() => void} changed  they have come
 * @returns {() => import("../types.js").Weights | null}  of its first layer
 */
export function createFirstLayer(network, changed) {
  const address = `/api/networks/${network}/layers/1`;
  return fetched(async () => {
    const [W, b] = await Promise.all([fetchFloats(`${address}/weights`), fetchFloats(`${address}/biases`)]);
    return { W, b };
  }, changed);
}
