/**
 * (ctx, scene) → pixels. Reads nothing but its arguments.
 *
 * @typedef {import("../scene/stage.js").Scene} Scene
 * @typedef {import("../scene/stage.js").Link} Link
 * @typedef {import("../scene/stage.js").UnitShape} UnitShape
 * @typedef {import("../scene/stage.js").OutputShape} OutputShape
 * @typedef {import("../scene/stage.js").PlateShape} PlateShape
 * @typedef {import("../scene/layout.js").Layout} Layout
 * @typedef {import("../scene/colour.js").Palette} Palette
 */

import { css, grey } from "../scene/colour.js";
import { firstPart } from "../scene/curve.js";
import { strokeDrawing } from "./ink.js";

const FAMILY = 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';

/**
 * @param {CanvasRenderingContext2D} ctx  already scaled to CSS pixels
 * @param {Scene} scene
 * @param {Palette} palette
 */
export function drawStage(ctx, scene, palette) {
  const { layout } = scene;
  ctx.clearRect(0, 0, layout.width, layout.height);
  drawPlate(ctx, scene.plate, layout, palette);
  for (const link of scene.links) drawLink(ctx, link, layout.downwards);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  for (const unit of scene.units) drawUnit(ctx, unit, layout.font, palette);
  for (const output of scene.outputs) drawOutput(ctx, output, layout, palette);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Link} link
 * @param {boolean} downwards
 */
function drawLink(ctx, link, downwards) {
  if (link.reach <= 0) return;
  ctx.strokeStyle = css(link.colour, link.alpha);
  ctx.lineWidth = link.width;
  ctx.beginPath();
  ctx.moveTo(link.x1, link.y1);
  ctx.bezierCurveTo(...firstPart(link, downwards, link.reach));
  ctx.stroke();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {UnitShape} unit
 * @param {number} font
 * @param {Palette} palette
 */
function drawUnit(ctx, unit, font, palette) {
  const { x, y, r } = unit;
  ctx.fillStyle = css(unit.fill);
  outline(ctx, unit, 0);
  ctx.fill();
  const [colour, width, gap] = RINGS[unit.ring];
  ctx.strokeStyle = css(palette[colour]);
  ctx.lineWidth = unit.shape === "cell" ? Math.min(width, 1.5) : width;
  outline(ctx, unit, unit.shape === "cell" ? 0.5 : gap);
  ctx.stroke();
  if (!unit.text) return;
  ctx.fillStyle = css(unit.textColour);
  ctx.font = `600 ${font}px ${FAMILY}`;
  ctx.fillText(unit.text, x, y + 0.5, r * 2 - 1);
}

/** @type {Record<UnitShape["ring"], readonly ["soft" | "now" | "ink", width: number, gap: number]>} */
const RINGS = {
  line: ["soft", 1, 0],
  now: ["now", 2, 0],
  hover: ["ink", 1.5, 2],
  ink: ["ink", 2.2, 4],
};

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {UnitShape} unit
 * @param {number} gap  px outside the neuron
 */
function outline(ctx, { shape, x, y, r }, gap) {
  ctx.beginPath();
  if (shape === "cell") ctx.rect(x - r - gap, y - r - gap, 2 * (r + gap), 2 * (r + gap));
  else ctx.arc(x, y, r + gap, 0, 2 * Math.PI);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {OutputShape} output
 * @param {Layout} layout
 * @param {Palette} palette
 */
function drawOutput(ctx, { bar, label, share, text, strong }, { font, downwards }, palette) {
  ctx.fillStyle = css(strong ? palette.ink : palette.soft);
  ctx.font = `${strong ? 700 : 600} ${font + 3}px ${FAMILY}`;
  ctx.fillText(label, bar.labelX, bar.labelY + 0.5);
  const half = bar.thickness / 2;
  const rect = (/** @type {number} */ part) =>
    downwards
      ? ctx.fillRect(bar.x - half, bar.y, bar.thickness, bar.length * part)
      : ctx.fillRect(bar.x, bar.y - half, bar.length * part, bar.thickness);
  ctx.fillStyle = css(palette.line);
  rect(1);
  ctx.fillStyle = css(strong ? palette.ink : palette.soft);
  rect(share);
  if (!text || downwards) return;
  ctx.textAlign = "left";
  ctx.font = `${strong ? 700 : 400} ${font}px ${FAMILY}`;
  ctx.fillText(text, bar.x + bar.length + font * 0.6, bar.y + 0.5);
  ctx.textAlign = "center";
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {PlateShape} shape
 * @param {Layout} layout
 * @param {Palette} palette
 */
function drawPlate(ctx, shape, { plate, font, downwards }, palette) {
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
  ctx.fillStyle = css(palette.soft);
  ctx.font = `400 ${font}px ${FAMILY}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  if (!downwards) ctx.fillText("28 × 28 = 784 inputs", plate.side / 2, plate.side + font + 6);
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
