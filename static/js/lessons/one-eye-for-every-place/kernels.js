/**
 * Kernels: weights of −1, 0 and 1 in 3 × 3 or 5 × 5 cells, row by row. Pure.
 *
 * @typedef {readonly number[]} Kernel
 */

import { listOf, wholeIn } from "../../link/fields.js";

/** Cells across. @param {{length: number}} kernel */
export const sideOf = (kernel) => Math.sqrt(kernel.length);

/** By the place of a cell from the middle, right and down. @type {Readonly<Record<string, (x: number, y: number) => number>>} */
const SIGNS = {
  upright: (x) => Math.sign(x),
  level: (_, y) => Math.sign(y),
  slanted: (x, y) => Math.sign(x + y),
  blur: () => 1,
  empty: () => 0,
};

/** Those that are painted by a press, in words. */
export const PRESETS = { upright: "Upright edges", level: "Level edges", slanted: "Slanted edges", blur: "All +1", empty: "Clear" };

/**
 * @param {string} name  of PRESETS
 * @param {number} side  3 or 5
 * @returns {Kernel}
 */
export function preset(name, side) {
  return cells(side, (x, y) => (SIGNS[name]?.(x, y) ?? 0) + 0); // no −0
}

/**
 * The same around its middle, cut off or filled with zeros.
 *
 * @param {Kernel} kernel
 * @param {number} side  3 or 5
 * @returns {Kernel}
 */
export function resized(kernel, side) {
  const before = sideOf(kernel);
  const half = (before - 1) / 2;
  return cells(side, (x, y) => (Math.max(Math.abs(x), Math.abs(y)) > half ? 0 : kernel[(y + half) * before + x + half] ?? 0));
}

/** @param {number} side @param {(x: number, y: number) => number} weight */
function cells(side, weight) {
  const half = (side - 1) / 2;
  return Array.from({ length: side * side }, (_, k) => weight((k % side) - half, Math.floor(k / side) - half));
}

const weights = listOf(wholeIn(-1, 1), 9, 25);

/** @type {import("../../link/fields.js").Field<Kernel>} */
export const kernelField = {
  write: weights.write,
  read(text) {
    const read = weights.read(text);
    return read && [9, 25].includes(read.length) ? read : undefined;
  },
};
