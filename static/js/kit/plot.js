/**
 * Curves that the server sampled, with the points that are now on them.
 *
 * @typedef {import("../scene/colour.js").Palette} Palette
 * @typedef {import("../scene/colour.js").RGB} RGB
 *
 * @typedef {object} Curve
 * @property {readonly number[]} x  at rising values
 * @property {readonly number[]} y
 * @property {boolean} [steps]  y jumps, and has no slope between two values
 * @property {RGB} [colour]  the ink's, unless it is said
 * @property {readonly number[]} [dash]
 *
 * @typedef {object} Plot
 * @property {readonly Curve[]} curves
 * @property {readonly [low: number, high: number]} span  of x
 * @property {readonly [bottom: number, top: number]} range  of y
 * @property {readonly {x: number, y: number, slope?: number}[]} now  the slope is drawn as a tangent
 * @property {readonly {y: number, text: string}[]} [levels]  lines across, beside those of the range
 * @property {readonly [from: number, to: number]} [seen]  what of x is shown yet
 * @property {readonly (readonly [from: number, to: number])[]} [bands]  of x, shaded
 * @property {readonly [left: string, right: string]} [ends]  of x, in words; its numbers unless they are said
 * @property {{x: number, text: string}} [plumb]  the line upwards, with its name; at x = 0 unless it is said
 *
 * @typedef {{width: number, height: number}} Size
 */

import { fillNow, strokeNow } from "../draw/now.js";
import { listenToHold } from "../input/hold.js";
import { createCanvas } from "../parts/canvas.js";
import { h } from "../parts/dom.js";
import { css } from "../scene/colour.js";
import { number } from "../words/format.js";

const EDGE = 14; // px kept free around the curve
const TANGENT = 0.22; // of the plot's width, to each side

/**
 * Where numbers stand on the canvas, and back. Pure.
 *
 * @param {Pick<Plot, "span" | "range">} plot
 * @param {Size} size
 * @param {number} fontSize
 */
export function scalesOf({ span: [low, high], range: [bottom, top] }, { width, height }, fontSize) {
  const floor = fontSize * 1.6;
  const ceiling = Math.max(EDGE, fontSize * 1.5); // with room for the name of the top
  const [perX, perY] = [(width - 2 * EDGE) / (high - low), (height - floor - EDGE - ceiling) / (top - bottom)];
  return {
    X: (/** @type {number} */ x) => EDGE + (x - low) * perX,
    Y: (/** @type {number} */ y) => height - floor - EDGE - (y - bottom) * perY,
    /** Of a place on the canvas, within the span. */
    xAt: (/** @type {number} */ px) => Math.min(high, Math.max(low, low + (px - EDGE) / perX)),
    /** The same, within the range. */
    yAt: (/** @type {number} */ px) => Math.min(top, Math.max(bottom, bottom + (height - floor - EDGE - px) / perY)),
    perX,
    perY,
  };
}

/**
 * @param {CanvasRenderingContext2D} ctx  scaled to CSS pixels
 * @param {Plot} plot
 * @param {Size} size
 * @param {Palette} palette
 * @param {number} fontSize
 */
export function drawPlot(ctx, plot, size, palette, fontSize) {
  const { curves, span: [low, high], range: [bottom, top], now, levels = [], seen = plot.span, bands = [] } = plot;
  const { plumb = { x: 0, text: "z = 0" }, ends = [number(low, 0), number(high, 0)] } = plot;
  const { width, height } = size;
  const { X, Y, perX, perY } = scalesOf(plot, size, fontSize);
  ctx.clearRect(0, 0, width, height);
  ctx.fillStyle = css(palette.line, 0.5);
  for (const [from, to] of bands) ctx.fillRect(X(from), Y(top), X(to) - X(from), Y(bottom) - Y(top));
  ctx.lineWidth = 1;
  ctx.strokeStyle = css(palette.line);
  ctx.beginPath();
  for (const level of [bottom, top, ...levels.map(({ y }) => y)]) {
    ctx.moveTo(X(low), Y(level));
    ctx.lineTo(X(high), Y(level));
  }
  ctx.moveTo(X(plumb.x), Y(top));
  ctx.lineTo(X(plumb.x), Y(bottom));
  ctx.stroke();

  ctx.font = `${fontSize}px system-ui, sans-serif`;
  ctx.fillStyle = css(palette.soft);
  ctx.textBaseline = "bottom";
  ctx.textAlign = "left";
  ctx.fillText(ends[0], X(low), height - 2);
  for (const { y, text } of levels) ctx.fillText(text, X(low) + 2, Math.max(Y(y) - 1, fontSize * 1.4));
  ctx.textAlign = "center";
  ctx.fillText(plumb.text, X(plumb.x), height - 2);
  ctx.textAlign = "right";
  ctx.fillText(ends[1], X(high), height - 2);

  ctx.save();
  ctx.beginPath();
  ctx.rect(X(seen[0]) - 2, Y(top) - 2, X(seen[1]) - X(seen[0]) + 4, Y(bottom) - Y(top) + 4);
  ctx.clip();
  for (const each of curves) {
    ctx.strokeStyle = css(each.colour ?? palette.ink);
    drawCurve(ctx, each, X, Y);
  }
  for (const { x, y, slope } of now) {
    if (slope === undefined) continue;
    const reach = TANGENT * width / Math.hypot(1, (slope * perY) / perX); // as long at every slope
    const tangent = new Path2D();
    tangent.moveTo(X(x) - reach, Y(y) + (reach * slope * perY) / perX);
    tangent.lineTo(X(x) + reach, Y(y) - (reach * slope * perY) / perX);
    ctx.setLineDash([]);
    strokeNow(ctx, tangent, 2, palette);
  }
  ctx.restore();
  ctx.textAlign = "center";
  ctx.font = `${fontSize * 2}px system-ui, sans-serif`;
  for (const [from, to] of /** @type {const} */ ([[low, seen[0]], [seen[1], high]])) {
    if (X(to) - X(from) > 4 * fontSize) ctx.fillText("?", X((from + to) / 2), Y((bottom + top) / 2) + fontSize);
  }

  const inside = now.filter(({ y }) => y >= bottom && y <= top);
  for (const { x, y } of inside) {
    const line = new Path2D();
    line.moveTo(X(x), Y(bottom));
    line.lineTo(X(x), Y(y));
    ctx.setLineDash([4, 4]);
    strokeNow(ctx, line, 1.5, palette);
    ctx.setLineDash([]);
  }
  for (const { x, y } of inside) {
    const dot = new Path2D();
    dot.arc(X(x), Y(y), 7, 0, 2 * Math.PI);
    fillNow(ctx, dot, palette);
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Curve} curve
 * @param {(x: number) => number} X
 * @param {(y: number) => number} Y
 */
function drawCurve(ctx, { x: xs, y: ys, steps = false, dash = [] }, X, Y) {
  ctx.lineWidth = 2.5;
  ctx.lineJoin = "round";
  ctx.setLineDash([...dash]);
  ctx.beginPath();
  xs.forEach((x, k) => {
    const y = Y(ys[k] ?? 0);
    if (steps && k > 0 && ys[k] !== ys[k - 1]) ctx.moveTo(X(x), y);
    else ctx.lineTo(X(x), y);
  });
  ctx.stroke();
}

/**
 * A plot in its room, which is dragged where `move` is there.
 *
 * @param {HTMLElement} root
 * @param {Pick<import("./lesson.js").Page<any>, "fontSize" | "markDirty">} page
 * @param {(frame: any) => (Plot & {made: readonly unknown[], words: string}) | null} plotOf  null until
 *   its numbers are there. `made`: what it is made of, and drawn anew for; `words`: for those who do not see it
 * @param {(x: number, y: number) => void} [move]
 * @returns {import("./lesson.js").Part<any>}
 */
export function createPlot(root, { fontSize, markDirty }, plotOf, move) {
  const canvas = h("canvas", { role: "img", "aria-label": "A plot, not computed yet" });
  root.append(canvas);
  const { ctx, size, changed } = createCanvas(canvas, { markDirty });
  /** @type {Plot | null} */
  let shown = null;

  if (move) {
    let held = /** @type {Plot | null} */ (null); // its axis stays while it is held, though another would fit better by now
    const follow = (/** @type {PointerEvent} */ { offsetX, offsetY }) => {
      if (!held) return;
      const { xAt, yAt } = scalesOf(held, size(), fontSize());
      move(xAt(offsetX), yAt(offsetY));
    };
    canvas.classList.add("movable");
    listenToHold(canvas, {
      begin(event) {
        held = shown;
        follow(event);
      },
      move: follow,
      takeBack: () => {},
    });
  }

  return {
    sync(frame) {
      const plot = plotOf(frame);
      if (!plot || !changed(frame.palette, ...plot.made)) return;
      shown = plot;
      drawPlot(ctx, plot, size(), frame.palette, fontSize());
      canvas.setAttribute("aria-label", plot.words);
    },
  };
}
