/**
 * The views of a network: the pass, and the weights wall. And the switch of the letters.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../types.js").Frame} Frame
 * @typedef {import("../state/state.js").Action} Action
 */

import { createWatch, h, setText } from "./dom.js";

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} wall  seen in its own view
 * @param {{dispatch: (action: Action) => void}} page
 */
export function createTabs(root, wall, { dispatch }) {
  const tab = (/** @type {State["place"]["view"]} */ view, /** @type {string} */ label) =>
    h("button", { type: "button", class: "tab", click: () => dispatch({ type: "set", place: { view } }) }, label);
  const tabs = { network: tab("network", "Network"), weights: tab("weights", "Weights") };
  root.append(tabs.network, tabs.weights);
  const changed = createWatch();

  return {
    /** @param {Frame} frame */
    sync({ state: { place: { view } } }) {
      if (!changed(view)) return;
      wall.hidden = view !== "weights";
      tabs.network.setAttribute("aria-pressed", `${view === "network"}`);
      tabs.weights.setAttribute("aria-pressed", `${view === "weights"}`);
    },
  };
}

/** What each notation looks like. */
export const NOTATIONS = /** @type {const} */ ({ a: "z = W a + b", p: "n = W p + b" });

/**
 * One notation at a time; the other is one press away.
 *
 * @param {HTMLElement} button
 * @param {{get: () => State, dispatch: (action: Action) => void}} page
 */
export function createNotation(button, { get, dispatch }) {
  const other = () => (get().place.notation === "a" ? "p" : "a");
  button.addEventListener("click", () => dispatch({ type: "set", place: { notation: other() } }));
  const changed = createWatch();

  return {
    /** @param {Frame} frame */
    sync({ state: { place: { notation } } }) {
      if (!changed(notation)) return;
      setText(button, NOTATIONS[notation]);
      button.title = `Notation: ${NOTATIONS[notation]}. Press for ${NOTATIONS[other()]}.`;
    },
  };
}
