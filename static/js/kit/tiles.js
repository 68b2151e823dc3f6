/**
 * Weight grids side by side on one scale, as on the main page's wall.
 *
 * @typedef {object} Wall
 * @property {readonly Float32Array[]} grids  784 weights each
 * @property {number} end  of the colour scale
 * @property {boolean} beyond  whether a weight lies beyond it
 * @property {number | null} chosen
 */

import { PIXELS } from "../digit-image.js";
import { drawSigned } from "../draw/grid.js";
import { createWatch, h, setText } from "../parts/dom.js";
import { scale } from "../parts/legend.js";
import { pixelCanvas } from "../parts/pixel-canvas.js";
import { gridEnd, largest } from "../scene/scale.js";

/**
 * The rows of W as grids, on the scale that the main page shows them on.
 *
 * @param {Float32Array} W  (n, 784)
 * @param {number | null} [chosen]
 * @returns {Wall}
 */
export function wallOf(W, chosen = null) {
  const end = gridEnd(W);
  return { grids: rowsOf(W), end, beyond: largest(W) > end, chosen };
}

/**
 * @param {Float32Array} W  (n, 784)
 * @returns {readonly Float32Array[]}
 */
export function rowsOf(W) {
  return Array.from({ length: W.length / PIXELS }, (_, k) => W.subarray(k * PIXELS, (k + 1) * PIXELS));
}

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {string} options.label
 * @param {(k: number) => string} [options.caption]  of each grid
 * @param {((k: number) => void) | null} [options.press]  null where there is nothing to press
 * @param {boolean} [options.legend]
 * @param {(state: any) => Wall | null} wallNow  the same object as long as nothing changed; null keeps
 *   what was there
 * @returns {import("./lesson.js").Part<any>}
 */
export function createTiles(root, { label, caption = () => "", press = null, legend = true }, wallNow) {
  const tiles = h("div", { class: "weight-tiles", role: "group", "aria-label": label });
  const ends = scale("diverging");
  const scaleLine = h("p", { class: "weight-legend", hidden: true }, "weights ", ends.element);
  root.append(tiles, ...(legend ? [scaleLine] : []));
  /** @type {{element: HTMLElement, ctx: CanvasRenderingContext2D, words: HTMLElement}[]} */
  let all = [];
  const changed = createWatch();

  /** @param {number} k */
  function tile(k) {
    const ctx = pixelCanvas();
    const words = h("span", { class: "thumb-words" });
    const element = press
      ? h("button", { type: "button", class: "thumb weight-tile", "aria-label": `Neuron ${k + 1}`, click: () => press(k) }, ctx.canvas, words)
      : h("div", { class: "thumb weight-tile" }, ctx.canvas, words);
    return { element, ctx, words };
  }

  return {
    sync({ state, palette }) {
      const wall = wallNow(state);
      if (!wall || !changed(wall, palette)) return;
      const { grids, end, beyond, chosen } = wall;
      if (all.length !== grids.length) {
        all = grids.map((_, k) => tile(k));
        tiles.replaceChildren(...all.map(({ element }) => element));
      }
      all.forEach(({ element, ctx, words }, k) => {
        drawSigned(ctx, grids[k] ?? new Float32Array(PIXELS), end, palette);
        setText(words, caption(k));
        if (press) element.setAttribute("aria-pressed", `${k === chosen}`);
      });
      scaleLine.hidden = false;
      ends.show(-end, end, beyond);
    },
  };
}
