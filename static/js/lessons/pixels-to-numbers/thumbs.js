/** A sample as a row of small pictures: one of them is looked at, and one pixel in all of them. */

import { greyOf, SIDE } from "../../digit-image.js";
import { drawGrey } from "../../draw/grid.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { pixelCanvas } from "../../parts/pixel-canvas.js";

/** @type {ReadonlyMap<boolean | null, {sign: string, words: string}>} */
const MARKS = new Map([
  [true, { sign: "✓", words: ", read rightly" }],
  [false, { sign: "✗", words: ", read wrongly" }],
]);

/**
 * @typedef {object} Shown
 * @property {import("./digits.js").Sample | null} sample
 * @property {boolean} waits  another one is on its way
 * @property {number | null} at
 * @property {number | null} pixel  that is ringed in each
 * @property {readonly (boolean | null)[]} right  whether each was read rightly; null where that is not told
 */

/**
 * @param {HTMLElement} root
 * @param {number} n
 * @param {(at: number) => void} choose
 */
export function createThumbs(root, n, choose) {
  const thumbs = Array.from({ length: n }, (_, k) => {
    const ctx = pixelCanvas();
    const words = h("span", { class: "thumb-words" });
    const button = h("button", { type: "button", class: "thumb", click: () => choose(k) },
      h("span", { class: "thumb-picture" }, ctx.canvas, h("i", { class: "thumb-cursor" })), words);
    return { ctx, words, button };
  });
  root.classList.add("thumbs");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", "The sample");
  root.append(...thumbs.map(({ button }) => button));
  const painted = createWatch();
  const placed = createWatch();
  const told = createWatch();

  return {
    /**
     * @param {Shown} shown
     * @param {import("../../scene/colour.js").Palette} palette
     */
    sync({ sample, waits, at, pixel, right }, palette) {
      root.setAttribute("aria-busy", `${waits}`);
      if (!sample) return;
      if (painted(sample, palette)) {
        thumbs.forEach(({ ctx }, k) => drawGrey(ctx, sample.images[k] ?? new Float32Array(), palette));
      }
      if (placed(pixel)) {
        root.classList.toggle("has-cursor", pixel !== null); // then they are large enough for it
        root.style.setProperty("--column", `${(pixel ?? 0) % SIDE}`);
        root.style.setProperty("--row", `${Math.floor((pixel ?? 0) / SIDE)}`);
      }
      if (!told(sample, at, pixel, right.length, ...right)) return;
      thumbs.forEach(({ button, words }, k) => {
        const mark = MARKS.get(right[k] ?? null);
        const value = pixel === null ? null : `${greyOf(sample.images[k]?.[pixel] ?? 0)}`;
        setText(words, value ?? mark?.sign ?? "");
        words.classList.toggle("is-wrong", right[k] === false);
        button.setAttribute("aria-pressed", `${k === at}`);
        const said = value === null ? mark?.words ?? "" : `: ${value}`;
        button.setAttribute("aria-label", `Digit ${k + 1} of ${n}, labelled ${sample.labels[k]}${said}`);
      });
    },
  };
}
