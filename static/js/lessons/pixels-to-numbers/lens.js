/** Some pixels as numbers: each in a cell of its own grey, with the one in the middle ringed. */

import { greyOf } from "../../digit-image.js";
import { css, grey, textOn } from "../../scene/colour.js";
import { createWatch, h, setText } from "../../parts/dom.js";

/**
 * @param {HTMLElement} root
 * @param {{n: number, isLine: boolean}} cells  in a line each has its input's number below it
 */
export function createLens(root, { n, isLine }) {
  const cells = Array.from({ length: n }, (_, k) => {
    const value = h("span", { class: `lens-value${k === (n - 1) / 2 ? " is-now" : ""}` });
    const input = h("span", { class: "lens-input" });
    return { value, input, cell: h("span", { class: "lens-cell" }, value, ...(isLine ? [input] : [])) };
  });
  root.classList.add("lens", isLine ? "lens-line" : "lens-square");
  root.setAttribute("aria-hidden", "true"); // the field says the one in the middle
  root.append(...cells.map(({ cell }) => cell));
  const changed = createWatch();

  return {
    /**
     * @param {Float32Array | null} pixels  0 black to 1 white
     * @param {readonly (number | null)[]} shown  which; null for none
     * @param {import("../../scene/colour.js").Palette} palette
     */
    sync(pixels, shown, palette) {
      if (!pixels || !changed(pixels, palette, ...shown)) return;
      cells.forEach(({ cell, value, input }, k) => {
        const pixel = shown[k] ?? null;
        cell.classList.toggle("is-none", pixel === null);
        if (pixel === null) return;
        const fill = grey(pixels[pixel] ?? 0, palette);
        value.style.background = css(fill);
        value.style.color = css(textOn(fill));
        setText(value, `${greyOf(pixels[pixel] ?? 0)}`);
        setText(input, `${pixel + 1}`);
      });
    },
  };
}
