/**
 * What the inspector shows of a neuron: one panel at a time.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../state/state.js").Action} Action
 */

import { h } from "../dom.js";

/** @type {Readonly<Record<State["place"]["panel"], string>>} */
const PANELS = { sum: "Sum", terms: "Terms", formula: "Formula", pixels: "Pixels" };

/** @param {{dispatch: (action: Action) => void}} page */
export function createPanels({ dispatch }) {
  const buttons = Object.entries(PANELS).map(([panel, label]) => {
    const chosen = /** @type {State["place"]["panel"]} */ (panel);
    return h("button", { type: "button", class: "choice", "data-panel": panel, click: () => dispatch({ type: "set", place: { panel: chosen } }) }, label);
  });

  return {
    element: h("div", { class: "panels", role: "group", "aria-label": "What to show of the neuron" }, ...buttons),

    /**
     * @param {State["place"]["panel"]} panel
     * @param {boolean} deep  whether pixels act on the neuron through other neurons
     */
    show(panel, deep) {
      for (const button of buttons) {
        button.setAttribute("aria-pressed", `${button.dataset.panel === panel}`);
        button.hidden = button.dataset.panel === "pixels" && !deep;
      }
    },
  };
}
