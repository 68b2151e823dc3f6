/**
 * A test image with what a painted neuron makes of it: the sum over its blue pixels, the sum over
 * its red ones, z, and the activation as a lamp.
 *
 * @typedef {import("../../scene/colour.js").Palette} Palette
 * @typedef {import("./grids.js").TestImage} TestImage
 *
 * @typedef {{z: number, a: number}} Sum
 * @typedef {{positive: number, negative: number}} Parts
 */

import { drawGrey } from "../../draw/grid.js";
import { showNet, tidy } from "../../kit/figures.js";
import { createWatch, h } from "../../parts/dom.js";
import { pixelCanvas } from "../../parts/pixel-canvas.js";
import { css, grey, textOn } from "../../scene/colour.js";

/** @param {TestImage} image */
export function createCard({ name, pixels }) {
  const ctx = pixelCanvas();
  const blue = part("pos", "on blue: ");
  const red = part("neg", "on red: ");
  const z = h("b", { class: "look-z" });
  const lamp = h("span", { class: "look-lamp" });
  const figures = h("div", { class: "look-figures" },
    blue.element, red.element,
    h("p", { class: "look-sum" }, h("span", {}, "z = ", z), h("span", {}, "a = ", lamp)));
  const picture = h("span", { class: "look-picture" }, ctx.canvas);
  const painted = createWatch();
  const changed = createWatch();

  return {
    picture,
    figures,
    name: h("span", { class: "look-name" }, name),

    /**
     * @param {Sum | null} sum  null keeps what was there
     * @param {Parts | null} parts
     * @param {number} end  the largest part that can come up, a whole bar
     * @param {Palette} palette
     */
    sync(sum, parts, end, palette) {
      if (painted(palette)) drawGrey(ctx, pixels, palette);
      if (!changed(sum, parts, end, palette)) return;
      if (sum) {
        showNet(z, sum.z);
        showNet(lamp, sum.a);
        const light = grey(sum.a, palette);
        lamp.style.background = css(light);
        lamp.style.color = css(textOn(light));
      }
      if (parts) {
        blue.show(parts.positive, end);
        red.show(parts.negative, end);
      }
    },
  };
}

/**
 * @param {"pos" | "neg"} sign
 * @param {string} words  for those who do not see the colour
 */
function part(sign, words) {
  const bar = h("i", { class: `look-bar ${sign}` });
  const figure = h("span");
  return {
    element: h("span", { class: "look-part" }, h("span", { class: "look-track" }, bar),
      h("span", { class: `look-figure ${sign}` }, h("span", { class: "visually-hidden" }, words), figure)),
    /**
     * @param {number} value
     * @param {number} end
     */
    show(value, end) {
      bar.style.width = `${Math.min(100, (100 * Math.abs(value)) / end)}%`;
      showNet(figure, value, value > 0 ? `+${tidy(value)}` : tidy(value));
    },
  };
}
