/**
 * An activation function as the server sampled it, with the neuron's own z and a on it.
 *
 * @typedef {import("../types.js").Explanation} Explanation
 * @typedef {import("../scene/colour.js").Palette} Palette
 */

import { css } from "../scene/colour.js";
import { fillNow } from "./now.js";

const EDGE = 8; // px kept free around the curve

/**
 * @param {CanvasRenderingContext2D} ctx  scaled to CSS pixels
 * @param {Explanation} opened
 * @param {{width: number, height: number}} size
 * @param {Palette} palette
 */
export function drawCurve(ctx, { curve, z, a }, { width, height }, palette) {
  const { low, high, a: values } = curve;
  const bottom = Math.min(0, ...values);
  const top = Math.max(1e-6, ...values);
  const x = (/** @type {number} */ at) => EDGE + ((at - low) / (high - low)) * (width - 2 * EDGE);
  const y = (/** @type {number} */ at) =>
    height - EDGE - ((at - bottom) / (top - bottom)) * (height - 2 * EDGE);
  ctx.clearRect(0, 0, width, height);
  ctx.lineWidth = 1;
  ctx.strokeStyle = css(palette.soft);
  ctx.beginPath();
  ctx.moveTo(0, y(0));
  ctx.lineTo(width, y(0));
  ctx.moveTo(x(0), 0);
  ctx.lineTo(x(0), height);
  ctx.stroke();
  ctx.lineWidth = 2;
  ctx.strokeStyle = css(palette.ink);
  ctx.beginPath();
  values.forEach((value, k) => ctx.lineTo(x(low + ((high - low) * k) / (values.length - 1)), y(value)));
  ctx.stroke();
  const dot = new Path2D();
  dot.arc(x(z), y(a), 5, 0, 2 * Math.PI);
  fillNow(ctx, dot, palette);
}

const LABEL = 14; // px for the digits below the bars

/**
 * Softmax has no curve over one sum: it makes shares of 1 out of all sums, drawn as a bar each.
 *
 * @param {CanvasRenderingContext2D} ctx  scaled to CSS pixels
 * @param {Explanation} opened  of a softmax layer
 * @param {{width: number, height: number}} size
 * @param {Palette} palette
 * @param {(neuron: number) => string} label
 */
export function drawShares(ctx, { softmax, neuron }, { width, height }, palette, label) {
  const a = softmax?.a ?? new Float32Array();
  const pitch = width / a.length;
  const room = height - LABEL - 2;
  const most = Math.max(1, ...a);
  ctx.clearRect(0, 0, width, height);
  ctx.font = `${LABEL}px ${getComputedStyle(ctx.canvas).fontFamily}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "bottom";
  a.forEach((share, k) => {
    const middle = (k + 0.5) * pitch;
    const length = Math.max(1, (Math.max(0, share) / most) * room);
    ctx.fillStyle = css(k === neuron ? palette.now : palette.soft);
    ctx.fillRect(middle - pitch * 0.3, room - length, pitch * 0.6, length);
    ctx.fillStyle = css(k === neuron ? palette.ink : palette.soft);
    ctx.fillText(label(k), middle, height);
  });
}
