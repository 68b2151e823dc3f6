/**
 * (ctx, scene) → pixels. Reads nothing but its arguments.
 *
 * @typedef {import("../scene/stage.js").Scene} Scene
 * @typedef {import("../scene/colour.js").Palette} Palette
 */

import { drawFlows } from "./lines.js";
import { drawPlate } from "./plate.js";
import { drawCaptions, drawFrame, drawOutputs, drawUnits } from "./units.js";

/**
 * @param {CanvasRenderingContext2D} ctx  already scaled to CSS pixels
 * @param {Scene} scene
 * @param {Palette} palette
 */
export function drawStage(ctx, { layout, plate, flows, moving, units, maps, frame, outputs, captions }, palette) {
  ctx.clearRect(0, 0, layout.width, layout.height);
  if (plate && layout.plate) drawPlate(ctx, plate, layout.plate, layout.thick, palette);
  drawFlows(ctx, flows, moving, layout, palette);
  if (layout.kit) layout.kit.drawMaps(ctx, maps, layout, palette);
  drawUnits(ctx, units, layout, palette);
  drawFrame(ctx, frame, layout, palette);
  drawOutputs(ctx, outputs, layout, palette);
  drawCaptions(ctx, captions, layout.font, palette);
}
