/**
 * (state, layout, palette) → everything the stage shows, as plain shapes with colours. Pure.
 *
 * @typedef {import("../types.js").Trace} Trace
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../types.js").Card} Card
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
 * @property {PlateShape | null} plate  null where no image is read
 * @property {readonly Flow[]} flows  lines, the topmost last
 * @property {boolean} moving  the pass is on its way to a step, or through one
 * @property {readonly UnitShape[]} units
 * @property {import("./rings.js").Frame | null} frame  around a grid that is now
 * @property {readonly OutputShape[]} outputs
 * @property {readonly Caption[]} captions
 * @property {Scales} scales
 * @property {import("./maps.js").MapsShape | null} maps
 */

import { subscript } from "../words/format.js";
import { cardOf, traceOf } from "../state/selectors.js";
import { layerGroup } from "../state/steps.js";
import { flowsOf } from "./flow.js";
import { MOST } from "./links.js";
import { plateOf } from "./plate.js";
import { remembering } from "../state/remember.js";
import { frameOf } from "./rings.js";
import { largest, roundUp } from "./scale.js";
import { outputsOf, unitsOf } from "./units.js";

const LETTER = 0.56; // of the font size: the average letter in the widest of the usual fonts

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
  const card = cardOf(state);
  const plate = layout.plate && plateOf(state);
  return {
    layout,
    plate,
    flows,
    moving: state.hand.at !== state.place.step || state.place.inner !== null,
    units: unitsOf(state, trace, layout, palette, scales, focus),
    frame: frameOf(state, trace, layout),
    outputs: outputsOf(state, trace, layout, scales),
    maps: layout.kit?.mapsOf(state, trace, layout, scales) ?? null,
    captions: layout.plate && plate
      ? captionsOf(layout, layout.plate, card.sizes, plate.caption)
      : fewCaptionsOf(layout, card),
    scales,
  };
}

/** A pool has the scale of the maps that it reads: what stays keeps its grey. */
const scalesOf = remembering((/** @type {Trace | null} */ trace) => {
  const layers = trace?.layers ?? [];
  const ends = layers.map(({ a }) => largest(a));
  layers.forEach(({ scale }, k) => {
    const before = ends[k - 1] ?? 0;
    if (scale && scale.length === layers[k - 1]?.scale?.length && (ends[k] ?? 0) <= before) ends[k] = before;
  });
  return {
    sums: layers.map(({ z }) => roundUp(largest(z))),
    activations: ends.map((end) => (end <= 1 ? 1 : roundUp(end))),
  };
});

const captionsOf = remembering(
  /**
   * @param {Layout} layout
   * @param {import("./layout.js").Plate} plate
   * @param {readonly number[]} sizes
   * @param {readonly string[]} image  what the plate shows
   * @returns {readonly Caption[]}
   */
  ({ font, downwards, height }, plate, sizes, image) => {
    const some = sizes.some((n, k) => k > 1 && n * (sizes[k - 1] ?? 0) > MOST);
    const note = !some ? [] : [`the ${MOST} strongest`, "lines of each layer"];
    const line = font * 1.4;
    if (!downwards) {
      const [x, y] = [plate.x + plate.side / 2, plate.y + plate.side + font + 4];
      const whole = image.join(" ");
      const said = whole.length * font * LETTER > plate.side + 2 * font ? image : [whole];
      const atFoot = height - font * 0.8 - line * (note.length - 1);
      const foot = y + line * said.length;
      return [
        ...lines(said, x, y, line).map((each) => /** @type {const} */ ({ ...each, align: "center" })),
        ...lines(note, plate.x, atFoot >= foot ? atFoot : font * 0.8, line),
      ];
    }
    const beside = plate.x + plate.side + font * 0.7;
    return [
      ...lines(image, beside, plate.y + font * 0.7, line),
      ...lines(note, beside, plate.y + plate.side - font * 0.7 - line * (note.length - 1), line),
    ];
  },
);

/** The names of a few inputs, and above them those of their columns. */
const fewCaptionsOf = remembering(
  /**
   * @param {Layout} layout
   * @param {Card} card
   * @returns {readonly Caption[]}
   */
  ({ inputs, layers, font }, card) => {
    if (!inputs) return [];
    const names = ["input", ...card.layers.map((_, layer) => layerGroup(card, layer).toLowerCase())];
    const columns = [inputs, ...layers];
    return [
      ...Array.from(inputs.x, (x, k) => /** @type {const} */ ({
        x: x - inputs.r - font * 1.1, y: inputs.y[k] ?? 0, align: "center", text: `p${subscript(k + 1)}`,
      })),
      ...columns.map(({ start, end }, k) => /** @type {const} */ ({
        x: (start + end) / 2, y: font * 0.9, align: "center", text: names[k] ?? "",
      })),
    ];
  },
);

/**
 * @param {readonly string[]} texts
 * @param {number} x
 * @param {number} y  middle of the first one
 * @param {number} height
 * @returns {Caption[]}
 */
function lines(texts, x, y, height) {
  return texts.map((text, k) => ({ x, y: y + k * height, align: "left", text }));
}
