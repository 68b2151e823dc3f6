/**
 * Numbers → a picture of one pixel each, which the style sheet enlarges without smoothing.
 *
 * @typedef {import("../scene/colour.js").Palette} Palette
 * @typedef {import("../scene/colour.js").RGB} RGB
 */

import { diverging, grey } from "../scene/colour.js";

const HATCHED = 3; // pixels across each value

/**
 * Weights or terms: red negative, blue positive.
 *
 * @param {CanvasRenderingContext2D} ctx  of a canvas as large as the picture
 * @param {Float32Array} values  (height × width)
 * @param {number} max  value of the full colour
 * @param {Palette} palette
 */
export function drawSigned(ctx, values, max, palette) {
  paint(ctx, values, (value) => diverging(value, max, palette), palette.hatched ? palette.bg : null);
}

/**
 * A digit image: black 0 to white 1.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {Float32Array} pixels
 * @param {Palette} palette
 */
export function drawGrey(ctx, pixels, palette) {
  paint(ctx, pixels, (value) => grey(value, palette), null);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Float32Array} values
 * @param {(value: number) => RGB} colour
 * @param {RGB | null} hatch  in which negative values are hatched, so that they differ without colour
 */
function paint(ctx, values, colour, hatch) {
  const { canvas } = ctx;
  const n = canvas.width * canvas.height;
  const before = n === values.length * HATCHED ** 2 ? HATCHED : 1; // pixels across each value, as it was drawn last
  const fine = hatch && n === values.length * before ** 2 ? HATCHED : 1; // a toy network's few inputs fill no grid
  const across = canvas.width / before;
  const [width, height] = [across * fine, (canvas.height / before) * fine];
  if (canvas.width !== width) [canvas.width, canvas.height] = [width, height];
  const picture = ctx.createImageData(width, height);
  for (let k = 0; k < width * height; k += 1) {
    const [x, y] = [k % width, Math.floor(k / width)];
    const value = values[Math.floor(y / fine) * across + Math.floor(x / fine)] ?? 0;
    const [r, g, b] = hatch && value < 0 && (x + y) % fine === 0 ? hatch : colour(value);
    picture.data.set([r, g, b, 255], k * 4);
  }
  ctx.putImageData(picture, 0, 0);
}
