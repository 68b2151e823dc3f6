/**
 * Two outputs over the steps from a 4 to a 9 → a canvas.
 *
 * @typedef {import("../../scene/colour.js").Palette} Palette
 */

import { strokeNow } from "../../draw/now.js";
import { css } from "../../scene/colour.js";

const EDGE = 12; // px

/**
 * @param {CanvasRenderingContext2D} ctx  scaled to CSS pixels
 * @param {{four: readonly number[], nine: readonly number[]}} outputs  0 to 1, for each step
 * @param {number} now  the step that is looked at
 * @param {{width: number, height: number}} size
 * @param {Palette} palette
 * @param {number} fontSize  px
 */
export function drawTurn(ctx, { four, nine }, now, { width, height }, palette, fontSize) {
  const floor = height - fontSize * 1.7;
  const left = fontSize * 2.2;
  const last = four.length - 1;
  const X = (/** @type {number} */ step) => left + (step / last) * (width - left - EDGE - fontSize);
  const Y = (/** @type {number} */ value) => floor - value * (floor - EDGE);
  ctx.clearRect(0, 0, width, height);
  ctx.font = `${fontSize}px system-ui, sans-serif`;
  ctx.fillStyle = css(palette.soft);
  ctx.strokeStyle = css(palette.line);
  ctx.lineWidth = 1;
  ctx.textBaseline = "middle";
  ctx.textAlign = "right";
  ctx.beginPath();
  for (const level of [0, 0.5, 1]) {
    ctx.moveTo(X(0), Y(level));
    ctx.lineTo(X(last), Y(level));
    ctx.fillText(`${level}`, left - 6, Y(level));
  }
  ctx.stroke();
  ctx.textBaseline = "bottom";
  ctx.textAlign = "left";
  ctx.fillText("open", X(0), height);
  ctx.textAlign = "right";
  ctx.fillText("closed", X(last), height);

  const here = new Path2D();
  here.moveTo(X(now), Y(0));
  here.lineTo(X(now), Y(1));
  strokeNow(ctx, here, 2, palette);

  ctx.lineJoin = "round";
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  ctx.strokeStyle = ctx.fillStyle = css(palette.ink);
  for (const [values, name, dash] of /** @type {const} */ ([[four, "4", []], [nine, "9", [7, 5]]])) {
    ctx.lineWidth = 2.5;
    ctx.setLineDash([...dash]);
    ctx.beginPath();
    values.forEach((value, step) => ctx.lineTo(X(step), Y(value)));
    ctx.stroke();
    ctx.fillText(name, X(last) + 6, Y(values[last] ?? 0));
  }
  ctx.setLineDash([]);
}
