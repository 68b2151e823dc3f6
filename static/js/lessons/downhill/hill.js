/**
 * The hill of the error over two weights, as a map: lines of equal error, the ball, and its way.
 *
 * @typedef {import("../downhill.js").State} State
 * @typedef {import("../../kit/lesson.js").Numbers["answer"]} Answers
 * @typedef {import("../../scene/colour.js").Palette} Palette
 * @typedef {import("./contours.js").Heights} Heights
 */

import { createCanvas } from "../../parts/canvas.js";
import { h } from "../../parts/dom.js";
import { tidy } from "../../kit/figures.js";
import { layoutPlane } from "../../kit/plane-geometry.js";
import { createPlane } from "../../kit/plane.js";
import { css } from "../../scene/colour.js";
import { contour, levelOf, marksIn } from "./contours.js";
import { errorInWords, groundOf, nudgeOf } from "./ground.js";

const ARROW = 0.12; // of an arrow, in weights, for each unit of the slope
const LONGEST = 1.6; // of the same
const HIGH = 0.55; // of the full ink, where the hill is highest
const FOG = 0.22; // of the same, where nothing is seen
const LEAST_NAMED = 1e-5; // error: the map's lines below it have no number

/**
 * @param {Answers} answers
 * @returns {import("../../kit/lesson.js").Figure<State>}
 */
export function hill(answers) {
  return (room, page) => {
    const { set, start: { map }, fontSize } = page;
    const [across, up] = /** @type {const} */ ([0, 1]).map((k) =>
      ({ name: ["w₁", "w₂"][k] ?? "", low: map.low[k], high: map.high[k], tick: 1, step: 0.25 }));
    const axes = /** @type {const} */ ([/** @type {any} */ (across), /** @type {any} */ (up)]);
    const heightsOf = (/** @type {State & {scene: string}} */ state) =>
      /** @type {Heights | null} */ (answers("hill", { ...groundOf(state, page.start), ...map }));
    const within = (/** @type {readonly number[]} */ [x = 0, y = 0]) => ({
      x: Math.min(axes[0].high, Math.max(axes[0].low, x)), y: Math.min(axes[1].high, Math.max(axes[1].low, y)),
    });

    const plane = createPlane(room, {
      name: "The error over both weights", axes, movePoint: (_, { x, y }) => set({ ball: [x, y], trail: [] }),
    }, (/** @type {State & {scene: string}} */ state, { told }) => {
      const heights = heightsOf(state);
      const found = answers("nudge", nudgeOf(state, page.start));
      if (!heights || !found) return null;
      const { ball, trail } = state;
      const place = `w₁ = ${tidy(ball[0] ?? 0)}, w₂ = ${tidy(ball[1] ?? 0)}`;
      const at = within(ball);
      if (isFoggy(state, told)) {
        return { points: [{ ...at, kind: 3, isNow: true, words: `The ball at ${place}` }], words: `A hill in the fog. The ball is at ${place}.` };
      }
      const isOut = at.x !== ball[0] || at.y !== ball[1];
      const error = errorInWords(found.total);
      return {
        points: [{
          ...at, kind: 3, isNow: true, net: found.total, text: `E = ${error}${isOut ? ", off the map" : ""}`,
          words: `The ball at ${place}, error ${error}`,
        }],
        arrows: [
          ...trail.slice(1).map((to, k) => ({ from: within(trail[k]?.weights ?? []), to: within(to.weights), hasTip: false })),
          ...(state.scene === "nudge" && !isOut ? felt(at, found, Number(state.by)) : []),
        ],
        words: `A map of the error over both weights, lowest ${errorInWords(heights.least)}, highest ${tidy(heights.most)}. The ball is at ${place}.`,
      };
    }, page);

    const canvas = h("canvas", { "aria-hidden": "true" });
    room.prepend(canvas);
    const { ctx, size, changed } = createCanvas(canvas, page);
    return {
      sync(frame) {
        plane.sync(frame);
        const heights = heightsOf(frame.state);
        const foggy = isFoggy(frame.state, frame.told);
        if (!heights || !changed(heights, foggy, frame.palette, fontSize())) return;
        const box = layoutPlane(size(), fontSize(), axes);
        ctx.clearRect(0, 0, size().width, size().height);
        if (foggy) drawFog(ctx, box, frame.palette);
        else draw(ctx, heights, box, frame.palette, fontSize());
      },
    };
  };
}

/**
 * Whether nothing of the hill is seen yet: it would answer what is asked.
 *
 * @param {{scene: string}} state
 * @param {boolean} told
 */
function isFoggy({ scene }, told) {
  return !told && scene !== "steps";
}

/**
 * Each weight nudged by itself, and the way down.
 *
 * @param {{x: number, y: number}} at
 * @param {{slope: Float32Array}} found
 * @param {number} by
 * @returns {readonly import("../../kit/plane.js").Arrow[]}
 */
function felt({ x, y }, { slope: [across = 0, up = 0] }, by) {
  const reach = Math.min(ARROW, LONGEST / Math.max(Math.hypot(across, up), 1e-9));
  return [
    { from: { x, y }, to: { x: x + by, y }, tone: "ghost" },
    { from: { x, y }, to: { x, y: y + by }, tone: "ghost" },
    { from: { x, y }, to: { x: x - reach * across, y: y - reach * up } },
  ];
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {ReturnType<typeof layoutPlane>} box
 * @param {Palette} palette
 */
function drawFog(ctx, { left, top, side }, { ink }) {
  ctx.fillStyle = css(ink, FOG);
  ctx.fillRect(left, top, side, side);
}

/**
 * @param {CanvasRenderingContext2D} ctx  scaled to CSS pixels
 * @param {Heights} heights
 * @param {ReturnType<typeof layoutPlane>} box
 * @param {Palette} palette
 * @param {number} fontSize
 */
function draw(ctx, heights, { left, top, side }, { bg, ink, soft }, fontSize) {
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
    const text = errorInWords(mark);
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
 * @param {import("../../scene/colour.js").RGB} ink
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
