/**
 * A digit image whose pixels can be looked at one by one: by pointer, or by the arrow keys from one
 * to the next. It may have a line below it, into which it is unrolled.
 */

import { SIDE } from "../../digit-image.js";
import { stepped } from "../../input/cells.js";
import { createCanvas } from "../../parts/canvas.js";
import { h, setText } from "../../parts/dom.js";
import { drawField } from "./draw-field.js";
import { layoutField, pixelAt } from "./field-layout.js";

/**
 * @typedef {object} Shown
 * @property {Float32Array | null | undefined} pixels  0 black to 1 white, none until they are there
 * @property {number} [unrolled]
 * @property {string} said  of the pixel that is looked at
 */

/**
 * @template State
 * @param {string} name
 * @param {boolean} hasLine
 * @param {(state: State & {pixel: number} & import("../../kit/lesson.js").Common) => Shown} shownOf
 * @returns {import("../../kit/lesson.js").Figure<State & {pixel: number}>}
 */
export const field = (name, hasLine, shownOf) => (root, { set, fontSize, markDirty }) => {
  const look = (/** @type {number} */ pixel) => set(/** @type {any} */ ({ pixel }));
  const canvas = h("canvas", { "aria-hidden": "true" });
  const surface = h("div", {
    class: `fills field-surface${hasLine ? " has-line" : ""}`, tabindex: "0", role: "application",
    "aria-label": `${name}, 28 by 28 pixels. The arrow keys move from pixel to pixel.`,
  }, canvas);
  const words = h("p", { class: "field-words", role: "status" });
  root.append(surface, words);
  const { ctx, size, changed } = createCanvas(canvas, { markDirty });
  let now = 0;
  const layout = () => layoutField(size(), hasLine, fontSize());

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
    sync({ state, palette }) {
      now = state.pixel;
      const { pixels, unrolled = 0, said } = shownOf(state);
      if (!pixels || !changed(pixels, now, unrolled, said, palette, fontSize())) return;
      drawField(ctx, pixels, { pixel: now, unrolled }, layout(), palette, fontSize());
      setText(words, said);
    },
  };
};

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
