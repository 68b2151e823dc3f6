/**
 * From a network's shape and a canvas' size to boxes: where everything of the stage stands. Pure.
 * All lengths are CSS pixels. The pass runs to the right, or downwards where the stage is narrow.
 *
 * @typedef {import("../types.js").Card} Card
 *
 * @typedef {object} Plate  the digit image
 * @property {number} x  left edge
 * @property {number} y  top edge
 * @property {number} side
 * @property {number} cell  side of one pixel of the digit image
 *
 * @typedef {object} LayerBox
 * @property {"disc" | "cell"} shape
 * @property {Float32Array} x  centres
 * @property {Float32Array} y
 * @property {number} r  radius of a disc, half the side of a cell
 * @property {boolean} numbers  whether a number fits inside
 *
 * @typedef {object} Bar  an output's label and the room of its bar
 * @property {number} labelX  centre
 * @property {number} labelY
 * @property {number} x  where the bar begins
 * @property {number} y
 * @property {number} length  at activation 1
 * @property {number} thickness
 *
 * @typedef {object} Layout
 * @property {number} width
 * @property {number} height
 * @property {boolean} downwards
 * @property {number} font  size of text
 * @property {Plate} plate
 * @property {readonly LayerBox[]} layers
 * @property {readonly Bar[]} bars
 */

const GRID_FROM = 33; // neurons: a layer larger than 32 is a grid of cells
const PITCH_FOR_NUMBERS = 27; // px between neurons
const SIDE = 28; // pixels of the digit image, along one side

/**
 * @param {Card} card
 * @param {{width: number, height: number, font: number}} size  `font`: the smallest text, in px
 * @returns {Layout}
 */
export function layoutOf(card, { width, height, font }) {
  const downwards = width < 600 && height > width * 0.9;
  const along = downwards ? height : width;
  const across = downwards ? width : height;
  const margin = downwards ? 12 : 20;
  const tail = tailOf(font, downwards, along);

  const side = Math.floor(Math.min(across - 2 * margin, along * (downwards ? 0.3 : 0.27), 440));
  const caption = font + 8;
  const plateAcross = (across - side) / 2 - (downwards ? 0 : caption / 2);
  const plate = downwards
    ? { x: plateAcross, y: margin, side, cell: side / SIDE }
    : { x: margin, y: plateAcross, side, cell: side / SIDE };

  const counts = card.layers.map((layer) => layer.outputs);
  const shapes = counts.map((n) => shapeOf(n, across - 2 * margin, font, downwards));
  const from = margin + side + (downwards ? caption : 0);
  const places = placesOf(shapes, from, along - tail);

  const layers = shapes.map((shape, k) => boxOf(shape, places[k] ?? 0, across / 2, downwards));
  const last = /** @type {LayerBox} */ (layers.at(-1));
  return { width, height, downwards, font, plate, layers, bars: barsOf(last, font, downwards, tail) };
}

/**
 * Room behind the output neurons for labels and bars.
 *
 * @param {number} font
 * @param {boolean} downwards
 * @param {number} along
 */
function tailOf(font, downwards, along) {
  return downwards ? font * 2 + 56 : Math.min(font * 8 + 20, along * 0.2);
}

/**
 * @typedef {object} Shape  a layer before it has a place
 * @property {"disc" | "cell"} kind
 * @property {number} n
 * @property {number} columns
 * @property {number} pitch
 * @property {number} r
 * @property {boolean} numbers
 *
 * @param {number} n
 * @param {number} across  room
 * @param {number} font
 * @param {boolean} downwards
 * @returns {Shape}
 */
function shapeOf(n, across, font, downwards) {
  if (n >= GRID_FROM) {
    const columns = downwards ? Math.ceil(n / 32) : Math.ceil(n / 16);
    const pitch = Math.min(across / Math.ceil(n / columns), 26);
    return { kind: "cell", n, columns, pitch, r: pitch / 2 - 1, numbers: false };
  }
  const legible = PITCH_FOR_NUMBERS + (font - 13) * 2.2;
  // Two staggered columns keep the numbers readable; on a phone they would not fit anyway.
  const columns = !downwards && n > 12 && across / n < legible ? 2 : 1;
  const pitch = Math.min(across / Math.max(n, 10), columns === 2 ? across / n : legible * 1.9);
  const room = pitch * columns;
  const r = Math.min(room / 2 - 2.5, font * 1.9, 34);
  return { kind: "disc", n, columns, pitch, r, numbers: r >= font * 1.04 };
}

/**
 * Where each layer's middle stands along the pass: the first gap is wider, for the bundles.
 *
 * @param {readonly Shape[]} shapes
 * @param {number} from
 * @param {number} to
 */
function placesOf(shapes, from, to) {
  const depths = shapes.map(depthOf);
  const gaps = shapes.map((_, k) => (k === 0 ? 1.25 : 1));
  const room = to - from - depths.reduce((sum, depth) => sum + depth, 0);
  const unit = room / gaps.reduce((sum, gap) => sum + gap, 0);
  let edge = from;
  return depths.map((depth, k) => {
    const middle = edge + (gaps[k] ?? 1) * unit + depth / 2;
    edge = middle + depth / 2;
    return middle;
  });
}

/** @param {Shape} shape */
function depthOf({ kind, columns, pitch, r }) {
  if (kind === "cell") return columns * pitch;
  return columns === 1 ? 2 * r : 4 * r + 6;
}

/**
 * @param {Shape} shape
 * @param {number} place  middle, along the pass
 * @param {number} centre  middle, across it
 * @param {boolean} downwards
 * @returns {LayerBox}
 */
function boxOf(shape, place, centre, downwards) {
  const { kind, n, columns, pitch, r, numbers } = shape;
  const x = new Float32Array(n);
  const y = new Float32Array(n);
  const rows = Math.ceil(n / columns);
  for (let k = 0; k < n; k += 1) {
    // A grid fills row by row; staggered discs go down in a zigzag, so that order stays order.
    const column = k % columns;
    const row = kind === "cell" ? Math.floor(k / columns) - (rows - 1) / 2 : k - (n - 1) / 2;
    const step = kind === "cell" ? pitch : 2 * r + 6;
    const along = place + (column - (columns - 1) / 2) * step;
    const across = centre + row * pitch;
    x[k] = downwards ? across : along;
    y[k] = downwards ? along : across;
  }
  return { shape: kind, x, y, r, numbers };
}

/**
 * @param {LayerBox} outputs
 * @param {number} font
 * @param {boolean} downwards
 * @param {number} tail
 * @returns {readonly Bar[]}
 */
function barsOf(outputs, font, downwards, tail) {
  const { r } = outputs;
  return Array.from(outputs.x, (x, k) => {
    const y = outputs.y[k] ?? 0;
    if (downwards) {
      const labelY = y + r + font * 0.8;
      const top = labelY + font * 0.8;
      return { labelX: x, labelY, x, y: top, length: tail - (top - y) - 8, thickness: r };
    }
    const labelX = x + r + font * 0.9;
    const left = labelX + font * 0.9;
    const length = tail - (left - x - r) - font * 3;
    return { labelX, labelY: y, x: left, y, length, thickness: Math.max(4, r * 0.45) };
  });
}
