/**
 * Lines of equal height through cells whose heights are known in their middles. Pure; only for
 * drawing.
 *
 * @typedef {object} Heights
 * @property {Uint8Array} levels  row by row, n × n: 0 is `least`, 255 `most`, equal ratios between
 * @property {number} least
 * @property {number} most
 */

const TOP = 255;

/** Heights that are marked, in each factor of ten: many on a low hill, few on a high one. */
const CLOSE = [1, 1.5, 2, 3, 5, 7];
const WIDE = [1];
const LOW = 100; // the highest over the lowest

/**
 * @param {Pick<Heights, "least" | "most">} scale
 * @returns {readonly number[]}  heights that lie between the lowest and the highest
 */
export function marksIn({ least, most }) {
  const first = Math.floor(Math.log10(least));
  const last = Math.ceil(Math.log10(most));
  const marks = most / least < LOW ? CLOSE : WIDE;
  return Array.from({ length: last - first + 1 }, (_, k) => marks.map((mark) => mark * 10 ** (first + k)))
    .flat().filter((mark) => mark > least && mark < most);
}

/**
 * A height as a level, which need not be whole.
 *
 * @param {number} height
 * @param {Pick<Heights, "least" | "most">} scale
 */
export function levelOf(height, { least, most }) {
  return (TOP * Math.log(height / least)) / Math.log(most / least);
}

/**
 * The contour at a level, as pieces from cell to cell: x and y from 0 to 1, y upwards.
 *
 * @param {Uint8Array} levels  n × n
 * @param {number} level
 * @returns {readonly (readonly [x1: number, y1: number, x2: number, y2: number])[]}
 */
export function contour(levels, level) {
  const n = Math.round(Math.sqrt(levels.length));
  const at = (/** @type {number} */ column, /** @type {number} */ row) => levels[row * n + column] ?? 0;
  const share = (/** @type {number} */ cell) => (cell + 0.5) / n;
  /** @type {[number, number, number, number][]} */
  const pieces = [];
  for (let row = 0; row < n - 1; row += 1) {
    for (let column = 0; column < n - 1; column += 1) {
      const corners = [[column, row], [column + 1, row], [column + 1, row + 1], [column, row + 1]];
      const crossings = corners.flatMap(([c = 0, r = 0], k) => {
        const [nextC = 0, nextR = 0] = corners[(k + 1) % corners.length] ?? [];
        const [from, to] = [at(c, r) - level, at(nextC, nextR) - level];
        if (from < 0 === to < 0) return [];
        const way = from / (from - to);
        return [[share(c + (nextC - c) * way), share(r + (nextR - r) * way)]];
      });
      for (let k = 0; k + 1 < crossings.length; k += 2) { // two, or four around a saddle
        const [[x1 = 0, y1 = 0] = [], [x2 = 0, y2 = 0] = []] = crossings.slice(k);
        pieces.push([x1, y1, x2, y2]);
      }
    }
  }
  return pieces;
}
