/**
 * Lines in order of strength, with their ends, ready to be drawn many at a time. Pure.
 *
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("./layout.js").LayerBox} LayerBox
 * @typedef {import("./layout.js").Plate} Plate
 * @typedef {import("./links.js").LinkValues} LinkValues
 * @typedef {import("../state/state.js").Target} Target
 *
 * @typedef {object} Run  neighbours that look alike
 * @property {number} from
 * @property {number} to
 * @property {number} level
 * @property {boolean} negative
 *
 * @typedef {object} LineSet  lines into one layer; from arrays, since there are hundreds a frame
 * @property {number} layer
 * @property {"bundle" | "link"} kind
 * @property {Float32Array} ends  x1, y1, x2, y2 of each line, px
 * @property {Uint32Array} neuron
 * @property {Uint32Array} input  empty for bundles
 * @property {readonly Run[]} runs
 * @property {number} length
 * @property {boolean} crowded  so many that only the strongest may be thick
 * @property {readonly [left: number, top: number, right: number, bottom: number]} box  of all ends
 */

import { PIXELS, SIDE } from "../digit-image.js";
import { FAINTEST, LEVELS, levelOf } from "./strength.js";

export const ALIKE = 0; // a scale on which every line has the same strength

const CROWD = { bundle: 33, link: 300 }; // lines

/** @type {WeakMap<LinkValues, {layout: Layout, scale: number, set: LineSet}>} */
const known = new WeakMap();

/**
 * @param {LinkValues} links
 * @param {number} layer
 * @param {Layout} layout
 * @param {number} scale  value of the full colour
 * @returns {LineSet}
 */
export function linesOf(links, layer, layout, scale) {
  const before = known.get(links);
  if (before && before.layout === layout && before.scale === scale) return before.set;
  const set = madeOf(links, layer, layout, scale);
  known.set(links, { layout, scale, set });
  return set;
}

/**
 * One curve from the image to each neuron of the first layer.
 *
 * @param {Float32Array} z  weighted sums
 * @param {Layout} layout  with an image
 * @param {number} scale
 * @param {number} [upTo]  this many neurons only
 * @returns {LineSet}
 */
export function bundlesOf(z, layout, scale, upTo = z.length) {
  const box = /** @type {LayerBox} */ (layout.layers[0]);
  const plate = /** @type {Plate} */ (layout.plate);
  const { order, runs } = inRuns(z.subarray(0, upTo), scale);
  const neuron = Uint32Array.from(order);
  const ends = new Float32Array(4 * neuron.length);
  neuron.forEach((unit, k) => {
    ends.set(plateExit(plate, z.length === 1 ? 0.5 : unit / (z.length - 1), layout), 4 * k);
    ends.set(entry(box, unit, layout), 4 * k + 2);
  });
  const input = new Uint32Array();
  const length = neuron.length;
  const crowded = z.length >= CROWD.bundle;
  return { layer: 0, kind: "bundle", ends, neuron, input, runs, length, crowded, box: boxOf(ends) };
}

/**
 * @param {LineSet} set
 * @param {number} k
 * @returns {Target}
 */
export function targetOf({ kind, layer, neuron, input }, k) {
  const unit = { layer, neuron: neuron[k] ?? 0 };
  return kind === "bundle"
    ? { kind: "unit", ...unit }
    : { kind: "link", ...unit, input: input[k] ?? 0 };
}

/**
 * @param {LinkValues} links
 * @param {number} layer
 * @param {Layout} layout
 * @param {number} scale
 * @returns {LineSet}
 */
function madeOf(links, layer, layout, scale) {
  const to = /** @type {LayerBox} */ (layout.layers[layer]);
  const from = /** @type {LayerBox | Plate} */ (layout.layers[layer - 1] ?? layout.inputs ?? layout.plate);
  const nIn = "cell" in from ? PIXELS : from.x.length;
  const { order, runs } = inRuns(links.value, scale);
  const length = order.length;
  const crowded = links.of >= CROWD.link;
  const neuron = new Uint32Array(length);
  const input = new Uint32Array(length);
  const ends = new Float32Array(4 * length);
  order.forEach((which, k) => {
    const index = links.index[which] ?? 0;
    neuron[k] = Math.floor(index / nIn);
    input[k] = index % nIn;
    const start = "cell" in from ? pixelCentre(index % nIn, from) : exit(from, index % nIn, layout);
    ends.set(start, 4 * k);
    ends.set(entry(to, Math.floor(index / nIn), layout), 4 * k + 2);
  });
  return { layer, kind: "link", ends, neuron, input, runs, length, crowded, box: boxOf(ends) };
}

/**
 * @param {Float32Array} ends
 * @returns {LineSet["box"]}
 */
function boxOf(ends) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let k = 0; k < ends.length; k += 2) {
    const x = ends[k] ?? 0;
    const y = ends[k + 1] ?? 0;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return [left, top, right, bottom];
}

/**
 * The values that can be seen, weakest first, those of a level and sign together.
 *
 * @param {Float32Array} values
 * @param {number} scale
 */
function inRuns(values, scale) {
  const look = (/** @type {number} */ k) => {
    const value = values[k] ?? 0;
    const level = levelOf(Math.min(1, Math.abs(value) / scale));
    return 2 * level + (value < 0 ? 1 : 0);
  };
  /** @type {number[][]} */
  const byLook = Array.from({ length: 2 * LEVELS }, () => []);
  values.forEach((value, k) => {
    if (Math.abs(value) >= FAINTEST * scale && value !== 0) byLook[look(k)]?.push(k);
  });
  /** @type {Run[]} */
  const runs = [];
  let from = 0;
  byLook.forEach(({ length }, each) => {
    if (!length) return;
    runs.push({ from, to: from + length, level: each >> 1, negative: (each & 1) === 1 });
    from += length;
  });
  return { order: byLook.flat(), runs };
}

/**
 * @param {Plate} plate
 * @param {number} share  0 to 1 along the plate's edge
 * @param {Layout} layout
 * @returns {readonly [x: number, y: number]}
 */
function plateExit(plate, share, { downwards }) {
  const along = 0.14 + 0.72 * share;
  return downwards
    ? [plate.x + plate.side * along, plate.y + plate.side]
    : [plate.x + plate.side, plate.y + plate.side * along];
}

/**
 * @param {number} pixel
 * @param {Plate} plate
 * @returns {readonly [x: number, y: number]}
 */
function pixelCentre(pixel, { x, y, cell }) {
  return [x + ((pixel % SIDE) + 0.5) * cell, y + (Math.floor(pixel / SIDE) + 0.5) * cell];
}

/**
 * Where a line ends: at the edge of the disc, or of the whole grid, that faces its source.
 *
 * @param {LayerBox} box
 * @param {number} neuron
 * @param {Layout} layout
 * @returns {readonly [x: number, y: number]}
 */
function entry(box, neuron, { downwards }) {
  const x = box.x[neuron] ?? 0;
  const y = box.y[neuron] ?? 0;
  if (box.shape === "cell") return downwards ? [x, box.start] : [box.start, y];
  return downwards ? [x, y - box.r] : [x - box.r, y];
}

/**
 * @param {LayerBox} box
 * @param {number} neuron
 * @param {Layout} layout
 * @returns {readonly [x: number, y: number]}
 */
function exit(box, neuron, { downwards }) {
  const x = box.x[neuron] ?? 0;
  const y = box.y[neuron] ?? 0;
  if (box.shape === "map") return [x, y];
  if (box.shape === "cell") return downwards ? [x, box.end] : [box.end, y];
  return downwards ? [x, y + box.r] : [x + box.r, y];
}
