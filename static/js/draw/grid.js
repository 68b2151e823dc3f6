/**
 * Numbers → a picture of one pixel each, which the style sheet enlarges without smoothing.
 *
 * @typedef {import("../scene/colour.js").Palette} Palette
 * @typedef {import("../scene/colour.js").RGB} RGB
 */

import { diverging, grey } from "../scene/colour.js";

/**
 * Weights or terms: red negative, blue positive.
 *
 * @param {CanvasRenderingContext2D} ctx  of a canvas as large as the picture
 * @param {Float32Array} values  (height × width)
 * @param {number} max  value of the full colour
 * @param {Palette} palette
 */
export function drawSigned(ctx, values, max, palette) {
  paint(ctx, values, (value) => diverging(value, max, palette));
}

/**
 * A digit image: black 0 to white 1.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {Float32Array} pixels
 * @param {Palette} palette
 */
export function drawGrey(ctx, pixels, palette) {
  paint(ctx, pixels, (value) => grey(value, palette));
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Float32Array} values
 * @param {(value: number) => RGB} colour
 */
function paint(ctx, values, colour) {
  const { width, height } = ctx.canvas;
  const picture = ctx.createImageData(width, height);
  for (let k = 0; k < width * height; k += 1) {
    const [r, g, b] = colour(values[k] ?? 0);
    picture.data.set([r, g, b, 255], k * 4);
  }
  ctx.putImageData(picture, 0, 0);
}
