/**
 * A neuron's 28×28 weights, enlarged, to paint on: blue, red, or 0. By pointer, or cell by cell
 * with the arrow keys and Space.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../types.js").Frame} Frame
 * @typedef {import("../../state/state.js").Action} Action
 * @typedef {import("../../types.js").Unit} Unit
 * @typedef {"blue" | "red" | "zero"} Brush
 */

import { SIDE } from "../../digit-image.js";
import { drawSigned } from "../../draw/grid.js";
import { contextOf } from "../../draw/surface.js";
import { weightsOf } from "../../state/edits.js";
import { signed } from "../../words/format.js";
import { brushed, cellsBetween, stepped } from "../../input/cells.js";
import { isErasing, listenToHold } from "../../input/hold.js";
import { gridEnd } from "../../scene/scale.js";
import { createWatch, h, setText } from "../dom.js";
import { scale } from "../legend.js";

/** @type {Readonly<Record<Brush, readonly [label: string, sign: number]>>} */
const BRUSHES = { blue: ["Blue +", 1], red: ["Red −", -1], zero: ["Erase 0", 0] };

/**
 * @param {{get: () => State, dispatch: (action: Action) => void, markDirty: () => void}} page
 * @param {() => Unit} unit
 */
export function createPaint({ get, dispatch, markDirty }, unit) {
  const ctx = contextOf(h("canvas", {
    class: "pixels paint-canvas", width: `${SIDE}`, height: `${SIDE}`, "aria-hidden": "true",
  }));
  const cursor = h("i", { class: "paint-cursor", "aria-hidden": "true" });
  const surface = h("div", {
    class: "paint-surface", tabindex: "0", role: "application",
    "aria-label": "The neuron’s weights as a grid to paint on. Arrow keys move, Space paints.",
  }, ctx.canvas, cursor);
  const words = h("p", { class: "paint-cell", role: "status" });
  const ends = scale("diverging");
  /** @type {Brush} */
  let brush = "blue";
  let cell = SIDE * 14 + 14; // where the pointer or the keys are
  /** Before the pointer came down. @type {State["work"]["edits"]} */
  let before = [];
  const brushes = /** @type {[Brush, readonly [string, number]][]} */ (Object.entries(BRUSHES)).map(([name, [label]]) =>
    h("button", { type: "button", class: "choice", "data-brush": name, click: () => choose(name) }, label));

  /** @param {Brush} name */
  function choose(name) {
    brush = name;
    for (const button of brushes) button.setAttribute("aria-pressed", `${button.dataset.brush === name}`);
  }
  choose("blue");

  const max = (/** @type {State} */ state) =>
    gridEnd((state.work.weights ?? state.weights[state.work.network])?.[0]?.W ?? new Float32Array([1]));

  /**
   * @param {readonly number[]} inputs
   * @param {Brush} [used]
   */
  function paint(inputs, used = brush) {
    const value = Math.fround(BRUSHES[used][1] * max(get()));
    const values = inputs.map(() => value);
    dispatch({ type: "edit", edit: { kind: "weights", ...unit(), inputs, values } });
  }

  /** @param {PointerEvent} event */
  function cellAt({ clientX, clientY }) {
    const box = surface.getBoundingClientRect();
    const along = (/** @type {number} */ share) => Math.min(SIDE - 1, Math.max(0, Math.floor(share * SIDE)));
    return along((clientY - box.top) / box.height) * SIDE + along((clientX - box.left) / box.width);
  }

  const used = (/** @type {PointerEvent} */ event) => (isErasing(event) ? "zero" : brush);
  const { isHeld } = listenToHold(surface, {
    begin(event) {
      surface.focus({ preventScroll: true });
      before = get().work.edits;
      cell = cellAt(event);
      paint(brushed([cell]), used(event));
      showCursor(get());
    },
    move(event) {
      const next = cellAt(event);
      if (next === cell) return;
      paint(brushed(cellsBetween(cell, next)), used(event));
      cell = next;
      showCursor(get());
    },
    end: markDirty,
    takeBack() {
      dispatch({ type: "edits", edits: before });
      showCursor(get());
    },
  }, { draws: true });
  surface.addEventListener("keydown", (event) => {
    const next = stepped(cell, event.key);
    if (next === null && event.key !== " ") return;
    event.preventDefault();
    if (next === null) paint([cell]);
    else cell = next;
    showCursor(get());
  });
  surface.addEventListener("focus", () => showCursor(get()));
  surface.addEventListener("blur", () => setText(words, ""));

  /** @param {State} state */
  function showCursor(state) {
    const [row, column] = [Math.floor(cell / SIDE), cell % SIDE];
    cursor.style.left = `${(column / SIDE) * 100}%`;
    cursor.style.top = `${(row / SIDE) * 100}%`;
    const w = weightsOf(state)[0]?.W[unit().neuron * SIDE * SIDE + cell] ?? 0;
    setText(words, `Row ${row + 1}, column ${column + 1}: weight ${signed(w)}`);
  }

  const drawn = createWatch();
  const element = h("div", { class: "paint" },
    h("div", { class: "choices", role: "group", "aria-label": "Brush" }, ...brushes),
    surface, ends.element, words);

  return {
    element,
    /** Whether a pointer paints just now. */
    paints: isHeld,

    /** @param {Frame} frame */
    sync({ state, palette }) {
      const { layer, neuron } = unit();
      const W = weightsOf(state)[0]?.W;
      element.hidden = layer !== 0 || !W;
      if (!W || layer !== 0 || !drawn(W, neuron, palette)) return;
      const row = W.subarray(neuron * SIDE * SIDE, (neuron + 1) * SIDE * SIDE);
      drawSigned(ctx, row, max(state), palette);
      ends.show(-max(state), max(state));
      if (document.activeElement === surface) showCursor(state);
    },
  };
}
