/**
 * Strokes → ink, the same on the pad and on the plate.
 *
 * @typedef {import("../types.js").Drawing} Drawing
 */

const DOT = 1e-4; // pad units

/**
 * @param {CanvasRenderingContext2D} ctx  with line width, stroke and fill style set
 * @param {Drawing} drawing
 * @param {number} scale  units of the canvas for one pad unit
 */
export function strokeDrawing(ctx, drawing, scale) {
  ctx.lineCap = ctx.lineJoin = "round";
  for (const stroke of drawing) {
    const [first] = stroke;
    if (!first) continue;
    ctx.beginPath();
    ctx.moveTo(first[0] * scale, first[1] * scale);
    // A canvas drops lines of no length; one too short to be seen leaves a dot, so a tap is seen.
    if (stroke.length === 1) ctx.lineTo((first[0] + DOT) * scale, first[1] * scale);
    for (const [x, y] of stroke) ctx.lineTo(x * scale, y * scale);
    ctx.stroke();
  }
}
