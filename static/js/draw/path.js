/**
 * A path for a context: the browser's own, or that of a context that writes instead of painting.
 *
 * @param {(CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D) & {path?: () => Path2D}} ctx
 */
export function pathFor(ctx) {
  return ctx.path?.() ?? new Path2D();
}
