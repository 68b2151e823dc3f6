/**
 * Which pixels push a neuron up or down here: the gradient of its z, and gradient × input.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../types.js").Explanation} Explanation
 * @typedef {import("../../scene/colour.js").Palette} Palette
 */

import { drawSigned } from "../../draw/grid.js";
import { letters } from "../../words/formula.js";
import { largest, roundUp } from "../../scene/scale.js";
import { h, setText } from "../dom.js";
import { picture } from "./picture.js";

export function createPixels() {
  const gradient = picture("gradient");
  const push = picture("gradient × input");
  const note = h("p", { class: "hint" });

  return {
    element: h("div", {}, h("div", { class: "grids" }, gradient.figure, push.figure), note),

    /**
     * @param {State} state
     * @param {Explanation} opened
     * @param {Palette} palette
     */
    show(state, opened, palette) {
      for (const [grid, values] of /** @type {const} */ ([[gradient, opened.gradient], [push, opened.pushes]])) {
        const max = roundUp(largest(values));
        drawSigned(grid.ctx, values, max, palette);
        grid.own.show(-max, max);
      }
      const { sum } = letters(state.place.notation);
      setText(note, `Blue: more ink here would raise ${sum}. Red: it would lower it. The gradient is exact for this drawing and small changes of it; the scales are this neuron’s own.`);
    },
  };
}
