/** A 28×28 picture with its caption, and a numbered colour scale of its own where it needs one. */

import { h } from "../dom.js";
import { scale } from "../legend.js";
import { pixelCanvas } from "../pixel-canvas.js";

/** @param {string} caption */
export function picture(caption) {
  const ctx = pixelCanvas();
  const own = scale("diverging");
  const words = h("figcaption", {}, caption);
  return { ctx, words, own, figure: h("figure", {}, ctx.canvas, words, own.element) };
}
