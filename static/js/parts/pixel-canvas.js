/** A canvas of a few pixels, which the style sheet enlarges without smoothing. */

import { SIDE } from "../digit-image.js";
import { contextOf } from "../draw/surface.js";
import { h } from "./dom.js";

/** @param {number} [width]  pixels @param {number} [height] */
export function pixelCanvas(width = SIDE, height = width) {
  return contextOf(h("canvas", { class: "pixels", width: `${width}`, height: `${height}`, "aria-hidden": "true" }));
}
