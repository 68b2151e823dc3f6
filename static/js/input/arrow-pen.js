/**
 * Drawing with the arrow keys: they move over the pad cell by cell, Space puts the pen down and
 * lifts it, or rubs out with the eraser. Only where the keyboard led to the pad: once the mouse has
 * drawn, the arrows step through the pass, as everywhere else.
 *
 * @typedef {import("../types.js").Point} Point
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../state/state.js").Action} Action
 */

import { ERASER } from "./pointer.js";
import { erase } from "./strokes.js";

export const CELLS = 16; // along each side: a digit takes a few dozen keys

/** @type {Readonly<Record<string, readonly [right: number, down: number]>>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {HTMLElement} surface
 * @param {() => State} get
 * @param {(action: Action) => void} dispatch
 * @param {(at: Point | null, words: string) => void} show  where the keys draw, in pad units
 */
export function listenToArrows(surface, get, dispatch, show) {
  let [column, row] = [CELLS / 2, 3];
  let led = false; // the keyboard is at the pad, and came there by itself

  /** @returns {Point} */
  const point = () => [(column + 0.5) / CELLS, (row + 0.5) / CELLS];
  const tell = () => show(point(), `Row ${row + 1}, column ${column + 1}${get().hand.penDown ? ", pen down" : ""}`);
  const leave = () => {
    led = false;
    show(null, "");
  };

  surface.addEventListener("pointerdown", leave);
  surface.addEventListener("focus", () => {
    led = surface.matches(":focus-visible");
    if (led) tell();
  });
  surface.addEventListener("blur", () => {
    if (led) dispatch({ type: "strokeEnded" });
    leave();
  });
  surface.addEventListener("keydown", (event) => {
    const way = ARROWS[event.key];
    if (!led || event.altKey || event.ctrlKey || event.metaKey || (!way && event.key !== " ")) return;
    event.preventDefault();
    if (way) move(...way);
    else press();
    tell();
  });

  /**
   * @param {number} right
   * @param {number} down
   */
  function move(right, down) {
    column = Math.max(0, Math.min(CELLS - 1, column + right));
    row = Math.max(0, Math.min(CELLS - 1, row + down));
    if (get().hand.penDown) dispatch({ type: "strokeGrew", points: [point()] });
  }

  function press() {
    const { hand: { tool, penDown }, work: { drawing } } = get();
    if (penDown) dispatch({ type: "strokeEnded" });
    else if (tool === "pen") dispatch({ type: "strokeBegan", point: point() });
    else dispatch({ type: "erased", drawing: erase(drawing, point(), point(), ERASER), begins: true });
  }
}
