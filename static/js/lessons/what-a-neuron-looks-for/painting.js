/**
 * The neuron that the viewer paints: the main page's grid to paint on, some grids by a press, and
 * the bias as a handle.
 *
 * @typedef {import("./grids.js").Grid} Grid
 * @typedef {import("../../kit/lesson.js").Figure<import("../what-a-neuron-looks-for.js").State>} Figure
 */

import { PIXELS } from "../../digit-image.js";
import { createHandle, grid as valuesOf } from "../../kit/handle.js";
import { toyCard } from "../../kit/toy.js";
import { h } from "../../parts/dom.js";
import { createPaint } from "../../parts/explore/paint.js";
import { weightsOf } from "../../state/edits.js";
import { remembering } from "../../state/remember.js";
import { initialState, reduce } from "../../state/state.js";
import { PRESETS, TESTS } from "./grids.js";
import { painted } from "./question.js";

const BIASES = valuesOf(-60, 60, 5); // every value is asked for beforehand, for six images
const NAME = "784-1";
const UNIT = { layer: 0, neuron: 0 };
const INPUTS = Array.from({ length: PIXELS }, (_, cell) => cell);
const BEFORE = [{ W: new Float32Array(PIXELS), b: new Float32Array(1) }];
const CARDS = [toyCard(NAME, "sigmoid")];
const WORDS = { bar: "Only a blue bar", edge: "Red on its right", line: "Red on both sides", empty: "Clear" };

/** A painted grid as the main page has it: edits of a neuron whose weights are all 0. */
const asState = remembering((/** @type {Grid} */ grid) =>
  initialState(CARDS, {
    weights: { [NAME]: BEFORE },
    work: { edits: [{ kind: "weights", ...UNIT, inputs: INPUTS, values: grid }] },
  }));

/** @type {Figure} */
export function paint(room, { get, set, markDirty }) {
  const surface = createPaint({
    markDirty,
    get: () => asState(get().grid),
    dispatch(action) {
      const changed = weightsOf(reduce(asState(get().grid), action))[0]?.W;
      if (changed) set({ grid: Array.from(changed) });
    },
  }, () => UNIT);
  room.append(surface.element);
  return { sync: ({ state: { grid }, palette }) => surface.sync({ state: asState(grid), palette, scene: null }) };
}

/** @type {Figure} */
export function presets(room, { set }) {
  const names = /** @type {(keyof typeof PRESETS)[]} */ (Object.keys(WORDS));
  room.append(...names.map((name) =>
    h("button", { type: "button", class: "choice", click: () => set({ grid: PRESETS[name] }) }, WORDS[name])));
  return { sync() {} };
}

/** @type {Figure} */
export function bias(room, { get, set, numbers }) {
  const handle = createHandle({
    name: "Bias b",
    values: () => BIASES,
    set: (value) => set({ bias: value }),
    grab() {
      const { scene, grid, bias: now } = get();
      if (scene !== "paint") return; // a shipped network's numbers are not swept
      numbers.expect(TESTS.map(({ pixels }) => painted(grid, now, pixels)), { kind: "bias", layer: 0, neuron: 0 }, BIASES);
    },
  });
  room.append(h("span", { class: "bias-label" }, "bias b"), handle.element);
  return { sync: ({ state }) => handle.sync(state.bias) };
}
