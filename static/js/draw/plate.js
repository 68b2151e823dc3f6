/**
 * The digit image on its way → pixels of the screen.
 *
 * @typedef {import("../scene/plate.js").PlateShape} PlateShape
 * @typedef {import("../scene/plate.js").Mark} Mark
 * @typedef {import("../scene/layout.js").Plate} Plate
 * @typedef {import("../scene/colour.js").Palette} Palette
 */

import { SIDE } from "../digit-image.js";
import { css, grey } from "../scene/colour.js";
import { drawPicture } from "./picture.js";
import { strokeDrawing } from "./ink.js";
import { strokeNow } from "./now.js";
import { pathFor } from "./path.js";

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {PlateShape} shape
 * @param {Plate} plate
 * @param {number} thick  how much thicker than on a laptop lines are
 * @param {Palette} palette
 */
export function drawPlate(ctx, shape, plate, thick, palette) {
  ctx.save();
  ctx.translate(plate.x, plate.y);
  ctx.fillStyle = css(palette.plate);
  ctx.fillRect(0, 0, plate.side, plate.side);
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, 0, plate.side, plate.side);
  ctx.clip();
  ctx.scale(plate.cell, plate.cell); // from here on in cells of the 28×28 field
  drawPixels(ctx, shape, palette);
  drawPictures(ctx, shape);
  drawInk(ctx, shape, palette);
  drawGridLines(ctx, shape.grid, 1 / plate.cell, palette);
  for (const mark of shape.marks) drawMark(ctx, mark, plate.cell, palette);
  if (shape.centre) drawCentre(ctx, shape.centre, plate.cell, palette);
  drawHovered(ctx, shape.hovered, plate.cell, palette);
  ctx.restore();
  if (shape.now) {
    const frame = pathFor(ctx);
    frame.rect(-2, -2, plate.side + 4, plate.side + 4);
    strokeNow(ctx, frame, 2 * Math.min(2, thick), palette);
  }
  ctx.restore();
}

/**
 * @param {CanvasRenderingContext2D} ctx  in cells
 * @param {PlateShape} shape
 * @param {Palette} palette
 */
function drawPixels(ctx, { pixels, size, left, top, opacity }, palette) {
  if (!pixels) return;
  ctx.globalAlpha = opacity;
  pixels.forEach((value, k) => {
    if (value === 0) return;
    ctx.fillStyle = css(grey(value, palette));
    ctx.fillRect(left + (k % size), top + Math.floor(k / size), 1, 1);
  });
  ctx.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} ctx  in cells
 * @param {PlateShape} shape
 * @param {Palette} palette
 */
function drawInk(ctx, { ink, inkAt, inkOpacity, inkScale, inkWidth }, palette) {
  if (!ink.length) return;
  ctx.save();
  ctx.translate(...inkAt);
  ctx.globalAlpha = inkOpacity;
  ctx.lineWidth = inkWidth;
  ctx.strokeStyle = ctx.fillStyle = css(palette.lit);
  strokeDrawing(ctx, ink, inkScale);
  ctx.restore();
}

/**
 * @param {CanvasRenderingContext2D} ctx  in cells
 * @param {PlateShape} shape
 */
function drawPictures(ctx, { pictures, inkAt: [x, y], inkOpacity, inkScale }) {
  for (const { picture, alpha } of pictures) {
    ctx.globalAlpha = alpha * inkOpacity;
    drawPicture(ctx, picture, x, y, inkScale);
  }
  ctx.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} ctx  in cells
 * @param {number} opacity
 * @param {number} px  one CSS pixel in cells
 * @param {Palette} palette
 */
function drawGridLines(ctx, opacity, px, palette) {
  if (opacity === 0) return;
  ctx.globalAlpha = opacity;
  ctx.fillStyle = css(palette.plateLine);
  for (let k = 1; k < SIDE; k += 1) {
    ctx.fillRect(k - 0.4 * px, 0, 0.8 * px, SIDE);
    ctx.fillRect(0, k - 0.4 * px, SIDE, 0.8 * px);
  }
  ctx.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} ctx  in cells
 * @param {Mark} mark
 * @param {number} cell  px
 * @param {Palette} palette
 */
function drawMark(ctx, { box: [left, top, right, bottom], kind, alpha }, cell, palette) {
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = css(kind === "now" ? palette.now : palette.lit);
  ctx.lineWidth = (kind === "now" ? 2 : 1) / cell;
  ctx.setLineDash(kind === "now" ? [] : [0.5, 0.5]);
  ctx.strokeRect(left, top, right - left, bottom - top);
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

/**
 * The centre of mass as a dot, on its way to where two lines cross.
 *
 * @param {CanvasRenderingContext2D} ctx  in cells
 * @param {NonNullable<PlateShape["centre"]>} centre
 * @param {number} cell  px
 * @param {Palette} palette
 */
function drawCentre(ctx, { target: [x, y], mass, alpha }, cell, palette) {
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = ctx.fillStyle = css(palette.now);
  ctx.lineWidth = 1 / cell;
  ctx.setLineDash([0.5, 0.5]);
  ctx.beginPath();
  ctx.moveTo(x, 0);
  ctx.lineTo(x, SIDE);
  ctx.moveTo(0, y);
  ctx.lineTo(SIDE, y);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.arc(...mass, 0.75, 0, 2 * Math.PI);
  ctx.fill();
  // A dark rim: the dot lies on white ink as often as on black.
  ctx.strokeStyle = css(palette.plate);
  ctx.lineWidth = 1.5 / cell;
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} ctx  in cells
 * @param {number | null} pixel
 * @param {number} cell  px
 * @param {Palette} palette
 */
function drawHovered(ctx, pixel, cell, palette) {
  if (pixel === null) return;
  const x = pixel % SIDE;
  const y = Math.floor(pixel / SIDE);
  ctx.lineWidth = 3.5 / cell;
  ctx.strokeStyle = css(palette.plate);
  ctx.strokeRect(x, y, 1, 1);
  ctx.lineWidth = 1.5 / cell;
  ctx.strokeStyle = css(palette.lit);
  ctx.strokeRect(x, y, 1, 1);
}
