/** A canvas that is drawn anew when what it shows has changed, or its size. */

import { createSurface } from "../draw/surface.js";
import { createWatch } from "./dom.js";

/**
 * @param {HTMLCanvasElement} canvas
 * @param {{markDirty: () => void}} page
 */
export function createCanvas(canvas, { markDirty }) {
  let resized = 0;
  const { ctx, size } = createSurface(canvas, () => {
    resized += 1;
    markDirty();
  });
  const changed = createWatch();
  return { ctx, size, changed: (/** @type {unknown[]} */ ...values) => changed(resized, ...values) };
}
