/** A 28×28 picture with its caption, and a numbered colour scale of its own where it needs one. */

import { SIDE } from "../../digit-image.js";
import { contextOf } from "../../draw/surface.js";
import { h } from "../dom.js";
import { scale } from "../legend.js";

/** @param {string} caption */
export function picture(caption) {
  const ctx = contextOf(h("canvas", { class: "pixels", width: `${SIDE}`, height: `${SIDE}`, "aria-hidden": "true" }));
  const own = scale("diverging");
  const words = h("figcaption", {}, caption);
  return { ctx, words, own, figure: h("figure", {}, ctx.canvas, words, own.element) };
}
