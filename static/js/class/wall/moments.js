/**
 * Drawings of the wall as moments of the main page. Pure.
 *
 * @typedef {import("../../types.js").Drawing} Drawing
 */

import { encodeInk } from "../../link/ink.js";

/**
 * One drawing on the stage, to be stepped through from its ink.
 *
 * @param {string} network
 * @param {Drawing} drawing
 * @returns {string}  the fragment of a link, without its "#"
 */
export function momentOf(network, drawing) {
  return fragmentOf([["v", "1"], ["n", network], ["s", "drawing"], ["d", encodeInk(drawing)]]);
}

/**
 * Two drawings side by side.
 *
 * @param {string} network
 * @param {Drawing} a
 * @param {Drawing} b
 */
export function comparisonOf(network, a, b) {
  return fragmentOf([
    ["v", "1"], ["n", network], ["s", "answer"], ["t", "compare"], ["d", encodeInk(b)],
    ["an", network], ["ad", encodeInk(a)],
  ]);
}

/** @param {readonly (readonly [string, string])[]} parts */
function fragmentOf(parts) {
  return parts.map(([key, text]) => `${key}=${encodeURIComponent(text)}`).join("&");
}
