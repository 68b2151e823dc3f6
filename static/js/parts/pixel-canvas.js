/** A canvas of a few pixels, which the style sheet enlarges without smoothing. */

import { SIDE } from "../digit-image.js";
import { contextOf } from "../draw/surface.js";
import { h } from "./dom.js";

/** @param {number} [side]  pixels */
export function pixelCanvas(side = SIDE) {
  return contextOf(h("canvas", { class: "pixels", width: `${side}`, height: `${side}`, "aria-hidden": "true" }));
}
