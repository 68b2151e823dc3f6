/**
 * A handle over the stage's digit image, to drag it about, while "Input" stands beside the stage.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../state/state.js").Action} Action
 */

import { AS_MNIST } from "../../state/explore.js";
import { listenToHold } from "../../input/hold.js";
import { createWatch, h } from "../dom.js";

/** @type {Readonly<Record<string, readonly [right: number, down: number]>>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {HTMLElement} stage
 * @param {{get: () => State, dispatch: (action: Action) => void}} page
 */
export function createMover(stage, { get, dispatch }) {
  const handle = h("div", {
    class: "mover", tabindex: "0", role: "application", hidden: true,
    "aria-label": "The digit image. Arrow keys move it by a pixel, Home puts it back.",
  });
  stage.append(handle);
  /** Where the drag began, in px, and the framing that there was then. */
  let from = { x: 0, y: 0, framing: get().work.framing };
  let cell = 1; // px
  const placed = createWatch();

  listenToHold(handle, {
    begin({ clientX: x, clientY: y }) {
      from = { x, y, framing: get().work.framing };
    },
    move(event) {
      event.stopPropagation(); // the stage looks at nothing meanwhile
      const [right, down] = from.framing.shift;
      const shift = /** @type {const} */ ([right + (event.clientX - from.x) / cell, down + (event.clientY - from.y) / cell]);
      dispatch({ type: "framing", framing: { ...get().work.framing, shift } });
    },
    takeBack: () => dispatch({ type: "framing", framing: from.framing }),
  });
  handle.addEventListener("click", (event) => event.stopPropagation()); // where a drag ends nothing is chosen
  handle.addEventListener("keydown", (event) => {
    const by = ARROWS[event.key];
    if (!by && event.key !== "Home") return;
    event.preventDefault();
    if (by) dispatch({ type: "shift", by });
    else dispatch({ type: "framing", framing: { ...get().work.framing, shift: AS_MNIST.shift } });
  });

  return {
    /** @param {import("../../types.js").Frame} frame */
    sync({ state: { place: { tool, view }, work: { drawing } }, scene }) {
      const shown = tool === "input" && drawing.length > 0 && view === "network" && scene !== null;
      if (!placed(shown, scene?.layout)) return;
      handle.hidden = !shown;
      const plate = scene?.layout.plate;
      if (!plate) return;
      cell = plate.cell;
      handle.style.left = `${plate.x}px`;
      handle.style.top = `${plate.y}px`;
      handle.style.width = handle.style.height = `${plate.side}px`;
    },
  };
}
