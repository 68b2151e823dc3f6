/**
 * From a network's shape and a canvas' size to boxes: where everything on the stage stands. Pure.
 * All lengths are CSS pixels. The pass runs to the right, or downwards where the stage is narrow.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("./columns.js").Column} Column
 * @typedef {import("./map-columns.js").MapColumn} MapColumn
 *
 * @typedef {object} Plate  the digit image
 * @property {number} x  left edge
 * @property {number} y  top edge
 * @property {number} side
 * @property {number} cell  side of one pixel of the digit image
 *
 * @typedef {object} LayerBox
 * @property {"disc" | "cell" | "map"} shape
 * @property {Float32Array} x  centres
 * @property {Float32Array} y
 * @property {number} r  radius of a disc, half the side of a cell
 * @property {number} font  size of the numbers inside; 0 where they do not fit
 * @property {number} start  the layer's edge that faces the image, along the pass
 * @property {number} end  its other edge
 * @property {import("./map-columns.js").Tiles} [tiles]  of a layer of maps
 *
 * @typedef {typeof import("../draw/map-kit.js")} MapKit  what only layers of maps need, and comes later
 *
 * @typedef {object} Bar  an output's label, the room for its bar, and its number after that
 * @property {number} labelX  centre
 * @property {number} labelY
 * @property {number} x  where the bar begins
 * @property {number} y
 * @property {number} length  at the end of the scale
 * @property {number} thickness
 * @property {number} numberX  left edge; centre where the pass runs downwards
 * @property {number} numberY
 *
 * @typedef {object} Layout
 * @property {number} width
 * @property {number} height
 * @property {boolean} downwards
 * @property {number} font  size of text
 * @property {number} thick  how much thicker than on a laptop lines are
 * @property {boolean} [dashed]  whether negative lines are, where colours may be lost
 * @property {Plate | null} plate  null where no image is read
 * @property {LayerBox | null} inputs  the numbers that are read instead
 * @property {readonly LayerBox[]} layers
 * @property {readonly Bar[]} bars  none for outputs that are not digits
 * @property {MapKit | null} kit  where there are maps
 */

import { SIDE, readsImage } from "../digit-image.js";
import { shapeOf } from "../state/maps.js";
import { haveWords } from "../words/names.js";
import { columnsOf } from "./columns.js";

const SCORE = 2.45; // width of a score and its gap, in font sizes
const PLATE = 0.255; // of the pass
const TAIL = 0.11;
const MOST_SCORES = 12; // that have room for their numbers side by side
const LABEL = 7; // width of words below an output and their gap, in font sizes
const FIRST_GAP = 1.25; // the first gap is wider than the others, for the bundles
// In font sizes: the inputs' names stand before them, those of their columns above.
const FEW = { before: 2.4, behind: 1.4, above: 1.4 };
const MAPS = { plate: 0.215, tail: 0.08, gap: 1.2 }; // shares of the pass, and font sizes between columns, where there are maps
const EDGE = 9; // px around the columns: room for the ring of a selected neuron

/**
 * @param {Card} card
 * @param {{width: number, height: number, font: number, density?: number}} size  `font`: the smallest text,
 *   in px; `density`: pixels of the screen to one of these
 * @param {MapKit | null} [kit]  where the network has maps
 * @returns {Layout}
 */
export function layoutOf(card, { width, height, font, density = 1 }, kit = null) {
  const hasPlate = readsImage(card);
  const downwards = hasPlate && width < 600 && height > width * 0.9;
  const along = downwards ? height : width;
  const across = downwards ? width : height;
  const margin = downwards ? 10 : font * 1.54;
  const first = hasPlate ? 0 : -1;
  const shapes = card.sizes.slice(1 + first).map((_, k) => (k + first < 0 ? null : shapeOf(card, k + first)));
  const counts = card.sizes.slice(1 + first).filter((_, k) => !shapes[k]);
  const above = hasPlate ? 0 : font * FEW.above;
  const room = across - above - 2 * EDGE;
  const rows = columnsOf(counts, room, font, along / shapes.length);
  const r = rows.at(-1)?.r ?? 0;
  // It grows with the neurons on a huge screen; in a narrow one ten scores stand side by side.
  const n = counts.at(-1) ?? 1;
  const text = downwards
    ? Math.min(font, width / (SCORE * Math.min(n, MOST_SCORES)))
    : Math.min(Math.max(font, r * (hasPlate ? 0.55 : 0.4)), Math.max(font * 0.7, room / n - 3));
  const tail = hasPlate ? tailOf(text, downwards, along * (kit ? MAPS.tail : TAIL), r) : text * FEW.behind;
  const plate = hasPlate ? plateOf(along * (kit ? MAPS.plate : PLATE), across, margin, text, downwards) : null;
  const from = plate ? margin + plate.side : text * FEW.before;
  const gaps = plate ? shapes.length - 1 + FIRST_GAP : shapes.length - 1;
  const depth = along - tail - from - gaps * font * MAPS.gap - rows.reduce((sum, column) => sum + column.depth, 0);
  const maps = kit ? [...kit.mapColumnsOf(shapes.filter((shape) => shape !== null), room, depth, density)] : [];
  const others = haveWords(card) && downwards && n * LABEL * text < width ? spread(rows, LABEL * text) : [...rows];
  const columns = shapes.map((shape) => /** @type {Column | MapColumn} */ ((shape ? maps : others).shift()));
  const places = placesOf(columns, from, along - tail, plate ? FIRST_GAP : 0);
  const middle = (across + above) / 2;
  const boxes = columns.map((column, k) => {
    const place = places[k] ?? 0;
    return "pitch" in column ? /** @type {MapKit} */ (kit).mapBoxOf(column, place, middle, downwards, density) : boxOf(column, place, middle, downwards);
  });
  const outputs = /** @type {LayerBox} */ (boxes.at(-1));
  return {
    width,
    height,
    downwards,
    font: text,
    thick: (font / 13) * Math.max(1, across / 620),
    plate,
    inputs: hasPlate ? null : boxes[0] ?? null,
    layers: hasPlate ? boxes : boxes.slice(1),
    bars: hasPlate ? barsOf(outputs, { font: text, downwards, end: along - margin / 2, words: haveWords(card) }) : [],
    kit,
  };
}

/**
 * The same with the last layer's neurons far enough from each other for words below them.
 *
 * @param {readonly Column[]} columns
 * @param {number} pitch
 */
function spread(columns, pitch) {
  return columns.map((column, k) => {
    if (k < columns.length - 1) return column;
    return { ...column, across: column.across.map((_, n, { length }) => (n - (length - 1) / 2) * pitch) };
  });
}

/**
 * The image's pixels fall on the screen's where there is room to choose.
 *
 * @param {number} most
 * @param {number} across
 * @param {number} margin
 * @param {number} font
 * @param {boolean} downwards
 * @returns {Plate}
 */
function plateOf(most, across, margin, font, downwards) {
  const room = Math.min(across - 2 * margin - (downwards ? 0 : font * 2), most);
  const fine = room < 6 * SIDE ? 2 : 1;
  const cell = Math.max(1, Math.floor((room / SIDE) * fine) / fine);
  const side = cell * SIDE;
  const middle = Math.round((across - side) / 2);
  return downwards ? { x: middle, y: margin, side, cell } : { x: margin, y: middle, side, cell };
}

/**
 * Room behind the output neurons for labels, bars and numbers.
 *
 * @param {number} font
 * @param {boolean} downwards
 * @param {number} bar
 * @param {number} r  of an output neuron
 */
function tailOf(font, downwards, bar, r) {
  return downwards ? font * 3.4 + Math.max(28, bar / 1.1) : font * 5.5 + r / 2 + bar;
}

/**
 * Where each layer's middle stands along the pass.
 *
 * @param {readonly {depth: number}[]} columns
 * @param {number} from
 * @param {number} to
 * @param {number} before  the first column, in gaps
 */
function placesOf(columns, from, to, before) {
  const room = to - from - columns.reduce((sum, { depth }) => sum + depth, 0);
  const unit = room / (columns.length - 1 + before);
  let edge = from + (before - 1) * unit;
  return columns.map(({ depth }) => {
    const middle = edge + unit + depth / 2;
    edge = middle + depth / 2;
    return middle;
  });
}

/**
 * @param {Column} column
 * @param {number} place  middle, along the pass
 * @param {number} centre  middle, across it
 * @param {boolean} downwards
 * @returns {LayerBox}
 */
function boxOf({ shape, along, across, r, font, depth }, place, centre, downwards) {
  const ahead = along.map((offset) => place + offset);
  const aside = across.map((offset) => centre + offset);
  return {
    shape,
    x: downwards ? aside : ahead,
    y: downwards ? ahead : aside,
    r,
    font,
    start: place - depth / 2,
    end: place + depth / 2,
  };
}

/**
 * @param {LayerBox} outputs
 * @param {{font: number, downwards: boolean, end: number, words: boolean}} room  `end` of the canvas, along
 *   the pass; `words`: labels are longer than a digit, and stand over their bars
 * @returns {readonly Bar[]}
 */
function barsOf({ x: xs, y: ys, r, end: edge }, { font, downwards, end, words }) {
  return Array.from(xs, (x, k) => {
    const y = ys[k] ?? 0;
    if (downwards) {
      const labelY = edge + font * 0.95;
      const top = labelY + font * 0.85;
      const numberY = end - font * 0.6;
      const length = numberY - font * 0.8 - top;
      return { labelX: x, labelY, x, y: top, length, thickness: r, numberX: x, numberY };
    }
    const left = edge + font * (words ? 0.9 : 1.8);
    const numberX = end - font * 2.7;
    const length = numberX - font * 0.6 - left;
    const thickness = Math.max(6, r * 0.6);
    const label = words
      ? { labelX: left + length / 2, labelY: y - thickness / 2 - font }
      : { labelX: edge + font * 0.95, labelY: y };
    return { ...label, x: left, y, length, thickness, numberX, numberY: y };
  });
}
