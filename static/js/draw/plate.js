/**
 * The digit image on its way → pixels.
 *
 * @typedef {import("../scene/plate.js").PlateShape} PlateShape
 * @typedef {import("../scene/layout.js").Layout} Layout
 * @typedef {import("../scene/colour.js").Palette} Palette
 */

import { css, grey } from "../scene/colour.js";
import { strokeDrawing } from "./ink.js";

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {PlateShape} shape
 * @param {Layout} layout
 * @param {Palette} palette
 */
export function drawPlate(ctx, shape, { plate }, palette) {
  ctx.save();
  ctx.translate(plate.x, plate.y);
  ctx.fillStyle = css(palette.plate);
  ctx.fillRect(0, 0, plate.side, plate.side);
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, 0, plate.side, plate.side);
  ctx.clip();
  ctx.scale(plate.cell, plate.cell); // from here on in cells of the 28×28 field
  if (shape.pixels) drawPixels(ctx, shape, shape.pixels, palette);
  if (shape.ink.length) {
    ctx.save();
    ctx.translate(...shape.inkAt);
    ctx.globalAlpha = 1 - shape.opacity * 0.7;
    ctx.lineWidth = shape.inkWidth;
    ctx.strokeStyle = ctx.fillStyle = css(palette.lit);
    strokeDrawing(ctx, shape.ink, shape.inkScale);
    ctx.restore();
  }
  drawGridLines(ctx, 1 / plate.cell, palette);
  drawMarks(ctx, shape, plate.cell, palette);
  ctx.restore();
  if (shape.now) {
    ctx.strokeStyle = css(palette.now);
    ctx.lineWidth = 2;
    ctx.strokeRect(-2, -2, plate.side + 4, plate.side + 4);
  }
  ctx.restore();
}

/**
 * @param {CanvasRenderingContext2D} ctx  in cells
 * @param {PlateShape} shape
 * @param {Uint8Array} pixels
 * @param {Palette} palette
 */
function drawPixels(ctx, { size, left, top, opacity }, pixels, palette) {
  ctx.globalAlpha = opacity;
  pixels.forEach((value, k) => {
    if (value === 0) return;
    ctx.fillStyle = css(grey(value / 255, palette));
    ctx.fillRect(left + (k % size), top + Math.floor(k / size), 1, 1);
  });
  ctx.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} ctx  in cells
 * @param {number} px  one CSS pixel in cells
 * @param {Palette} palette
 */
function drawGridLines(ctx, px, palette) {
  ctx.strokeStyle = css(palette.plateLine);
  ctx.lineWidth = 0.6 * px;
  ctx.beginPath();
  for (let k = 1; k < 28; k += 1) {
    ctx.moveTo(k, 0);
    ctx.lineTo(k, 28);
    ctx.moveTo(0, k);
    ctx.lineTo(28, k);
  }
  ctx.stroke();
}

/**
 * The crop's box, the centre of mass and the pixel under the pointer.
 *
 * @param {CanvasRenderingContext2D} ctx  in cells
 * @param {PlateShape} shape
 * @param {number} cell  px
 * @param {Palette} palette
 */
function drawMarks(ctx, { frame, cross, hovered }, cell, palette) {
  ctx.lineWidth = 2 / cell;
  ctx.strokeStyle = css(palette.nowOnPlate);
  if (frame) ctx.strokeRect(frame[0], frame[1], frame[2] - frame[0], frame[3] - frame[1]);
  if (cross) {
    const [x, y] = cross;
    ctx.beginPath();
    ctx.moveTo(x - 1.2, y);
    ctx.lineTo(x + 1.2, y);
    ctx.moveTo(x, y - 1.2);
    ctx.lineTo(x, y + 1.2);
    ctx.stroke();
  }
  if (hovered === null) return;
  ctx.strokeStyle = css(palette.lit);
  ctx.strokeRect(hovered % 28, Math.floor(hovered / 28), 1, 1);
}
