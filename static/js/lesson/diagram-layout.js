/**
 * Where the parts of a layer's diagram stand, inputs on the left, neurons on the right. Pure.
 *
 * @typedef {{x: number, y: number}} Place  the middle, in px
 *
 * @typedef {object} DiagramLayout
 * @property {readonly Place[]} inputs
 * @property {readonly (readonly Place[])[]} weights  of each neuron, one for each input
 * @property {readonly Place[]} biases
 * @property {readonly Place[]} sums
 * @property {readonly Place[]} outputs
 */

const COLUMNS = { input: 0.11, sum: 0.64, output: 0.9 }; // shares of the width

/**
 * @param {{inputs: number, neurons: number}} shape  one or two of each
 * @param {{width: number, height: number}} size  px
 * @returns {DiagramLayout}
 */
export function layoutDiagram({ inputs: R, neurons: S }, { width, height }) {
  const column = (/** @type {number} */ share, /** @type {number} */ n) =>
    Array.from({ length: n }, (_, k) => ({ x: share * width, y: ((k + 0.5) / n) * height }));
  const inputs = column(COLUMNS.input, R);
  // Nearer to each other than the inputs, so that a bias has room above the first and below the last.
  const heights = S === 1 ? [0.6] : [0.33, 0.67];
  const sums = heights.map((share) => ({ x: COLUMNS.sum * width, y: share * height }));
  const along = S === 1 ? 0.44 : 0.34; // nearer to the inputs where lines cross in the middle
  const weights = sums.map((sum) =>
    inputs.map(({ x, y }) => ({ x: x + along * (sum.x - x), y: y + along * (sum.y - y) })));
  const rise = (S === 1 ? 0.44 : 0.24) * height; // from a sum to its bias
  const biases = sums.map(({ x, y }, k) => ({ x, y: k === 0 ? y - rise : y + rise }));
  const outputs = sums.map(({ y }) => ({ x: COLUMNS.output * width, y }));
  return { inputs, weights, biases, sums, outputs };
}
