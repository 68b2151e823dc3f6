/** A hill over two weights, as a map: shades, and lines of equal height with their numbers. */

import { h } from "../parts/dom.js";
import { css } from "../scene/colour.js";
import { contour, levelOf, marksIn } from "./contours.js";

const HIGH = 0.55; // of the full ink, where the hill is highest
const LEAST_NAMED = 1e-5; // lines below it have no number

/**
 * @param {CanvasRenderingContext2D} ctx  scaled to CSS pixels
 * @param {import("./contours.js").Heights} heights
 * @param {{left: number, top: number, side: number}} box
 * @param {import("../scene/colour.js").Palette} palette
 * @param {number} fontSize
 * @param {(height: number) => string} write
 */
export function drawHeights(ctx, heights, { left, top, side }, { bg, ink, soft }, fontSize, write) {
  const { levels } = heights;
  ctx.drawImage(shaded(levels, ink), left, top, side, side);
  const X = (/** @type {number} */ share) => left + share * side;
  const Y = (/** @type {number} */ share) => top + (1 - share) * side;
  ctx.font = `${fontSize}px system-ui, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.strokeStyle = css(soft);
  ctx.lineWidth = 1;
  /** @type {{x: number, y: number}[]} */
  const named = [];
  for (const mark of marksIn(heights)) {
    const pieces = contour(levels, levelOf(mark, heights));
    ctx.beginPath();
    for (const [x1, y1, x2, y2] of pieces) {
      ctx.moveTo(X(x1), Y(y1));
      ctx.lineTo(X(x2), Y(y2));
    }
    ctx.stroke();
    const [x, y] = (pieces[Math.floor(pieces.length / 3)] ?? []).map((share, k) => (k % 2 ? Y(share) : X(share)));
    if (x === undefined || y === undefined || mark < LEAST_NAMED) continue;
    const isClear = named.every((each) => Math.hypot(each.x - x, each.y - y) > 2 * fontSize);
    if (!isClear || x < left + fontSize || x > left + side - fontSize) continue;
    named.push({ x, y });
    const text = write(mark);
    const width = ctx.measureText(text).width + 4;
    ctx.fillStyle = css(bg);
    ctx.fillRect(x - width / 2, y - fontSize * 0.6, width, fontSize * 1.2);
    ctx.fillStyle = css(ink);
    ctx.fillText(text, x, y);
  }
}

/**
 * The hill as shades of the ink, the higher the fuller: n × n pixels, which are drawn larger.
 *
 * @param {Uint8Array} levels
 * @param {import("../scene/colour.js").RGB} ink
 */
function shaded(levels, ink) {
  const n = Math.round(Math.sqrt(levels.length));
  const image = new ImageData(n, n);
  levels.forEach((level, k) => {
    const row = n - 1 - Math.floor(k / n);
    image.data.set([...ink, level * HIGH], 4 * (row * n + (k % n)));
  });
  const canvas = h("canvas", { width: `${n}`, height: `${n}` });
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  return canvas;
}
