/**
 * What stands beside the stage: the inspector, or one of the tools for exploring.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../types.js").Frame} Frame
 * @typedef {import("../state/state.js").Action} Action
 * @typedef {import("../state/explore.js").Tool} Tool
 * @typedef {import("../scene/colour.js").Palette} Palette
 *
 * @typedef {import("../types.js").Part & {element: HTMLElement}} Panel  drawn only while it is seen
 */

import { createWatch, h, setText } from "./dom.js";

/** @type {Readonly<Record<Tool, readonly [label: string, name: string]>>} */
const TOOLS = {
  neuron: ["Neuron", "Open a neuron"],
  path: ["Path", "The strongest path to the pixels"],
  edit: ["Edit", "Change the network"],
  input: ["Input", "What the network sees"],
  compare: ["A/B", "Compare two passes"],
};

/**
 * @param {HTMLElement} tabs
 * @param {{inspector: HTMLElement, explore: HTMLElement}} rooms
 * @param {Readonly<Record<Exclude<Tool, "neuron">, () => Panel>>} panels  made when they are opened first
 * @param {{dispatch: (action: Action) => void}} page
 */
export function createBeside(tabs, { inspector, explore }, panels, { dispatch }) {
  const entries = /** @type {[Tool, readonly [string, string]][]} */ (Object.entries(TOOLS));
  const buttons = entries.map(([tool, [label, title]]) =>
    h("button", {
      type: "button", class: "tab beside-tab", title, "data-tool": tool,
      click: () => dispatch({ type: "set", place: { tool } }),
    }, label));
  tabs.append(...buttons);
  const edit = /** @type {HTMLElement} */ (buttons.find(({ dataset }) => dataset.tool === "edit"));
  const opened = createWatch();
  const counted = createWatch();
  /** @type {Partial<Record<Tool, Panel>>} */
  const made = {};

  return {
    /** @param {Frame} frame */
    sync(frame) {
      const { state } = frame;
      const { tool } = state.place;
      const n = state.work.edits.length;
      const panel = tool === "neuron" ? null : (made[tool] ??= panels[tool]());
      if (counted(n)) setText(edit, n ? `Edit · ${n}` : "Edit");
      // Only then: what is put into the page anew loses its focus, and a pointer that paints on it.
      if (opened(tool)) {
        for (const button of buttons) button.setAttribute("aria-pressed", `${button.dataset.tool === tool}`);
        inspector.hidden = tool !== "neuron";
        explore.hidden = tool === "neuron";
        explore.replaceChildren(...(panel ? [panel.element] : []));
      }
      panel?.sync(frame);
    },
  };
}
