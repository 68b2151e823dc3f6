/**
 * The tools for exploring, one at a time beside the stage.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../types.js").Frame} Frame
 * @typedef {import("../../state/state.js").Action} Action
 * @typedef {import("../../state/explore.js").Tool} Tool
 *
 * @typedef {import("../../types.js").Part & {element: HTMLElement, leave?: () => void}} Panel  drawn only
 *   while it is seen; `leave`: it is seen no more
 */

import { createWatch } from "../dom.js";
import { createCompare } from "./compare.js";
import { createEdit } from "./edit.js";
import { createEveryone } from "./everyone.js";
import { createInput } from "./input.js";
import { createMover } from "./mover.js";
import { createPath } from "./path.js";

/** Made when they are opened first. @type {Readonly<Record<Exclude<Tool, "neuron">, (page: Page) => Panel>>} */
const PANELS = { path: createPath, edit: createEdit, input: createInput, compare: createCompare, everyone: createEveryone };

/** @typedef {Pick<ReturnType<typeof import("../../wire/socket.js").openSocket>, "ask" | "on">} Line */

/** @typedef {{get: () => State, dispatch: (action: Action) => void, markDirty: () => void,
 *   subscribe: (listener: () => void) => (() => unknown), line: () => Line}} Page  `line`: to the server, once it is open */

/**
 * @param {HTMLElement} room
 * @param {HTMLElement} stage
 * @param {Page} page
 */
export function createTools(room, stage, page) {
  const mover = createMover(stage, page);
  const opened = createWatch();
  /** @type {Partial<Record<Tool, Panel>>} */
  const made = {};

  return {
    /** @param {Frame} frame */
    sync(frame) {
      const { tool } = frame.state.place;
      const panel = tool === "neuron" ? null : (made[tool] ??= PANELS[tool](page));
      // Only then: what is put into the page anew loses its focus, and a pointer that paints on it.
      if (opened(tool)) {
        for (const other of Object.values(made)) if (other !== panel) other.leave?.();
        room.replaceChildren(...(panel ? [panel.element] : []));
      }
      panel?.sync(frame);
      mover.sync(frame);
    },
  };
}
