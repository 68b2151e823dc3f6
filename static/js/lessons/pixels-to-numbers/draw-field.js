/**
 * The 784 pixels → a canvas, with a ring around the one that is looked at, in picture and line.
 *
 * @typedef {import("../../scene/colour.js").Palette} Palette
 * @typedef {import("./field-layout.js").Box} Box
 * @typedef {import("./field-layout.js").FieldLayout} FieldLayout
 */

import { PIXELS, SIDE } from "../../digit-image.js";
import { css, grey } from "../../scene/colour.js";
import { boxOf } from "./field-layout.js";

const GHOST = 0.22; // opacity of the picture that has been unrolled
const REACH = 7; // px that the mark in the line stands out

/**
 * @param {CanvasRenderingContext2D} ctx  scaled to CSS pixels
 * @param {Float32Array} pixels
 * @param {{pixel: number, unrolled: number}} now
 * @param {FieldLayout} layout
 * @param {Palette} palette
 * @param {number} fontSize  px
 */
export function drawField(ctx, pixels, { pixel, unrolled }, layout, palette, fontSize) {
  const { width, height } = ctx.canvas;
  ctx.clearRect(0, 0, width, height);
  if (layout.line) drawLineGround(ctx, layout.line, palette, fontSize);
  if (unrolled > 0) {
    ctx.globalAlpha = GHOST;
    drawRows(ctx, pixels, 0, layout, palette);
    ctx.globalAlpha = 1;
  }
  drawRows(ctx, pixels, unrolled, layout, palette);
  if (unrolled === 0) drawGrid(ctx, layout.picture, palette);
  if (layout.line && unrolled > 0) drawLink(ctx, pixel, unrolled, { ...layout, line: layout.line }, palette);
  ring(ctx, boxOf(pixel, 1, 0, layout), palette);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Float32Array} pixels
 * @param {number} unrolled
 * @param {FieldLayout} layout
 * @param {Palette} palette
 */
function drawRows(ctx, pixels, unrolled, layout, palette) {
  for (let first = 0; first < PIXELS; first += SIDE) {
    ctx.fillStyle = css(palette.plate);
    fill(ctx, boxOf(first, SIDE, unrolled, layout));
    for (let k = first; k < first + SIDE; k += 1) {
      const value = pixels[k] ?? 0;
      if (value === 0) continue;
      ctx.fillStyle = css(grey(value, palette));
      fill(ctx, boxOf(k, 1, unrolled, layout));
    }
  }
}

/**
 * On whole pixels of the screen, so that no seams show between neighbours.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {Box} box
 */
function fill(ctx, { x, y, width, height }) {
  const density = ctx.getTransform().a;
  const whole = (/** @type {number} */ at) => Math.round(at * density) / density;
  const [left, top] = [whole(x), whole(y)];
  ctx.fillRect(left, top, whole(x + width) - left, whole(y + height) - top);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Box} picture
 * @param {Palette} palette
 */
function drawGrid(ctx, { x, y, width }, palette) {
  ctx.fillStyle = css(palette.plateLine);
  for (let k = 1; k < SIDE; k += 1) {
    const at = (k / SIDE) * width - 0.4;
    ctx.fillRect(x + at, y, 0.8, width);
    ctx.fillRect(x, y + at, width, 0.8);
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Box} line
 * @param {Palette} palette
 * @param {number} fontSize
 */
function drawLineGround(ctx, line, palette, fontSize) {
  ctx.strokeStyle = css(palette.edge);
  ctx.lineWidth = 1;
  ctx.strokeRect(line.x + 0.5, line.y + 0.5, line.width - 1, line.height - 1);
  ctx.fillStyle = css(palette.soft);
  ctx.font = `${fontSize}px system-ui, sans-serif`;
  ctx.textBaseline = "top";
  const below = line.y + line.height + REACH + 2;
  ctx.textAlign = "left";
  ctx.fillText("input 1", line.x, below);
  ctx.textAlign = "right";
  ctx.fillText(`input ${PIXELS}`, line.x + line.width, below);
}

/**
 * From a pixel's place in the picture to its place in the line.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} pixel
 * @param {number} unrolled
 * @param {FieldLayout & {line: Box}} layout
 * @param {Palette} palette
 */
function drawLink(ctx, pixel, unrolled, layout, palette) {
  const from = boxOf(pixel, 1, 0, layout);
  const to = boxOf(pixel, 1, unrolled, layout);
  const [start, end] = [from.x + from.width / 2, to.x + to.width / 2];
  const [top, bottom] = [from.y + from.height, to.y - REACH];
  ctx.strokeStyle = css(palette.ink);
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  if (bottom > top) {
    ctx.moveTo(start, top);
    ctx.bezierCurveTo(start, (top + bottom) / 2, end, (top + bottom) / 2, end, bottom);
  }
  ctx.moveTo(end, to.y - REACH);
  ctx.lineTo(end, to.y);
  ctx.moveTo(end, to.y + to.height);
  ctx.lineTo(end, to.y + to.height + REACH);
  ctx.stroke();
  ring(ctx, to, palette);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Box} box
 * @param {Palette} palette
 */
function ring(ctx, { x, y, width, height }, palette) {
  // Light on dark on light: seen on any grey.
  for (const [colour, thick] of /** @type {const} */ ([[palette.plate, 5], [palette.lit, 2.5]])) {
    ctx.strokeStyle = css(colour);
    ctx.lineWidth = thick;
    ctx.strokeRect(x - 1, y - 1, width + 2, height + 2);
  }
}
