/**
 * Layers of maps at a moment of the pass: what each tile shows, the window of the place that is looked
 * at, back to the pixels, and the products that it adds. Pure. Lengths are CSS pixels.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Explanation} Explanation
 * @typedef {import("../types.js").Trace} Trace
 * @typedef {import("../types.js").Unit} Unit
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../state/maps.js").Shape} Shape
 * @typedef {import("../state/maps.js").Window} Window
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("./lines.js").LineSet} LineSet
 * @typedef {import("./map-columns.js").Tiles} Tiles
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 *
 * @typedef {object} TileShape  one map
 * @property {number} x
 * @property {number} y
 * @property {Float32Array | null} values  row by row; null while nothing is known
 * @property {number} shown  how many places of it, row by row
 * @property {number} max  end of the scale
 * @property {boolean} signed  weighted sums, not activations
 *
 * @typedef {object} Product  in the window: a term of the sum, or what a pool has chosen among
 * @property {number} x
 * @property {number} y
 * @property {number} side
 * @property {number} share  of the largest, −1 to 1
 * @property {"term" | "latest" | "won" | "forgotten"} kind
 *
 * @typedef {object} MapsShape
 * @property {readonly {tiles: Tiles, maps: readonly TileShape[]}[]} layers
 * @property {readonly Box[]} windows  what the place reads
 * @property {readonly Box[]} field  what that depends on, back to the pixels
 * @property {readonly (readonly [x1: number, y1: number, x2: number, y2: number])[]} rays  from the window to the place
 * @property {readonly Product[]} products
 * @property {{box: Box, isNow: boolean, sum: number | null} | null} place  looked at; `sum`: what of its sum is
 *   there, as a share of the scale, until it has become the activation
 * @property {number | null} sums  end of the scale of the sums that a map shows
 */

import { fieldOf, placeIn, shapeOf } from "../state/maps.js";
import { remembering } from "../state/remember.js";
import { cardOf, mapKey, unitKey } from "../state/selectors.js";
import { where } from "../state/where.js";
import { lookedAt } from "./linked.js";
import { between, progressOf } from "./progress.js";
import { largest, roundUp } from "./scale.js";

const SLIDES = 0.35; // of the lines' way: from here on the windows slide
const FRAME = 1; // px around a window
const MESH = { ahead: 0.16, lit: 0.42, most: 12 }; // opacity, for so few lines; of more it is less

/**
 * @param {State} state
 * @param {Trace | null} trace
 * @param {Layout} layout
 * @param {{activations: readonly number[]}} scales
 * @returns {MapsShape}
 */
export function mapsOf(state, trace, layout, scales) {
  const card = cardOf(state);
  const exact = exactMap(state, card);
  const sums = exact && roundUp(largest(exact.z));
  const layers = layout.layers.flatMap(({ tiles }, layer) => {
    const shape = shapeOf(card, layer);
    if (!tiles || !shape) return [];
    const max = scales.activations[layer] ?? 1;
    const maps = Array.from(tiles.x, (x, map) => {
      const at = { x, y: tiles.y[map] ?? 0 };
      return { ...at, ...tileOf(state, trace?.layers[layer]?.a ?? null, layer, map, shape, max, exact && { z: exact.z, max: sums ?? 1 }) };
    });
    return [{ tiles, maps }];
  });
  return { layers, sums: layers.some(({ maps }) => maps.some(({ signed }) => signed)) ? sums : null, ...lookedInto(state, trace, card, layout) };
}

/**
 * The map that is shown as a whole, with every digit, once one of its places is opened.
 *
 * @param {State} state
 * @param {Card} card
 */
function exactMap(state, card) {
  const { walked } = where(state);
  const [, height, width] = (walked && state.place.granularity === "map" && shapeOf(card, walked.layer)) || [0, 0, 0];
  return (walked && state.answers.maps[mapKey(walked, height * width)]) ?? null;
}

/**
 * @param {State} state
 * @param {Float32Array | null} a  of the layer
 * @param {number} layer
 * @param {number} map
 * @param {Shape} shape
 * @param {number} max
 * @param {{z: Float32Array, max: number} | null} exact
 * @returns {Omit<TileShape, "x" | "y">}
 */
function tileOf(state, a, layer, map, [, height, width], max, exact) {
  const n = height * width;
  const values = mapOf(a, map, n);
  const lit = { values, max, signed: false };
  const { walked } = where(state);
  const { inner, granularity } = state.place;
  if (!inner || walked?.layer !== layer) {
    return { ...lit, shown: Math.round(n * between(progressOf(state, layer).sums, SLIDES)) };
  }
  const behind = inner.neuron - map * n;
  if (granularity !== "map") return { ...lit, shown: Math.min(n, Math.max(0, behind + Number(inner.place === "f"))) };
  if (behind !== 0 || inner.place === "f") return { ...lit, shown: behind >= 0 ? n : 0 };
  return { values: exact?.z ?? null, max: exact?.max ?? 1, signed: true, shown: exact ? n : 0 };
}

/** @type {WeakMap<Float32Array, Float32Array[]>} */
const parts = new WeakMap();

/**
 * A part of a layer's numbers, the same one each time.
 *
 * @param {Float32Array | null} a
 * @param {number} map
 * @param {number} n  places
 */
function mapOf(a, map, n) {
  if (!a) return null;
  const known = parts.get(a) ?? Array.from({ length: a.length / n }, (_, k) => a.subarray(k * n, (k + 1) * n));
  parts.set(a, known);
  return known[map] ?? null;
}

/**
 * The place of a map that is pointed at, chosen or walked through.
 *
 * @param {State} state
 * @param {Card} card
 * @returns {Unit & {isNow: boolean} | null}
 */
function unitOf({ hand, place }, card, /** @type {Unit | null} */ walked) {
  const target = lookedAt(hand.hovered, walked && !hand.hovered ? null : place.selected);
  const unit = target?.kind === "unit" ? target : target || place.granularity === "map" ? null : walked;
  if (!unit || !shapeOf(card, unit.layer)) return null;
  return { layer: unit.layer, neuron: unit.neuron, isNow: unit === walked };
}

/**
 * @param {State} state
 * @param {Trace | null} trace
 * @param {Card} card
 * @param {Layout} layout
 * @returns {Omit<MapsShape, "layers" | "sums">}
 */
function lookedInto(state, trace, card, layout) {
  const unit = trace && unitOf(state, card, where(state).walked);
  const box = unit && layout.layers[unit.layer];
  if (!unit || !box?.tiles) return { windows: [], field: [], rays: [], products: [], place: null };
  const [first, ...further] = windowsOf(card, unit, layout);
  const windows = first ?? [];
  const [x, y] = [box.x[unit.neuron] ?? 0, box.y[unit.neuron] ?? 0];
  const opened = state.answers.explanations[unitKey(unit)] ?? null;
  const at = state.place.inner?.place ?? "f";
  const sum = opened && unit.isNow && at !== "f" && at !== "start" ? opened.z / roundUp(Math.abs(opened.z)) : null;
  return {
    windows,
    field: further.flat(),
    rays: windows.flatMap((window) => raysOf(window, x, y, layout.downwards)),
    products: opened ? productsOf(state, card, opened, unit.isNow, layout) : [],
    place: { box: { x: x - box.r, y: y - box.r, width: 2 * box.r, height: 2 * box.r }, isNow: unit.isNow, sum },
  };
}

/**
 * The windows of a place, layer by layer back to the image: on every map that counts for it.
 *
 * @param {Card} card
 * @param {Unit} unit
 * @param {Layout} layout
 * @returns {readonly (readonly Box[])[]}
 */
function windowsOf(card, { layer, neuron }, layout) {
  const shape = shapeOf(card, layer);
  if (!shape) return [];
  const place = placeIn(shape, neuron);
  /** @type {number | null} */
  let only = place.map;
  return fieldOf(card, layer, place).map((window, back) => {
    if (card.layers[layer - back]?.kernel) only = null;
    const before = layer - back - 1;
    const grid = gridOf(layout, before);
    const [, rows = 0, columns = 0] = shapeOf(card, before) ?? [];
    return grid.flatMap((tile, map) => (only === null || only === map ? boxIn(window, rows, columns, tile) : []));
  });
}

/**
 * Where the numbers of a layer stand, map by map.
 *
 * @param {Layout} layout
 * @param {number} layer  −1: the image
 * @returns {readonly {x: number, y: number, pixel: number}[]}
 */
function gridOf({ plate, layers }, layer) {
  if (layer < 0) return plate ? [{ x: plate.x, y: plate.y, pixel: plate.cell }] : [];
  const tiles = layers[layer]?.tiles;
  return tiles ? Array.from(tiles.x, (x, map) => ({ x, y: tiles.y[map] ?? 0, pixel: tiles.pixel })) : [];
}

/**
 * A window on a map, without what lies beyond its edges.
 *
 * @param {Window} window
 * @param {number} rows
 * @param {number} columns
 * @param {{x: number, y: number, pixel: number}} tile
 * @returns {Box[]}
 */
function boxIn({ top, left, height, width }, rows, columns, { x, y, pixel }) {
  const [low, high] = [Math.max(0, top), Math.min(rows, top + height)];
  const [first, last] = [Math.max(0, left), Math.min(columns, left + width)];
  if (low >= high || first >= last) return [];
  return [{
    x: x + first * pixel - FRAME, y: y + low * pixel - FRAME,
    width: (last - first) * pixel + 2 * FRAME, height: (high - low) * pixel + 2 * FRAME,
  }];
}

/**
 * From the corners of a window that face the place.
 *
 * @param {Box} window
 * @param {number} x
 * @param {number} y
 * @param {boolean} downwards
 */
function raysOf({ x: left, y: top, width, height }, x, y, downwards) {
  const [right, bottom] = [left + width, top + height];
  return downwards
    ? [/** @type {const} */ ([left, bottom, x, y]), /** @type {const} */ ([right, bottom, x, y])]
    : [/** @type {const} */ ([right, top, x, y]), /** @type {const} */ ([right, bottom, x, y])];
}

/**
 * @param {State} state
 * @param {Card} card
 * @param {Explanation} opened
 * @param {boolean} isNow
 * @param {Layout} layout
 * @returns {readonly Product[]}
 */
function productsOf({ place: { inner, granularity } }, card, { layer, terms, weights, order, reads }, isNow, layout) {
  const { kernel, type } = card.layers[layer] ?? {};
  if (!kernel && type !== "max-pool2d") return [];
  const at = isNow && granularity === "term" ? (inner?.place ?? "f") : "f";
  const ranks = at === "start" ? 0 : typeof at === "number" ? at + 1 : order.length;
  const grid = gridOf(layout, layer - 1);
  const [, rows = 1, columns = 1] = shapeOf(card, layer - 1) ?? [];
  const most = largest(terms) || 1;
  return Array.from(order.subarray(0, ranks), (term, rank) => {
    const input = reads?.[term] ?? term;
    const { map, row, column } = placeIn([1, rows, columns], input);
    const { x = 0, y = 0, pixel = 0 } = grid[map] ?? {};
    /** @type {Product["kind"]} */
    const kind = !kernel ? (weights[term] ? "won" : "forgotten") : rank === at ? "latest" : "term";
    return { x: x + column * pixel, y: y + row * pixel, side: pixel, share: kernel ? (terms[term] ?? 0) / most : 1, kind };
  });
}

/**
 * Between layers of maps: from each map to those that read it. They carry windows, not numbers of
 * their own, and have no colour.
 *
 * @param {State} state
 * @param {Layout} layout
 * @param {number} aside  opacity beside what is looked at
 * @returns {import("./flow.js").Flow[]}
 */
export function mapFlows(state, layout, aside) {
  const look = /** @type {const} */ ("mesh");
  return meshOf(cardOf(state), layout).flatMap((set) => {
    const fewer = aside * Math.min(1, Math.sqrt(MESH.most / set.length));
    const { sums, behind } = progressOf(state, set.layer);
    const walked = where(state).walked?.layer === set.layer;
    const ahead = { set, look, alpha: MESH.ahead * fewer, reach: 1 };
    if (sums === 0 || walked || behind === 1) return [ahead];
    return [ahead, { set, look, alpha: MESH.lit * fewer * (1 - between(behind)), reach: between(sums, 0, 2 * SLIDES) }];
  });
}

const meshOf = remembering(
  /**
   * @param {Card} card
   * @param {Layout} layout
   * @returns {readonly LineSet[]}
   */
  (card, layout) => layout.layers.flatMap(({ tiles }, layer) => {
    if (!tiles) return [];
    const before = gridOf(layout, layer - 1);
    const [, rows = 1, columns = 1] = shapeOf(card, layer - 1) ?? [];
    const lines = Array.from(tiles.x, (x, map) => {
      const sources = card.layers[layer]?.kernel ? before : before.slice(map, map + 1);
      const [width, height] = [tiles.columns * tiles.pixel, tiles.rows * tiles.pixel];
      const y = tiles.y[map] ?? 0;
      return sources.map((from) => layout.downwards
        ? [from.x + (columns * from.pixel) / 2, from.y + rows * from.pixel, x + width / 2, y]
        : [from.x + columns * from.pixel, from.y + (rows * from.pixel) / 2, x, y + height / 2]);
    }).flat();
    return [setOf(layer, Float32Array.from(lines.flat()))];
  }),
);

/**
 * @param {number} layer
 * @param {Float32Array} ends
 * @returns {LineSet}
 */
function setOf(layer, ends) {
  const [length, none] = [ends.length / 4, new Uint32Array()];
  const [xs, ys] = [ends.filter((_, k) => k % 2 === 0), ends.filter((_, k) => k % 2 === 1)];
  return {
    layer, kind: "bundle", ends, neuron: none, input: none, length, crowded: length > MESH.most,
    runs: [{ from: 0, to: length, level: 0, negative: false }],
    box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
  };
}
