/**
 * The two views of a network: the pass, and the weights wall.
 *
 * @typedef {import("../state.js").State} State
 * @typedef {import("../state.js").Action} Action
 */

import { h } from "./dom.js";

/**
 * @param {HTMLElement} root
 * @param {{dispatch: (action: Action) => void}} page
 */
export function createTabs(root, { dispatch }) {
  const tab = (/** @type {State["view"]} */ view, /** @type {string} */ label) =>
    h("button", { type: "button", class: "tab", click: () => dispatch({ type: "view", view }) }, label);
  const tabs = { network: tab("network", "Network"), weights: tab("weights", "Weights") };
  root.append(tabs.network, tabs.weights);

  return {
    /** @param {State} state */
    sync({ view }) {
      tabs.network.setAttribute("aria-pressed", `${view === "network"}`);
      tabs.weights.setAttribute("aria-pressed", `${view === "weights"}`);
    },
  };
}
