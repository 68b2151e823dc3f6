/** A sample as a tile: its image, what it is and what it was read as. It leads to its pass. */

import { drawGreys } from "../draw/greys.js";
import { pixelCanvas } from "../parts/pixel-canvas.js";
import { h, setText } from "../parts/dom.js";
import { passOf } from "./pass-link.js";

/**
 * @typedef {object} Shown
 * @property {Uint8Array} image
 * @property {string} pass  the network that reads it there
 * @property {string} above  what it is
 * @property {string} below  what came of it
 * @property {string} name  all of it, for whoever does not see it
 * @property {boolean} wrong
 */

export function createTile() {
  const ctx = pixelCanvas();
  const above = h("b", {});
  const below = h("span", {});
  const element = h("a", { class: "sample" }, ctx.canvas, above, " ", below);
  /** @type {readonly unknown[]} */
  let shown = [];
  let left = NaN; // px

  return {
    element,
    /** @param {number} px  from the left edge of its row */
    place(px) {
      if (px !== left) element.style.left = `${px}px`;
      left = px;
    },
    /**
     * @param {Shown | null} sample  null: it has not come yet
     * @param {import("../scene/colour.js").Palette} palette
     */
    show(sample, palette) {
      const now = [sample?.image, sample?.name, palette];
      if (now.every((value, k) => value === shown[k]) && shown.length) return;
      shown = now;
      element.classList.toggle("awaited", !sample);
      element.classList.toggle("wrong", sample?.wrong === true);
      setText(above, sample?.above ?? "");
      setText(below, sample?.below ?? "");
      if (!sample) {
        element.removeAttribute("href");
        element.removeAttribute("aria-label");
        ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
        return;
      }
      element.href = passOf(sample.pass, sample.image);
      element.setAttribute("aria-label", sample.name);
      drawGreys(ctx, sample.image, palette);
    },
  };
}
