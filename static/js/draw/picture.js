/**
 * A photo's stage → pixels of the screen.
 *
 * @typedef {import("../types.js").Picture} Picture
 */

import { SIDE } from "../digit-image.js";

/** @type {WeakMap<Picture, HTMLCanvasElement>} */
const kept = new WeakMap();

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Picture} picture
 * @param {number} x  of the square in the middle of which it stands
 * @param {number} y
 * @param {number} side  of that square
 */
export function drawPicture(ctx, picture, x, y, side) {
  const scale = side / Math.max(picture.width, picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  ctx.drawImage(canvasOf(picture), x + (side - width) / 2, y + (side - height) / 2, width, height);
}

/**
 * A digit image, pixel by pixel.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {Uint8Array} grey  28×28
 * @param {number} side
 */
export function drawDigit(ctx, grey, side) {
  const rgba = new Uint8ClampedArray(4 * grey.length).map((_, k) => (k % 4 === 3 ? 255 : (grey[k >> 2] ?? 0)));
  ctx.imageSmoothingEnabled = false;
  drawPicture(ctx, { width: SIDE, height: SIDE, rgba }, 0, 0, side);
}

/** @param {Picture} picture */
function canvasOf(picture) {
  const found = kept.get(picture);
  if (found) return found;
  const { width, height, rgba } = picture;
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d")?.putImageData(new ImageData(rgba, width, height), 0, 0);
  kept.set(picture, canvas);
  return canvas;
}
