/**
 * The neuron that the viewer paints: the main page's grid to paint on, some grids by a press, and
 * the bias as a handle.
 *
 * @typedef {import("./grids.js").Grid} Grid
 */

import { PIXELS } from "../../digit-image.js";
import { weightsOf } from "../../state/edits.js";
import { createHandle, grid as valuesOf } from "../../kit/handle.js";
import { toyCard } from "../../kit/toy.js";
import { h } from "../../parts/dom.js";
import { createPaint } from "../../parts/explore/paint.js";
import { remembering } from "../../state/remember.js";
import { initialState, reduce } from "../../state/state.js";
import { PRESETS } from "./grids.js";

const REACH = 60; // of the bias to both sides, while it is dragged
const STEP = 5; // every value is asked for beforehand, for six images
const NAME = "784-1";
const UNIT = { layer: 0, neuron: 0 };
const INPUTS = Array.from({ length: PIXELS }, (_, cell) => cell);
const BEFORE = [{ W: new Float32Array(PIXELS), b: new Float32Array(1) }];
const CARDS = [toyCard(NAME, "sigmoid")];

/** A painted grid as the main page has it: edits of a neuron whose weights are all 0. */
const asState = remembering((/** @type {Grid} */ grid) =>
  initialState(CARDS, {
    weights: { [NAME]: BEFORE },
    work: { edits: [{ kind: "weights", ...UNIT, inputs: INPUTS, values: grid }] },
  }));

/**
 * @param {object} rooms
 * @param {HTMLElement} rooms.paint
 * @param {HTMLElement} rooms.presets
 * @param {HTMLElement} rooms.bias
 * @param {{
 *   get: () => {grid: Grid},
 *   set: (change: {grid: Grid} | {bias: number}) => void,
 *   markDirty: () => void,
 * }} page
 * @param {(values: readonly number[]) => void} grab  the bias is about to be moved
 */
export function createPainting(rooms, { get, set, markDirty }, grab) {
  const paint = createPaint({
    markDirty,
    get: () => asState(get().grid),
    dispatch(action) {
      const painted = weightsOf(reduce(asState(get().grid), action))[0]?.W;
      if (painted) set({ grid: Array.from(painted) });
    },
  }, () => UNIT);
  rooms.paint.append(paint.element);

  const preset = (/** @type {string} */ words, /** @type {Grid} */ grid) =>
    h("button", { type: "button", class: "choice", click: () => set({ grid }) }, words);
  rooms.presets.append(
    preset("Only a blue bar", PRESETS.bar),
    preset("Red on its right", PRESETS.edge),
    preset("Red on both sides", PRESETS.line),
    preset("Clear", PRESETS.empty),
  );

  const values = valuesOf(-REACH, REACH, STEP);
  const handle = createHandle({ name: "Bias b", values: () => values, set: (value) => set({ bias: value }), grab: () => grab(values) });
  rooms.bias.append(h("span", { class: "bias-label" }, "bias b"), handle.element);

  return {
    /**
     * @param {{grid: Grid, bias: number}} state
     * @param {import("../../scene/colour.js").Palette} palette
     */
    sync({ grid, bias }, palette) {
      paint.sync(asState(grid), palette);
      handle.sync(bias);
    },
  };
}
