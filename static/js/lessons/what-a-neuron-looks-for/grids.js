/**
 * What the lesson lays down: painted weight grids of −1, 0 and 1, test images of black and white,
 * and how a painted grid stands in a link. Pure; 28×28 cells, row by row.
 *
 * @typedef {readonly number[]} Grid  784 of −1 red, 0, 1 blue
 * @typedef {{rows: readonly [first: number, last: number], columns: readonly [first: number, last: number]}} Box
 *   ends included
 * @typedef {{name: string, pixels: Float32Array}} TestImage  pixels 0 or 1
 */

import { PIXELS, SIDE } from "../../digit-image.js";

const ROWS = /** @type {const} */ ([6, 21]);
/** @type {Box} */
const BAR = { rows: ROWS, columns: [12, 14] };
/** @type {Box} */
const LEFT = { rows: ROWS, columns: [9, 11] };
/** @type {Box} */
const RIGHT = { rows: ROWS, columns: [15, 17] };
/** Over all blue columns of the bar and two of the red ones, eight rows high. @type {Box} */
const OVERLAP = { rows: [10, 17], columns: [12, 16] };
/** @type {Box} */
const EVERYTHING = { rows: [0, SIDE - 1], columns: [0, SIDE - 1] };

/**
 * @param {number} cell
 * @param {Box} box
 */
function isIn(cell, { rows, columns }) {
  const [row, column] = [Math.floor(cell / SIDE), cell % SIDE];
  return row >= rows[0] && row <= rows[1] && column >= columns[0] && column <= columns[1];
}

/**
 * @param {Box} blue
 * @param {...Box} red
 * @returns {Grid}
 */
function painted(blue, ...red) {
  return Array.from({ length: PIXELS }, (_, cell) =>
    isIn(cell, blue) ? 1 : red.some((box) => isIn(cell, box)) ? -1 : 0);
}

/** Grids that are painted by a press. */
export const PRESETS = {
  bar: painted(BAR),
  edge: painted(BAR, RIGHT),
  line: painted(BAR, LEFT, RIGHT),
  empty: /** @type {Grid} */ (Array.from({ length: PIXELS }, () => 0)),
};

/**
 * @param {(cell: number) => boolean} isOn
 * @returns {Float32Array}
 */
function image(isOn) {
  return Float32Array.from({ length: PIXELS }, (_, cell) => (isOn(cell) ? 1 : 0));
}

/**
 * @param {string} name
 * @param {Box} box  of white pixels
 * @returns {TestImage}
 */
function test(name, box) {
  return { name, pixels: image((cell) => isIn(cell, box)) };
}

/** What is laid under the painted grid. @type {readonly TestImage[]} */
export const TESTS = [
  test("a bar", BAR),
  test("an edge", { rows: EVERYTHING.rows, columns: [0, 14] }),
  test("a blob", { rows: ROWS, columns: [6, 20] }),
  test("the bar, moved", RIGHT),
  test("the bar, turned", { rows: [12, 14], columns: [6, 21] }),
  test("all white", EVERYTHING),
];

/**
 * How many white pixels of an image lie on blue and on red.
 *
 * @param {Grid} grid
 * @param {Float32Array} pixels
 */
export function covered(grid, pixels) {
  const on = (/** @type {number} */ sign) =>
    grid.filter((weight, cell) => weight === sign && pixels[cell] === 1).length;
  return { blue: on(1), red: on(-1) };
}

const OVERLAP_PIXELS = image((cell) => isIn(cell, OVERLAP));
const OVERLAPPING = { ...covered(PRESETS.line, OVERLAP_PIXELS), pixels: OVERLAP_PIXELS };

/**
 * Four images to be ranked by how much they excite the neuron that looks for a line.
 *
 * @type {readonly TestImage[]}
 */
export const FOUR = [
  { name: "nothing at all", pixels: image(() => false) },
  { name: `${OVERLAPPING.blue} blue and ${OVERLAPPING.red} red pixels`, pixels: OVERLAPPING.pixels },
  { name: "the inverse of “only blue”", pixels: image((cell) => PRESETS.line[cell] !== 1) },
  { name: "only the blue pixels", pixels: image((cell) => PRESETS.line[cell] === 1) },
];

const PACKED = 3; // cells a character
const BASE = 3 ** PACKED;

/**
 * A painted grid in a link: three cells a character, 0 to 9 and a to q.
 *
 * @type {import("../../link/fields.js").Field<Grid>}
 */
export const gridField = {
  write(grid) {
    const n = Math.ceil(PIXELS / PACKED);
    return Array.from({ length: n }, (_, k) => {
      const [first, second, third] = Array.from({ length: PACKED }, (_, at) => (grid[k * PACKED + at] ?? -1) + 1);
      return (9 * (first ?? 0) + 3 * (second ?? 0) + (third ?? 0)).toString(BASE);
    }).join("");
  },
  read(text) {
    if (!/^[0-9a-q]+$/.test(text)) return undefined;
    const cells = Array.from(text).flatMap((character) => {
      const value = Number.parseInt(character, BASE);
      return [Math.floor(value / 9) - 1, (Math.floor(value / 3) % 3) - 1, (value % 3) - 1];
    });
    const grid = cells.slice(0, PIXELS);
    return gridField.write(grid) === text && grid.length === PIXELS ? grid : undefined;
  },
};
