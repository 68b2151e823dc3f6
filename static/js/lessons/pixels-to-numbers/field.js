/**
 * A digit image whose pixels can be looked at one by one: by pointer, or by the arrow keys from one
 * to the next. It may have a line below it, into which it is unrolled.
 *
 * @typedef {import("../../kit/lesson.js").Page<any>} Page
 */

import { SIDE } from "../../digit-image.js";
import { createSurface } from "../../draw/surface.js";
import { stepped } from "../../input/cells.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { drawField } from "./draw-field.js";
import { layoutField, pixelAt } from "./field-layout.js";

/**
 * @param {HTMLElement} root
 * @param {{name: string, hasLine: boolean, look: (pixel: number) => void}} field
 * @param {Pick<Page, "palette" | "fontSize" | "markDirty">} page
 */
export function createField(root, { name, hasLine, look }, { palette, fontSize, markDirty }) {
  const canvas = h("canvas", { "aria-hidden": "true" });
  const surface = h("div", {
    class: `field-surface${hasLine ? " has-line" : ""}`, tabindex: "0", role: "application",
    "aria-label": `${name}, 28 by 28 pixels. The arrow keys move from pixel to pixel.`,
  }, canvas);
  const words = h("p", { class: "field-words", role: "status" });
  root.append(surface, words);
  let resized = 0;
  const drawn = createSurface(canvas, () => {
    resized += 1;
    markDirty();
  });
  let now = 0;
  const changed = createWatch();
  const layout = () => layoutField(drawn.size(), hasLine, fontSize());

  surface.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const next = steppedTo(now, event.key);
    if (next === null) return;
    event.preventDefault();
    now = next; // the next key may come before the next frame
    look(next);
  });
  for (const kind of /** @type {const} */ (["pointermove", "pointerdown"])) {
    surface.addEventListener(kind, ({ offsetX, offsetY }) => {
      const pixel = pixelAt(offsetX, offsetY, layout());
      if (pixel !== null) look(pixel);
    });
  }

  return {
    /**
     * @param {Float32Array | null} pixels  0 black to 1 white,  null until they are there
     * @param {{pixel: number, unrolled: number}} at
     * @param {string} said  of the pixel that is looked at
     */
    sync(pixels, at, said) {
      now = at.pixel;
      const colours = palette();
      if (!pixels || !changed(pixels, at.pixel, at.unrolled, said, colours, fontSize(), resized)) return;
      drawField(drawn.ctx, pixels, at, layout(), colours, fontSize());
      setText(words, said);
    },
  };
}

/**
 * Arrows go to a neighbour, Home and End to the ends of the row.
 *
 * @param {number} pixel
 * @param {string} key
 */
function steppedTo(pixel, key) {
  const first = pixel - (pixel % SIDE);
  if (key === "Home") return first;
  if (key === "End") return first + SIDE - 1;
  return stepped(pixel, key);
}
