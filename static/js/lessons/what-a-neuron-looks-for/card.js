/**
 * A test image with what a painted neuron makes of it: the sum over its blue pixels, the sum over
 * its red ones, z, and the activation as a lamp.
 *
 * @typedef {import("./grids.js").Grid} Grid
 * @typedef {import("./grids.js").TestImage} TestImage
 */

import { drawGrey } from "../../draw/grid.js";
import { outOf, showNet, tidy } from "../../kit/figures.js";
import { createWatch, h } from "../../parts/dom.js";
import { pixelCanvas } from "../../parts/pixel-canvas.js";
import { css, grey, textOn } from "../../scene/colour.js";
import { remembering } from "../../state/remember.js";
import { covered, TESTS } from "./grids.js";
import { painted } from "./question.js";

/** The largest sum over the pixels of one colour, a whole bar. */
const longestBar = remembering((/** @type {Grid} */ grid) => {
  const { blue, red } = covered(grid, new Float32Array(grid.length).fill(1));
  return Math.max(1, blue, red);
});

/** @type {import("../../kit/lesson.js").Figure<{grid: Grid, bias: number}>} */
export function looks(root, { numbers }) {
  const cards = TESTS.map((image) => createCard(image, numbers));
  root.append(...cards.map(({ picture, name, figures }) =>
    h("figure", { class: "look" }, picture, h("figcaption", {}, name), figures)));
  return {
    sync({ state, palette, told }) {
      for (const { draw, show, figures } of cards) {
        figures.hidden = !told;
        draw(palette);
        show(state, palette);
      }
    },
  };
}

/**
 * @param {TestImage} image
 * @param {import("../../kit/lesson.js").Numbers} numbers
 */
export function createCard({ name, pixels }, numbers) {
  const ctx = pixelCanvas();
  const blue = part("pos", "on blue: ");
  const red = part("neg", "on red: ");
  const z = h("b", { class: "look-z" });
  const lamp = h("span", { class: "look-lamp" });
  const figures = h("div", { class: "look-figures" },
    blue.element, red.element,
    h("p", { class: "look-sum" }, h("span", {}, "z = ", z), h("span", {}, "a: ", lamp)));
  const drawn = createWatch();
  const changed = createWatch();
  /** While only the bias moves, the parts need not be looked up. */
  let known = { grid: /** @type {Grid} */ ([]), parts: /** @type {{positive: number, negative: number} | null} */ (null) };

  return {
    picture: h("span", { class: "look-picture" }, ctx.canvas),
    figures,
    name: h("span", { class: "look-name" }, name),

    /** @param {import("../../scene/colour.js").Palette} palette */
    draw(palette) {
      if (drawn(palette)) drawGrey(ctx, pixels, palette);
    },

    /**
     * @param {{grid: Grid, bias: number}} neuron
     * @param {import("../../scene/colour.js").Palette} palette
     * @returns {number | null}  z; null until it is there, and until then what was there stays
     */
    show({ grid, bias }, palette) {
      if (known.grid !== grid || !known.parts) {
        // What blue and red add up to does not hang on the bias.
        known = { grid, parts: numbers.opened(painted(grid, 0, pixels), 0, 0) };
      }
      const layer = numbers.layers(painted(grid, bias, pixels))?.[0];
      const { parts } = known;
      const [sum = 0, a = 0] = layer ? [layer.z[0], layer.a[0]] : [];
      if (changed(layer, parts, grid, palette)) {
        if (layer) {
          showNet(z, sum);
          showNet(lamp, a, outOf("sigmoid", a, sum));
          const light = grey(a, palette);
          lamp.style.background = css(light);
          lamp.style.color = css(textOn(light));
        }
        if (parts) {
          blue.show(parts.positive, longestBar(grid));
          red.show(parts.negative, longestBar(grid));
        }
      }
      return layer ? sum : null;
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
