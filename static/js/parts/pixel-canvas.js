/** A canvas of 28×28 pixels, which the style sheet enlarges without smoothing. */

import { SIDE } from "../digit-image.js";
import { contextOf } from "../draw/surface.js";
import { h } from "./dom.js";

export function pixelCanvas() {
  return contextOf(h("canvas", { class: "pixels", width: `${SIDE}`, height: `${SIDE}`, "aria-hidden": "true" }));
}
