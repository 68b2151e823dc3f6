/**
 * Lines → pixels: those that look alike in one go, whole sets copied from pictures that are kept.
 *
 * @typedef {import("../scene/flow.js").Flow} Flow
 * @typedef {import("../scene/lines.js").LineSet} LineSet
 * @typedef {import("../scene/lines.js").Run} Run
 * @typedef {import("../scene/layout.js").Layout} Layout
 * @typedef {import("../scene/colour.js").Palette} Palette
 */

import { css } from "../scene/colour.js";
import { controls, part, pointAt } from "../scene/curve.js";
import { strokeOf } from "../scene/strength.js";
import { copy, pictureOf } from "./bitmap.js";
import { strokeNow } from "./now.js";
import { pathFor } from "./path.js";

const MESH_WIDTH = 0.8; // px
const NOW_WIDTH = 4; // px
const DASHES = [5, 3]; // px
const PULSE = 0.16; // of a line's length
const PULSE_FROM = 4; // level of the weakest line with a pulse

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {readonly Flow[]} flows
 * @param {boolean} moving  most sets will be drawn again in the next frame, so from pictures. At
 *   rest the next frame, if any, shows another drawing: a picture would be copied once
 * @param {Layout} layout
 * @param {Palette} palette
 */
export function drawFlows(ctx, flows, moving, layout, palette) {
  flows.forEach((flow, place) => {
    const { set, look, alpha, reach } = flow;
    if (reach <= 0 || set.length === 0) return;
    if (!moving) {
      drawSet(ctx, set, look, alpha, layout, palette);
      return;
    }
    const picture = pictureOf(ctx, place, set, [look, palette], (surface) =>
      drawSet(surface, set, look, 1, layout, palette),
    );
    ctx.globalAlpha = alpha;
    const [right, bottom] = front(set, reach, layout.downwards);
    copy(ctx, picture, right, bottom);
    if (look !== "mesh" && reach < 1) drawPulse(ctx, set, reach, layout, palette);
  });
  ctx.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {LineSet} set
 * @param {Flow["look"]} look
 * @param {number} alpha
 * @param {Layout} layout
 * @param {Palette} palette
 */
function drawSet(ctx, set, look, alpha, { downwards, thick, dashed = false }, palette) {
  for (const run of set.runs) {
    const valued = look === "lit" || look === "focus";
    const stroke = strokeOf(run.level, look === "focus" ? look : set.kind, thick, set.crowded);
    const path = pathOf(ctx, set, run, downwards, 0, 1);
    ctx.globalAlpha = alpha * (valued ? stroke.alpha : 1);
    ctx.setLineDash(dashed && valued && run.negative ? DASHES : []);
    if (look === "now") {
      strokeNow(ctx, path, NOW_WIDTH * thick, palette);
      continue;
    }
    ctx.lineWidth = valued ? stroke.width : MESH_WIDTH;
    ctx.strokeStyle = css(look === "mesh" ? palette.soft : run.negative ? palette.neg : palette.pos);
    ctx.stroke(path);
  }
  ctx.setLineDash([]);
}

/**
 * How far lines have grown, as an edge that moves over the stage.
 *
 * @param {LineSet} set
 * @param {number} reach
 * @param {boolean} downwards
 * @returns {readonly [right: number, bottom: number]}
 */
function front({ box: [left, top, right, bottom] }, reach, downwards) {
  if (reach >= 1) return [Infinity, Infinity];
  const way = pointAt(0, 0.5, 0.5, 1, reach); // as a curve goes along the pass
  return downwards
    ? [Infinity, top + (bottom - top) * way]
    : [left + (right - left) * way, Infinity];
}

/**
 * A bright end runs ahead of the strong lines while they grow.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {LineSet} set
 * @param {number} reach
 * @param {Layout} layout
 * @param {Palette} palette
 */
function drawPulse(ctx, set, reach, { downwards, thick }, palette) {
  for (const run of set.runs) {
    if (run.level < PULSE_FROM) continue;
    const { alpha, width } = strokeOf(run.level, set.kind, thick, set.crowded);
    ctx.globalAlpha = 0.4 + 0.6 * alpha;
    strokeNow(ctx, pathOf(ctx, set, run, downwards, Math.max(0, reach - PULSE), reach), width + 0.5, palette);
  }
}

/**
 * The lines of a run, each from one share of its length to another.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {LineSet} set
 * @param {Run} run
 * @param {boolean} downwards
 * @param {number} from
 * @param {number} to
 */
function pathOf(ctx, { ends }, { from: first, to: end }, downwards, from, to) {
  const path = pathFor(ctx);
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
