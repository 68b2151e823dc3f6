/** A canvas that is drawn anew when what it shows has changed, or its size. */

import { createSurface } from "../draw/surface.js";
import { createWatch } from "./dom.js";

/**
 * @param {HTMLCanvasElement} canvas
 * @param {{markDirty: () => void}} page
 */
export function createCanvas(canvas, { markDirty }) {
  let resized = 0;
  let fitted = 0;
  const { ctx, size, fit } = createSurface(canvas, () => {
    resized += 1;
    markDirty();
  });
  const changed = createWatch();
  return {
    ctx,
    size,
    /** Whether it is to be drawn now, at its size of now. @param {unknown[]} values  what it shows */
    changed(...values) {
      if (fitted !== resized) fit();
      fitted = resized;
      return changed(resized, ...values);
    },
  };
}
