/** Some pixels as numbers: each in a cell of its own grey, with the one in the middle ringed. */

import { greyOf } from "../../digit-image.js";
import { css, grey, textOn } from "../../scene/colour.js";
import { createWatch, h, setText } from "../../parts/dom.js";

/**
 * @param {{n: number, isLine: boolean}} cells  in a line each has its input's number below it
 * @param {() => Float32Array | null} pixelsNow  0 black to 1 white, null until they are there
 * @param {(pixel: number) => readonly (number | null)[]} around  which pixels are shown; null for none
 * @returns {import("../../kit/lesson.js").Figure<{pixel: number}>}
 */
export const lens = ({ n, isLine }, pixelsNow, around) => (root) => {
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
    sync({ state, palette }) {
      const pixels = pixelsNow();
      if (!pixels || !changed(pixels, palette, state.pixel)) return;
      const shown = around(state.pixel);
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
};
