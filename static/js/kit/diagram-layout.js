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
const LEAST = 46; // px from the edge to an input, whose name is longer than its number

// Shares of the height: two sums stand nearer to each other than two inputs, so that a bias has
// room above the first and below the last.
const INPUTS = [[0.6], [0.25, 0.75]];
const SUMS = [[0.6], [0.33, 0.67]];
const RISE = [0.44, 0.25]; // from a sum to its bias

// How far along its line a weight stands: nearer to the input where lines cross in the middle.
const ALONG = { alone: 0.44, straight: 0.33, across: 0.4 };

/**
 * @param {{inputs: number, neurons: number}} shape  one or two of each
 * @param {{width: number, height: number}} size  px
 * @returns {DiagramLayout}
 */
export function layoutDiagram({ inputs: R, neurons: S }, { width, height }) {
  const left = Math.max(LEAST, COLUMNS.input * width);
  const place = (/** @type {number} */ x) => (/** @type {number} */ share) => ({ x, y: share * height });
  const inputs = (INPUTS[R - 1] ?? []).map(place(left));
  const sums = (SUMS[S - 1] ?? []).map(place(COLUMNS.sum * width));
  const weights = sums.map((sum, k) =>
    inputs.map(({ x, y }, r) => {
      const along = S === 1 ? ALONG.alone : k === r ? ALONG.straight : ALONG.across;
      return { x: x + along * (sum.x - x), y: y + along * (sum.y - y) };
    }));
  const rise = (RISE[S - 1] ?? 0) * height;
  const biases = sums.map(({ x, y }, k) => ({ x, y: k === 0 ? y - rise : y + rise }));
  const outputs = sums.map(({ y }) => ({ x: COLUMNS.output * width, y }));
  return { inputs, weights, biases, sums, outputs };
}
