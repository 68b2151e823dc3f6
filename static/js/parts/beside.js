/**
 * What stands beside the stage: the inspector, or one of the tools for exploring.
 *
 * @typedef {import("../types.js").Frame} Frame
 * @typedef {import("../state/explore.js").Tool} Tool
 */

import { createWatch, h, setText } from "./dom.js";
import { later } from "./later.js";

/** @type {Readonly<Record<Tool, readonly [label: string, name: string]>>} */
const TOOLS = {
  neuron: ["Neuron", "Open a neuron"],
  path: ["Path", "The strongest path to the pixels"],
  edit: ["Edit", "Change the network"],
  input: ["Input", "What the network sees"],
  compare: ["A/B", "Compare two passes"],
  everyone: ["All", "Ask every network at once"],
};

/**
 * @param {HTMLElement} tabs
 * @param {{inspector: HTMLElement, explore: HTMLElement, stage: HTMLElement}} rooms
 * @param {import("./explore/tools.js").Page} page
 */
export function createBeside(tabs, { inspector, explore, stage }, page) {
  const entries = /** @type {[Tool, readonly [string, string]][]} */ (Object.entries(TOOLS));
  const buttons = entries.map(([tool, [label, title]]) =>
    h("button", {
      type: "button", class: "tab beside-tab", title, "data-tool": tool,
      click: () => page.dispatch({ type: "set", place: { tool } }),
    }, label));
  tabs.append(...buttons);
  const edit = /** @type {HTMLElement} */ (buttons.find(({ dataset }) => dataset.tool === "edit"));
  const opened = createWatch();
  const counted = createWatch();
  const tools = later(explore, {
    load: () => import("./explore/tools.js"),
    make: ({ createTools }) => createTools(explore, stage, page),
    changed: page.markDirty,
    isOpened: (/** @type {Frame} */ { state }) => state.place.tool !== "neuron",
    instead: inspector,
  });

  return {
    /** @param {Frame} frame */
    sync(frame) {
      const { state } = frame;
      const { tool } = state.place;
      const n = state.work.edits.length;
      if (counted(n)) setText(edit, n ? `Edit · ${n}` : "Edit");
      if (opened(tool)) {
        for (const button of buttons) button.setAttribute("aria-pressed", `${button.dataset.tool === tool}`);
      }
      tools.sync(frame);
    },
  };
}
