/**
 * The hill of the error over two weights, as a map: lines of equal error, the ball, and its way.
 *
 * @typedef {import("../downhill.js").State} State
 * @typedef {import("../../kit/lesson.js").Numbers["answer"]} Answers
 * @typedef {import("../../scene/colour.js").Palette} Palette
 * @typedef {import("../../kit/contours.js").Heights} Heights
 */

import { tidy } from "../../kit/figures.js";
import { axesOf, createBelow, drawHeights } from "../../kit/heights.js";
import { createPlane } from "../../kit/plane.js";
import { css } from "../../scene/colour.js";
import { errorInWords, groundOf, nudgeOf } from "./ground.js";

const ARROW = 0.12; // of an arrow, in weights, for each unit of the slope
const LONGEST = 1.6; // of the same
const FOG = 0.22; // of the same, where nothing is seen

/**
 * @param {Answers} answers
 * @returns {import("../../kit/lesson.js").Figure<State>}
 */
export function hill(answers) {
  return (room, page) => {
    const { set, start: { map }, fontSize } = page;
    const axes = axesOf(map);
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

    const below = createBelow(room, page, axes);
    return {
      sync(frame) {
        plane.sync(frame);
        const heights = heightsOf(frame.state);
        const foggy = isFoggy(frame.state, frame.told);
        if (!heights) return;
        below([heights, foggy, frame.palette], (ctx, box) => {
          if (foggy) drawFog(ctx, box, frame.palette);
          else drawHeights(ctx, heights, box, frame.palette, fontSize(), errorInWords);
        });
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
 * @param {{left: number, top: number, side: number}} box
 * @param {Palette} palette
 */
function drawFog(ctx, { left, top, side }, { ink }) {
  ctx.fillStyle = css(ink, FOG);
  ctx.fillRect(left, top, side, side);
}
