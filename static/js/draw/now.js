/**
 * What is "now": the same yellow in both themes, with the dark outline that it needs on a light
 * background.
 *
 * @typedef {import("../scene/colour.js").Palette} Palette
 */

import { css } from "../scene/colour.js";

const AROUND = 1; // px on each side

/**
 * @param {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} ctx
 * @param {Path2D} path
 * @param {number} width  px
 * @param {Palette} palette
 */
export function strokeNow(ctx, path, width, { now, nowEdge }) {
  for (const [colour, around] of /** @type {const} */ ([[nowEdge, AROUND], [now, 0]])) {
    ctx.strokeStyle = css(colour);
    ctx.lineWidth = width + 2 * around;
    ctx.stroke(path);
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Path2D} path
 * @param {Palette} palette
 */
export function fillNow(ctx, path, palette) {
  ctx.fillStyle = css(palette.now);
  ctx.strokeStyle = css(palette.nowEdge);
  ctx.lineWidth = 2 * AROUND;
  ctx.stroke(path);
  ctx.fill(path);
}
