/**
 * One neuron's weighted sum written out with its own numbers, in three forms: a sum of products,
 * a product of two vectors, and the row of a matrix that it is. Pure.
 *
 * @typedef {import("./formula.js").MathNode} MathNode
 * @typedef {import("../types.js").Explanation} Explanation
 * @typedef {import("../types.js").LayerPass} LayerPass
 * @typedef {import("../types.js").Weights} Weights
 * @typedef {import("../state/state.js").State} State
 */

import { factors } from "./format.js";
import { added, figure, letters, math, node, op, symbol } from "./formula.js";

const DOTS = "⋯";
const DOWN = "⋮";
const MOST_TERMS = 6; // written out, before the dots

/**
 * z₇ = 0.98 · 1.27 + 0.42 · 0.85 + 1.00 · 0.81 + ⋯ + 0.65 = −2.83, line by line.
 *
 * @param {State["place"]["notation"]} notation
 * @param {Explanation} opened
 * @param {number | null} now  rank of the term that the walk has come to
 * @param {number | string} [index]  of the neuron, as it is written
 * @returns {readonly MathNode[]}
 */
export function scalarForm(notation, opened, now, index = opened.neuron + 1) {
  const { order, weights, inputs, running, shown, layer } = opened;
  const n = running.term.length;
  const first = Math.max(0, Math.min((now ?? 0) - MOST_TERMS + 2, n - MOST_TERMS));
  const ranks = Array.from({ length: Math.min(MOST_TERMS, n) }, (_, k) => first + k);
  const products = ranks.map((rank) => {
    const input = order[rank] ?? 0;
    const pair = factors(weights[input] ?? 0, inputs[input] ?? 0, running.term[rank] ?? 0, running.decimals);
    const product = node("mrow", ...bracketed(pair[0]), op("·"), ...bracketed(pair[1]));
    return rank === now ? { ...product, now: true } : product;
  });
  const sum = symbol(letters(notation).sum, layer + 1, index);
  const skipped = first > 0 ? [node("mo", DOTS), op("+")] : [];
  const rest = first + ranks.length < n ? [op("+"), node("mo", DOTS)] : [];
  const { decimals } = shown;
  const end = [...added(shown.bias, decimals), op("="), figure(shown.z, decimals)];
  if (n === 0) return [math(sum, op("="), node("mn", "0"), ...end)];
  return [
    ...products.map((product, k) => math(...(k === 0 ? [sum, op("="), ...skipped] : [op("+")]), product)),
    math(...rest, ...end),
  ];
}

/**
 * A negative number stands in brackets where it is multiplied.
 *
 * @param {string} text
 */
export function bracketed(text) {
  const written = node("mn", text);
  return text.startsWith("−") ? [op("("), written, op(")")] : [written];
}

/**
 * z₇ = (w₁ ⋯ w₄₀₆ ⋯ w₇₈₄) · (a₁ ⋮ a₄₀₆ ⋮ a₇₈₄) + b₇
 *
 * @param {State["place"]["notation"]} notation
 * @param {Explanation} opened
 * @param {number} column  the input that is looked at
 * @param {number | string} [index]  of the neuron, as it is written
 * @returns {readonly MathNode[]}
 */
export function vectorForm(notation, opened, column, index = opened.neuron + 1) {
  const { weights, inputs, layer, shown } = opened;
  const columns = around(column, weights.length);
  const row = columns.map((k) => (k === null ? DOTS : cell(weights[k] ?? 0, k === column)));
  const stack = columns.map((k) => (k === null ? DOWN : cell(inputs[k] ?? 0, k === column)));
  return [
    math(symbol(letters(notation).sum, layer + 1, index), op("="), matrix([row])),
    math(op("·"), stacked(stack), ...added(shown.bias, shown.decimals), op("="), figure(shown.z, shown.decimals)),
  ];
}

/**
 * z = W a + b, with the neuron's row of W and the rows beside it; row and column are lit.
 *
 * @param {Explanation} opened
 * @param {number} column
 * @param {Weights} weights  of the layer
 * @param {LayerPass} pass  of the layer
 * @returns {readonly MathNode[]}
 */
export function matrixForm(opened, column, { W, b }, { z }) {
  const { inputs, neuron } = opened;
  const nIn = inputs.length;
  const columns = around(column, nIn, 0); // its neighbours would not fit beside z
  const rows = around(neuron, z.length);
  const weightRows = rows.map((row) =>
    columns.map((k) =>
      row === null || k === null
        ? dots(row, k)
        : cell(W[row * nIn + k] ?? 0, row === neuron && k === column, row === neuron || k === column),
    ),
  );
  const stack = (/** @type {Float32Array} */ values, /** @type {readonly (number | null)[]} */ at, /** @type {number} */ lit) =>
    stacked(at.map((k) => (k === null ? DOWN : cell(values[k] ?? 0, false, k === lit))));
  return [
    math(stack(z, rows, neuron), op("="), matrix(weightRows)),
    math(op("·"), stack(inputs, columns, column), op("+"), stack(b, rows, neuron)),
  ];
}

/**
 * The shapes of z, W, a and b: 16×1 = 16×784 · 784×1 + 16×1
 *
 * @param {{outputs: number, inputs: number}} layer
 */
export function shapesOf({ outputs, inputs }) {
  return `${outputs}×1 = ${outputs}×${inputs} · ${inputs}×1 + ${outputs}×1`;
}

/**
 * The first, the middle with its neighbours, and the last of n; null stands for those between.
 *
 * @param {number} middle
 * @param {number} n
 * @param {number} [beside]  how many neighbours on each side
 * @returns {readonly (number | null)[]}
 */
export function around(middle, n, beside = 1) {
  const near = Array.from({ length: 2 * beside + 1 }, (_, k) => middle - beside + k);
  const shown = [...new Set([0, ...near, n - 1])]
    .filter((k) => k >= 0 && k < n)
    .sort((a, b) => a - b);
  return shown.flatMap((k, i) => (i > 0 && k > (shown[i - 1] ?? 0) + 1 ? [null, k] : [k]));
}

/**
 * @param {number | null} row
 * @param {number | null} column
 */
function dots(row, column) {
  if (row === null) return column === null ? "⋱" : DOWN;
  return DOTS;
}

/**
 * @param {number} value
 * @param {boolean} now
 * @param {boolean} [lit]  of the current row or column
 * @returns {MathNode}
 */
function cell(value, now, lit = now) {
  return { ...node("mtd", figure(value)), now, lit };
}

/** @param {readonly (MathNode | string)[]} cells */
export function stacked(cells) {
  return matrix(cells.map((each) => [each]));
}

/**
 * Its brackets are drawn by the style sheet: not every font has brackets that grow.
 *
 * @param {readonly (readonly (MathNode | string)[])[]} rows
 */
export function matrix(rows) {
  const cells = (/** @type {MathNode | string} */ each) => (typeof each === "string" ? node("mtd", op(each)) : each);
  return node("mtable", ...rows.map((row) => node("mtr", ...row.map(cells))));
}
