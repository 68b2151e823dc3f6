/**
 * (state, layout, palette) → everything the stage shows, as plain shapes with colours. Pure.
 *
 * @typedef {import("../types.js").Trace} Trace
 * @typedef {import("../state.js").State} State
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("./colour.js").Palette} Palette
 * @typedef {import("./flow.js").Flow} Flow
 * @typedef {import("./plate.js").PlateShape} PlateShape
 * @typedef {import("./units.js").UnitShape} UnitShape
 * @typedef {import("./units.js").OutputShape} OutputShape
 *
 * @typedef {object} Caption
 * @property {number} x
 * @property {number} y  middle
 * @property {"left" | "center"} align
 * @property {string} text
 *
 * @typedef {object} Scales  ends of the colour scales, for the legends
 * @property {number} lines
 * @property {readonly number[]} sums  one a layer
 * @property {readonly number[]} activations  one a layer
 *
 * @typedef {object} Scene
 * @property {Layout} layout
 * @property {PlateShape} plate
 * @property {readonly Flow[]} flows  lines, the topmost last
 * @property {readonly UnitShape[]} units
 * @property {readonly OutputShape[]} outputs
 * @property {readonly Caption[]} captions
 * @property {Scales} scales
 */

import { cardOf, traceOf } from "../selectors.js";
import { flowsOf } from "./flow.js";
import { MOST } from "./links.js";
import { plateOf } from "./plate.js";
import { remembering } from "./remember.js";
import { largest, roundUp } from "./scale.js";
import { outputsOf, unitsOf } from "./units.js";

/**
 * @param {State} state
 * @param {Layout} layout
 * @param {Palette} palette
 * @returns {Scene}
 */
export function sceneOf(state, layout, palette) {
  const trace = traceOf(state);
  const neuronScales = scalesOf(trace);
  const { flows, scale, focus } = flowsOf(state, trace, layout, neuronScales.sums[0] ?? 1);
  const scales = { ...neuronScales, lines: scale };
  return {
    layout,
    plate: plateOf(state),
    flows,
    units: unitsOf(state, trace, layout, palette, scales, focus),
    outputs: outputsOf(state, trace, layout, scales),
    captions: captionsOf(layout, cardOf(state).sizes),
    scales,
  };
}

const scalesOf = remembering((/** @type {Trace | null} */ trace) => ({
  sums: trace?.layers.map(({ z }) => roundUp(largest(z))) ?? [],
  activations:
    trace?.layers.map(({ a }) => (largest(a) <= 1 ? 1 : roundUp(largest(a)))) ?? [],
}));

const captionsOf = remembering(
  /**
   * @param {Layout} layout
   * @param {readonly number[]} sizes
   * @returns {readonly Caption[]}
   */
  ({ plate, font, downwards, height }, sizes) => {
    const some = sizes.some((n, k) => k > 1 && n * (sizes[k - 1] ?? 0) > MOST);
    const note = some ? ["of each layer’s lines,", `the ${MOST} strongest`] : [];
    if (downwards) {
      const x = 10;
      const image = { x, y: plate.y + font * 0.6, align: /** @type {const} */ ("left"), text: "784 inputs" };
      const y = plate.y + plate.side - font * 0.6;
      return [image, ...(some ? [`the ${MOST}`, "strongest", "lines a layer"] : []).map(
        (text, k, all) => ({ x, y: y - (all.length - 1 - k) * font * 1.35, align: image.align, text }),
      )];
    }
    const middle = plate.x + plate.side / 2;
    const below = plate.y + plate.side + font + 4;
    return [
      { x: middle, y: below, align: "center", text: "28 × 28 = 784 inputs" },
      ...note.map((text, k) => ({
        x: plate.x,
        y: height - font * 0.8 - (note.length - 1 - k) * font * 1.4,
        align: /** @type {const} */ ("left"),
        text,
      })),
    ];
  },
);
