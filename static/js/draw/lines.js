/**
 * Lines → pixels: those that look alike in one go, whole ones from paths that are kept.
 *
 * @typedef {import("../scene/flow.js").Flow} Flow
 * @typedef {import("../scene/lines.js").LineSet} LineSet
 * @typedef {import("../scene/lines.js").Run} Run
 * @typedef {import("../scene/colour.js").Palette} Palette
 */

import { css } from "../scene/colour.js";
import { controls, part } from "../scene/curve.js";
import { strokeOf } from "../scene/strength.js";

const PULSE = 0.16; // of a line's length
const PULSE_FROM = 4; // level of the weakest line with a pulse

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {readonly Flow[]} flows
 * @param {{downwards: boolean, thick: number}} layout
 * @param {Palette} palette
 */
export function drawFlows(ctx, flows, { downwards, thick }, palette) {
  for (const { set, lit, alpha, reach } of flows) {
    if (reach <= 0) continue;
    const whole = reach >= 1 ? pathsOf(set, downwards) : null;
    set.runs.forEach((run, k) => {
      const stroke = strokeOf(run.level, set.kind, thick);
      ctx.globalAlpha = lit ? alpha * stroke.alpha : alpha;
      ctx.lineWidth = lit ? stroke.width : 0.8;
      ctx.strokeStyle = css(lit ? (run.negative ? palette.neg : palette.pos) : palette.soft);
      const path = whole?.[k] ?? pathOf(set, run, downwards, 0, reach);
      ctx.stroke(path);
    });
    if (lit && reach < 1) drawPulse(ctx, set, reach, downwards, palette, thick);
  }
  ctx.globalAlpha = 1;
}

/**
 * A bright end runs ahead of the lines that grow.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {LineSet} set
 * @param {number} reach
 * @param {boolean} downwards
 * @param {Palette} palette
 * @param {number} thick
 */
function drawPulse(ctx, set, reach, downwards, palette, thick) {
  ctx.strokeStyle = css(palette.now);
  for (const run of set.runs) {
    if (run.level < PULSE_FROM) continue;
    const { alpha, width } = strokeOf(run.level, set.kind, thick);
    ctx.globalAlpha = 0.4 + 0.6 * alpha;
    ctx.lineWidth = width + 0.5;
    ctx.stroke(pathOf(set, run, downwards, Math.max(0, reach - PULSE), reach));
  }
}

/** @type {WeakMap<LineSet, readonly Path2D[]>} */
const known = new WeakMap();

/**
 * @param {LineSet} set
 * @param {boolean} downwards  never changes for a set
 */
function pathsOf(set, downwards) {
  const before = known.get(set);
  if (before) return before;
  const paths = set.runs.map((run) => pathOf(set, run, downwards, 0, 1));
  known.set(set, paths);
  return paths;
}

/**
 * The lines of a run, each from one share of its length to another.
 *
 * @param {LineSet} set
 * @param {Run} run
 * @param {boolean} downwards
 * @param {number} from
 * @param {number} to
 */
function pathOf({ ends }, { from: first, to: end }, downwards, from, to) {
  const path = new Path2D();
  for (let k = first; k < end; k += 1) {
    const x1 = ends[4 * k] ?? 0;
    const y1 = ends[4 * k + 1] ?? 0;
    const x2 = ends[4 * k + 2] ?? 0;
    const y2 = ends[4 * k + 3] ?? 0;
    const [ax, ay, bx, by] = controls(x1, y1, x2, y2, downwards);
    const [sx, px, qx, tx] = part(x1, ax, bx, x2, from, to);
    const [sy, py, qy, ty] = part(y1, ay, by, y2, from, to);
    path.moveTo(sx, sy);
    path.bezierCurveTo(px, py, qx, qy, tx, ty);
  }
  return path;
}
