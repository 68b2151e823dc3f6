/** A digit image's bytes → a picture of one pixel each: many of them in a frame, so by a table of colours. */

import { SIDE } from "../digit-image.js";
import { grey } from "../scene/colour.js";

/** @type {WeakMap<import("../scene/colour.js").Palette, Uint32Array>} */
const tables = new WeakMap();

/**
 * @param {CanvasRenderingContext2D} ctx  of a canvas of 28×28
 * @param {Uint8Array} greys  0 black to 255 white
 * @param {import("../scene/colour.js").Palette} palette
 */
export function drawGreys(ctx, greys, palette) {
  const picture = ctx.createImageData(SIDE, SIDE);
  const pixels = new Uint32Array(picture.data.buffer);
  const table = tableOf(palette);
  for (let k = 0; k < pixels.length; k += 1) pixels[k] = table[greys[k] ?? 0] ?? 0;
  ctx.putImageData(picture, 0, 0);
}

/** @param {import("../scene/colour.js").Palette} palette */
function tableOf(palette) {
  const known = tables.get(palette);
  if (known) return known;
  const bytes = Uint8Array.from({ length: 256 * 4 }, (_, k) => (k % 4 === 3 ? 255 : (grey((k >> 2) / 255, palette)[k % 4] ?? 0)));
  const table = new Uint32Array(bytes.buffer);
  tables.set(palette, table);
  return table;
}
