/**
 * How the neurons of each layer are arranged, before the layer has a position. Pure.
 *
 * Up to 32 neurons are discs in one column, or in a zigzag of two to four where one column would
 * leave no room for the numbers inside. More are cells of a grid. Lengths are CSS pixels.
 *
 * @typedef {object} Column
 * @property {"disc" | "cell"} shape
 * @property {Float32Array} along  the neurons' centres along the pass, from the column's middle
 * @property {Float32Array} across  the same across it
 * @property {number} r  radius of a disc, half the side of a cell
 * @property {number} font  size of the numbers inside; 0 where they do not fit
 * @property {number} depth  along the pass
 */

const GRID_FROM = 33; // neurons
const GAP = 3; // px between discs
const FEW = 8; // neurons, whose discs have room for numbers in full
const MOST_LINES = 4; // of a zigzag
const DEEPEST = 0.5; // of a column's share of the pass: a deeper one would leave its lines no room
const CELL = 14; // px, where that leaves a grid between these lengths
const LONGEST = 34; // cells across the pass
const SHORTEST = 26;

/**
 * @param {readonly number[]} counts  neurons of each layer
 * @param {number} room  across the pass
 * @param {number} font  the smallest text
 * @param {number} along  the pass, room for each column and the lines before it
 * @returns {readonly Column[]}
 */
export function columnsOf(counts, room, font, along) {
  for (let most = MOST_LINES; most > 1; most -= 1) {
    const columns = columnsIn(counts, room, font, along, most);
    const discs = columns.filter(({ shape }) => shape === "disc");
    if (discs.every(({ depth }) => depth <= DEEPEST * along)) return columns;
  }
  return columnsIn(counts, room, font, along, 1);
}

/**
 * @param {readonly number[]} counts
 * @param {number} room
 * @param {number} font
 * @param {number} along
 * @param {number} most  lines of a zigzag
 * @returns {readonly Column[]}
 */
function columnsIn(counts, room, font, along, most) {
  const discs = counts.filter((n) => n < GRID_FROM);
  const cells = counts.filter((n) => n >= GRID_FROM);
  // One size for all neurons of a kind: sizes that mean nothing would be read as values.
  const few = Math.max(...counts) <= FEW;
  const roomiest = few ? Math.max(font * 1.7, Math.min(room * 0.085, along * 0.2)) : Math.max(font * 1.35, room * 0.03);
  const r = Math.min(roomiest, ...discs.map((n) => radius(n, linesOf(n, room, font, most), room)));
  const pitch = Math.min(room / 12, ...cells.map((n) => room / perLine(n, room)));
  return counts.map((n) => (n < GRID_FROM ? zigzag(n, room, r, linesOf(n, room, font, most), font, few ? 0.6 : 0.8) : grid(n, room, pitch)));
}

/**
 * The largest radius at which n discs in a zigzag of some lines do not touch.
 *
 * @param {number} n
 * @param {number} lines
 * @param {number} room
 */
function radius(n, lines, room) {
  return Math.max(3, (lines * room - (n - 1) * GAP) / (2 * (n - 1) + 2 * lines));
}

/**
 * As few lines as leave room for numbers.
 *
 * @param {number} n
 * @param {number} room
 * @param {number} font
 * @param {number} most
 */
function linesOf(n, room, font, most) {
  let lines = 1;
  while (lines < most && radius(n, lines, room) < font) lines += 1;
  return lines;
}

/**
 * @param {number} n
 * @param {number} room
 * @param {number} r
 * @param {number} lines
 * @param {number} font
 * @param {number} share  of the radius that the numbers inside are high
 * @returns {Column}
 */
function zigzag(n, room, r, lines, font, share) {
  const most = (room - 2 * r) / Math.max(1, n - 1);
  const pitch = Math.min(most, lines === 1 ? r * 3.1 : 2 * r + GAP);
  const apart = 2 * r + GAP;
  const step = lines === 1 ? 0 : Math.sqrt(Math.max(0, apart ** 2 - pitch ** 2));
  return {
    shape: "disc",
    along: spread(n, (k) => ((k % lines) - (lines - 1) / 2) * step),
    across: spread(n, (k) => (k - (n - 1) / 2) * pitch),
    r,
    font: r >= font * 0.98 ? Math.max(font, r * share) : 0,
    depth: 2 * r + (lines - 1) * step,
  };
}

/**
 * @param {number} n
 * @param {number} room
 */
function perLine(n, room) {
  const most = Math.min(LONGEST, Math.max(SHORTEST, Math.floor(room / CELL)));
  return Math.ceil(n / Math.ceil(n / most));
}

/**
 * Cells run across the pass first, so that their order is that of a column.
 *
 * @param {number} n
 * @param {number} room
 * @param {number} pitch
 * @returns {Column}
 */
function grid(n, room, pitch) {
  const cross = perLine(n, room);
  const lines = Math.ceil(n / cross);
  return {
    shape: "cell",
    along: spread(n, (k) => (Math.floor(k / cross) - (lines - 1) / 2) * pitch),
    across: spread(n, (k) => ((k % cross) - (cross - 1) / 2) * pitch),
    r: pitch / 2 - 1,
    font: 0,
    depth: lines * pitch,
  };
}

/**
 * @param {number} n
 * @param {(k: number) => number} place
 */
function spread(n, place) {
  return Float32Array.from({ length: n }, (_, k) => place(k));
}
