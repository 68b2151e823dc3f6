/** A hill over two weights, as a map: shades, and lines of equal height with their numbers. */

import { createCanvas } from "../parts/canvas.js";
import { h } from "../parts/dom.js";
import { css } from "../scene/colour.js";
import { contour, levelOf, marksIn } from "./contours.js";
import { layoutPlane } from "./plane-geometry.js";

const HIGH = 0.55; // of the full ink, where the hill is highest
const LEAST_NAMED = 1e-5; // lines below it have no number

/**
 * Both weights as the axes of a plane.
 *
 * @param {{low: readonly number[], high: readonly number[]}} map
 */
export function axesOf({ low, high }) {
  const axis = (/** @type {string} */ name, /** @type {number} */ k) => ({ name, low: low[k] ?? 0, high: high[k] ?? 0, tick: 1, step: 0.25 });
  return /** @type {const} */ ([axis("w₁", 0), axis("w₂", 1)]);
}

/**
 * A canvas below a plane's own, in the same room.
 *
 * @param {HTMLElement} room
 * @param {Pick<import("./lesson.js").Page<any>, "fontSize" | "markDirty">} page
 * @param {ReturnType<typeof axesOf>} axes
 * @returns {(made: readonly unknown[], draw: (ctx: CanvasRenderingContext2D, box: ReturnType<typeof layoutPlane>) => void) => void}
 *   draws once more where something that the picture is made of, or its size, has changed
 */
export function createBelow(room, page, axes) {
  const canvas = h("canvas", { "aria-hidden": "true" });
  room.prepend(canvas);
  const { ctx, size, changed } = createCanvas(canvas, page);
  return (made, draw) => {
    if (!changed(page.fontSize(), ...made)) return;
    ctx.clearRect(0, 0, size().width, size().height);
    draw(ctx, layoutPlane(size(), page.fontSize(), axes));
  };
}

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
