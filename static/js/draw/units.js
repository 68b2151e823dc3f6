/**
 * Neurons, outputs and captions → pixels.
 *
 * @typedef {import("../scene/units.js").UnitShape} UnitShape
 * @typedef {import("../scene/units.js").OutputShape} OutputShape
 * @typedef {import("../scene/rings.js").Ring} Ring
 * @typedef {import("../scene/stage.js").Caption} Caption
 * @typedef {import("../scene/layout.js").Layout} Layout
 * @typedef {import("../scene/colour.js").Palette} Palette
 */

import { css } from "../scene/colour.js";
import { fillNow, strokeNow } from "./now.js";
import { pathFor } from "./path.js";

export const FAMILY = 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';

/** @type {Record<Exclude<Ring, "none">, {colour: "now" | "soft" | "ink", width: number, gap: number}>} */
const RINGS = {
  now: { colour: "now", width: 2, gap: 0 },
  partner: { colour: "soft", width: 1.5, gap: 1 },
  hover: { colour: "ink", width: 2, gap: 1.5 },
  selected: { colour: "ink", width: 2.6, gap: 3 },
};

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {readonly UnitShape[]} units
 * @param {Layout} layout
 * @param {Palette} palette
 */
export function drawUnits(ctx, units, { thick, dashed }, palette) {
  const edge = css(palette.edge);
  ctx.lineWidth = Math.min(2, thick);
  ctx.strokeStyle = edge;
  for (const unit of units) {
    if (unit.shape === "cell") drawCell(ctx, unit, edge);
    else drawDisc(ctx, unit);
  }
  if (dashed) for (const unit of units) if (unit.negative) drawMinus(ctx, unit);
  for (const unit of units) if (unit.ring !== "none") drawRing(ctx, unit, RINGS[unit.ring], thick, palette);
  for (const unit of units) if (unit.edited) drawEdited(ctx, unit, palette);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  for (const { text, font, textColour, textAlpha, x, y, r } of units) {
    if (!text) continue;
    ctx.font = `500 ${font}px ${FAMILY}`;
    ctx.fillStyle = css(textColour, textAlpha);
    ctx.fillText(text, x, y + font * 0.06, r * 1.86);
  }
}

/**
 * Squares made by filling alone, which is many times faster than stroking outlines.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {UnitShape} unit
 * @param {string} edge
 */
function drawCell(ctx, { x, y, r, under, fill, filled }, edge) {
  const square = (/** @type {string} */ colour, /** @type {number} */ half) => {
    ctx.fillStyle = colour;
    ctx.fillRect(x - half, y - half, 2 * half, 2 * half);
  };
  square(edge, r + 0.5);
  if (filled < 1) square(css(under), r - 0.5);
  if (filled > 0) square(css(fill), (r - 0.5) * filled);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {UnitShape} unit
 */
function drawDisc(ctx, unit) {
  ctx.fillStyle = css(unit.filled < 1 ? unit.under : unit.fill);
  const disc = outline(ctx, unit, unit.r);
  ctx.fill(disc);
  ctx.stroke(disc);
  if (unit.filled === 0 || unit.filled === 1) return;
  ctx.fillStyle = css(unit.fill);
  ctx.fill(outline(ctx, unit, unit.r * unit.filled));
}

/**
 * What is negative, where colours may be lost.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {UnitShape} unit
 */
function drawMinus(ctx, { x, y, r, textColour, textAlpha }) {
  ctx.fillStyle = css(textColour, textAlpha);
  ctx.fillRect(x - r * 0.6, y - r * 0.14, r * 1.2, r * 0.28);
}

/**
 * Around a whole grid, where a ring around each of its cells would drown them.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("../scene/rings.js").Frame | null} frame
 * @param {Layout} layout
 * @param {Palette} palette
 */
export function drawFrame(ctx, frame, { thick }, palette) {
  if (!frame) return;
  const path = pathFor(ctx);
  path.rect(frame.x, frame.y, frame.width, frame.height);
  strokeNow(ctx, path, 2 * Math.min(2, thick), palette);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {UnitShape} unit
 * @param {{colour: "now" | "soft" | "ink", width: number, gap: number}} ring
 * @param {number} thick
 * @param {Palette} palette
 */
function drawRing(ctx, unit, { colour, width, gap }, thick, palette) {
  const cell = unit.shape === "cell";
  const path = outline(ctx, unit, unit.r + (cell ? gap / 2 : gap * Math.min(2, thick)));
  const px = cell ? Math.min(width, 2) : width * Math.min(2, thick);
  if (colour === "now") {
    strokeNow(ctx, path, px, palette);
    return;
  }
  ctx.strokeStyle = css(palette[colour]);
  ctx.lineWidth = px;
  ctx.stroke(path);
}

/**
 * A small square on the shoulder of a neuron that an edit has changed: a shape of its own, since
 * colours have their meanings already.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {UnitShape} unit
 * @param {Palette} palette
 */
function drawEdited(ctx, { x, y, r }, palette) {
  const side = Math.max(6, r * 0.5);
  ctx.fillStyle = css(palette.ink);
  ctx.strokeStyle = css(palette.bg);
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.rect(x + r * 0.8 - side / 2, y - r * 0.8 - side / 2, side, side);
  ctx.stroke();
  ctx.fill();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {UnitShape} unit
 * @param {number} r
 */
function outline(ctx, { shape, x, y }, r) {
  const path = pathFor(ctx);
  if (shape === "cell") path.rect(x - r, y - r, 2 * r, 2 * r);
  else path.arc(x, y, r, 0, 2 * Math.PI);
  return path;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {readonly OutputShape[]} outputs
 * @param {Layout} layout
 * @param {Palette} palette
 */
export function drawOutputs(ctx, outputs, { font, downwards }, palette) {
  ctx.textBaseline = "middle";
  for (const { bar, label, share, text, strong, alone } of outputs) {
    const colour = css(strong ? palette.ink : palette.soft);
    ctx.textAlign = "center";
    ctx.fillStyle = colour;
    ctx.font = `${strong ? 700 : 500} ${font + 3}px ${FAMILY}`;
    ctx.fillText(label, bar.labelX, bar.labelY);
    const half = bar.thickness / 2;
    const rect = (/** @type {number} */ part) => {
      const path = pathFor(ctx);
      if (downwards) path.rect(bar.x - half, bar.y, bar.thickness, bar.length * part);
      else path.rect(bar.x, bar.y - half, bar.length * part, bar.thickness);
      return path;
    };
    ctx.fillStyle = css(palette.line);
    ctx.fill(rect(1));
    if (alone) fillNow(ctx, rect(share), palette);
    ctx.fillStyle = colour;
    if (!alone) ctx.fill(rect(share));
    if (!text) continue;
    ctx.textAlign = downwards ? "center" : "left";
    ctx.font = `${strong ? 700 : 400} ${font}px ${FAMILY}`;
    ctx.fillText(text, bar.numberX, bar.numberY);
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {readonly Caption[]} captions
 * @param {number} font
 * @param {Palette} palette
 */
export function drawCaptions(ctx, captions, font, palette) {
  ctx.font = `400 ${font}px ${FAMILY}`;
  ctx.fillStyle = css(palette.soft);
  ctx.textBaseline = "middle";
  for (const { x, y, align, text } of captions) {
    ctx.textAlign = align;
    ctx.fillText(text, x, y);
  }
}
