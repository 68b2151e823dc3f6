/**
 * A curve that the server sampled, with the point that is now on it.
 *
 * @typedef {import("../scene/colour.js").Palette} Palette
 *
 * @typedef {object} Plot
 * @property {readonly number[]} x  at rising values
 * @property {readonly number[]} y
 * @property {{x: number, y: number}} now
 * @property {readonly [bottom: number, top: number]} range  of y
 * @property {boolean} [steps]  y jumps, and has no slope between two values
 */

import { fillNow, strokeNow } from "../draw/now.js";
import { css } from "../scene/colour.js";
import { number } from "../words/format.js";

const EDGE = 14; // px kept free around the curve

/**
 * @param {CanvasRenderingContext2D} ctx  scaled to CSS pixels
 * @param {Plot} plot
 * @param {{width: number, height: number}} size
 * @param {Palette} palette
 * @param {number} fontSize
 */
export function drawPlot(ctx, { x: xs, y: ys, now, range: [bottom, top], steps = false }, { width, height }, palette, fontSize) {
  const low = xs[0] ?? 0;
  const high = xs.at(-1) ?? 1;
  const floor = fontSize * 1.6;
  const X = (/** @type {number} */ at) => EDGE + ((at - low) / (high - low)) * (width - 2 * EDGE);
  const Y = (/** @type {number} */ at) => height - floor - EDGE - ((at - bottom) / (top - bottom)) * (height - floor - 2 * EDGE);
  ctx.clearRect(0, 0, width, height);
  ctx.lineWidth = 1;
  ctx.strokeStyle = css(palette.line);
  ctx.beginPath();
  for (const level of [bottom, top]) {
    ctx.moveTo(X(low), Y(level));
    ctx.lineTo(X(high), Y(level));
  }
  ctx.moveTo(X(0), Y(top));
  ctx.lineTo(X(0), Y(bottom));
  ctx.stroke();

  ctx.font = `${fontSize}px system-ui, sans-serif`;
  ctx.fillStyle = css(palette.soft);
  ctx.textBaseline = "bottom";
  ctx.textAlign = "left";
  ctx.fillText(number(low, 0), X(low), height - 2);
  ctx.textAlign = "center";
  ctx.fillText("z = 0", X(0), height - 2);
  ctx.textAlign = "right";
  ctx.fillText(number(high, 0), X(high), height - 2);

  ctx.lineWidth = 2.5;
  ctx.lineJoin = "round";
  ctx.strokeStyle = css(palette.ink);
  ctx.beginPath();
  xs.forEach((x, k) => {
    const y = Y(ys[k] ?? 0);
    if (steps && k > 0 && ys[k] !== ys[k - 1]) ctx.moveTo(X(x), y);
    else ctx.lineTo(X(x), y);
  });
  ctx.stroke();

  const plumb = new Path2D();
  plumb.moveTo(X(now.x), Y(bottom));
  plumb.lineTo(X(now.x), Y(now.y));
  ctx.setLineDash([4, 4]);
  strokeNow(ctx, plumb, 1.5, palette);
  ctx.setLineDash([]);
  const dot = new Path2D();
  dot.arc(X(now.x), Y(now.y), 7, 0, 2 * Math.PI);
  fillNow(ctx, dot, palette);
}
