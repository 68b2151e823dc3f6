/**
 * A neuron's 28×28 weights, or its kernel's for one of the maps that it reads, enlarged, to paint on: blue, red,
 * or 0. By pointer, or cell by cell with the arrow keys and Space.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../types.js").Frame} Frame
 * @typedef {import("../../state/state.js").Action} Action
 * @typedef {import("../../types.js").Unit} Unit
 * @typedef {"blue" | "red" | "zero"} Brush
 *
 * @typedef {object} Grid  what is painted on
 * @property {number} width
 * @property {number} height
 * @property {number} channels  grids that the neuron has
 * @property {Float32Array} row  the weights
 * @property {(cell: number) => number} inputOf  −1 where none is
 * @property {number} neuron  whose weights they are
 */

import { SIDE } from "../../digit-image.js";
import { drawSigned } from "../../draw/grid.js";
import { contextOf } from "../../draw/surface.js";
import { weightsOf } from "../../state/edits.js";
import { biasIndex, middleOf } from "../../state/kernels.js";
import { inputAt } from "../../state/windows.js";
import { cardOf } from "../../state/selectors.js";
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
  const from = h("select", { "aria-label": "Painted for which map", change: markDirty });
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
    gridEnd((state.work.weights ?? state.weights[state.work.network])?.[unit().layer]?.W ?? new Float32Array([1]));

  /**
   * @param {State} state
   * @returns {Grid | null}  null where the weights are no picture, or have not come
   */
  function gridOf(state) {
    const { layer, neuron } = unit();
    const W = weightsOf(state)[layer]?.W;
    const card = cardOf(state);
    const { kernel, image: [channels] = [1] } = card.layers[layer] ?? {};
    if (!W || (!kernel && layer !== 0)) return null;
    const [height, width] = kernel ?? [SIDE, SIDE];
    const size = height * width;
    if (!kernel) {
      return { width, height, channels: 1, row: W.subarray(neuron * size, (neuron + 1) * size), inputOf: (at) => at, neuron };
    }
    const channel = Math.min(Number(from.value), channels - 1);
    const start = (biasIndex(card, layer, neuron) * channels + channel) * size;
    const middle = middleOf(card, layer, neuron);
    const inputOf = (/** @type {number} */ at) =>
      inputAt(card, layer, middle, { channel, row: Math.floor(at / width), column: at % width });
    return { width, height, channels, row: W.subarray(start, start + size), inputOf, neuron: middle };
  }

  /**
   * @param {readonly number[]} cells
   * @param {Brush} [used]
   */
  function paint(cells, used = brush) {
    const grid = gridOf(get());
    if (!grid) return;
    const value = Math.fround(BRUSHES[used][1] * max(get()));
    const inputs = cells.map(grid.inputOf).filter((input) => input >= 0);
    const values = inputs.map(() => value);
    const here = unit();
    dispatch({ type: "edit", edit: { kind: "weights", layer: here.layer, neuron: grid.neuron, inputs, values } });
    if (grid.neuron !== here.neuron) dispatch({ type: "select", unit: here }); // the place that one looks at stays
  }

  /** What a brush touches: of a kernel's few cells one at a time. @param {readonly number[]} cells */
  const touched = (cells) => (gridOf(get())?.width === SIDE ? brushed(cells) : cells);

  /** @param {PointerEvent} event */
  function cellAt({ clientX, clientY }) {
    const box = surface.getBoundingClientRect();
    const { width, height } = gridOf(get()) ?? { width: SIDE, height: SIDE };
    const along = (/** @type {number} */ share, /** @type {number} */ n) => Math.min(n - 1, Math.max(0, Math.floor(share * n)));
    return along((clientY - box.top) / box.height, height) * width + along((clientX - box.left) / box.width, width);
  }

  const used = (/** @type {PointerEvent} */ event) => (isErasing(event) ? "zero" : brush);
  const { isHeld } = listenToHold(surface, {
    begin(event) {
      surface.focus({ preventScroll: true });
      before = get().work.edits;
      cell = cellAt(event);
      paint(touched([cell]), used(event));
      showCursor(get());
    },
    move(event) {
      const next = cellAt(event);
      if (next === cell) return;
      paint(touched(cellsBetween(cell, next, gridOf(get())?.width)), used(event));
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
    const { width, height } = gridOf(get()) ?? { width: SIDE, height: SIDE };
    const next = stepped(cell, event.key, width, height);
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
    const grid = gridOf(state);
    if (!grid) return;
    const { width, height } = grid;
    const [row, column] = [Math.floor(cell / width), cell % width];
    cursor.style.left = `${(column / width) * 100}%`;
    cursor.style.top = `${(row / height) * 100}%`;
    setText(words, `Row ${row + 1}, column ${column + 1}: weight ${signed(grid.row[cell] ?? 0)}`);
  }

  const drawn = createWatch();
  const other = createWatch();
  const which = h("label", { class: "edit-row" }, h("span", {}, "for"), from);
  const element = h("div", { class: "paint" },
    h("div", { class: "choices", role: "group", "aria-label": "Brush" }, ...brushes),
    which, surface, ends.element, words);

  return {
    element,
    /** Whether a pointer paints just now. */
    paints: isHeld,

    /** @param {Frame} frame */
    sync({ state, palette }) {
      const grid = gridOf(state);
      element.hidden = !grid;
      if (!grid) return;
      const { width, height, channels, row } = grid;
      const { layer, neuron } = unit();
      if (other(width, height, channels)) {
        [ctx.canvas.width, ctx.canvas.height] = [width, height];
        cell = (height >> 1) * width + (width >> 1);
        which.hidden = channels === 1;
        from.replaceChildren(...Array.from({ length: channels }, (_, k) => h("option", { value: `${k}` }, `map ${k + 1}`)));
        surface.style.setProperty("--shape", `${width / height}`);
        [cursor.style.width, cursor.style.height] = [`${100 / width}%`, `${100 / height}%`];
      }
      if (!drawn(weightsOf(state)[layer], neuron, palette, from.value)) return;
      drawSigned(ctx, row, max(state), palette);
      ends.show(-max(state), max(state));
      if (document.activeElement === surface) showCursor(state);
    },
  };
}
