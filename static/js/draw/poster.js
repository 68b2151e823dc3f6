/**
 * The stage with its title, formula and legend, on a page of their own → pixels, or SVG.
 *
 * @typedef {import("../scene/colour.js").Palette} Palette
 * @typedef {import("../scene/stage.js").Scene} Scene
 *
 * @typedef {object} Writing
 * @property {string} text
 * @property {number} x
 * @property {number} y  of its baseline
 * @property {number} size  px
 * @property {number} weight
 * @property {boolean} [italic]
 * @property {"ink" | "soft"} colour
 *
 * @typedef {object} Ramp  a colour scale
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 * @property {boolean} isSigned  from negative to positive, not from black to white
 * @property {boolean} onPlate  its middle is that of neurons, not of the page
 *
 * @typedef {object} Tile  a grid of weights
 * @property {HTMLCanvasElement} picture
 * @property {number} x
 * @property {number} y
 * @property {number} side
 *
 * @typedef {object} Poster
 * @property {number} width
 * @property {number} height
 * @property {readonly Writing[]} texts
 * @property {readonly Ramp[]} ramps
 * @property {readonly Tile[]} tiles
 * @property {Scene | null} scene
 * @property {number} top  where the scene begins
 */

import { css, diverging, grey } from "../scene/colour.js";
import { drawStage } from "./stage.js";
import { FAMILY } from "./units.js";

const SHADES = 24; // of a ramp

/**
 * @param {Pick<Writing, "size" | "weight" | "italic">} writing
 */
export function fontOf({ size, weight, italic = false }) {
  return `${italic ? "italic " : ""}${weight} ${size}px ${FAMILY}`;
}

/**
 * @param {CanvasRenderingContext2D} ctx  scaled to CSS pixels; its ground is whoever's it is
 * @param {Poster} poster
 * @param {Palette} palette
 */
export function drawPoster(ctx, { texts, ramps, tiles, scene, top }, palette) {
  if (scene) {
    ctx.save();
    ctx.translate(0, top);
    drawStage(ctx, scene, palette);
    ctx.restore();
  }
  ctx.imageSmoothingEnabled = false;
  for (const { picture, x, y, side } of tiles) ctx.drawImage(picture, x, y, side, side);
  for (const ramp of ramps) drawRamp(ctx, ramp, palette);
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  for (const writing of texts) {
    ctx.font = fontOf(writing);
    ctx.fillStyle = css(palette[writing.colour]);
    ctx.fillText(writing.text, writing.x, writing.y);
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Ramp} ramp
 * @param {Palette} palette
 */
function drawRamp(ctx, { x, y, width, height, isSigned, onPlate }, palette) {
  const step = width / SHADES;
  for (let k = 0; k < SHADES; k += 1) {
    const share = k / (SHADES - 1);
    const colour = isSigned ? diverging(2 * share - 1, 1, palette, onPlate ? palette.plate : palette.bg) : grey(share, palette);
    ctx.fillStyle = css(colour);
    ctx.fillRect(x + k * step, y, width - k * step, height); // to the end, so that there is no seam
  }
  ctx.lineWidth = 1;
  ctx.strokeStyle = css(palette.line);
  ctx.strokeRect(x, y, width, height);
}
