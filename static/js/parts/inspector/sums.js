/**
 * How a neuron's terms and bias add up to z, and how a = f(z) bends it.
 *
 * @typedef {import("../../state.js").State} State
 * @typedef {import("../../types.js").Explanation} Explanation
 * @typedef {import("../../scene/colour.js").Palette} Palette
 */

import { drawCurve } from "../../draw/curve.js";
import { createSurface } from "../../draw/surface.js";
import { number, signed } from "../../format.js";
import { activationInNumbers, letters, sumInNumbers } from "../../formula.js";
import { cardOf } from "../../state.js";
import { h, setText } from "../dom.js";
import { withWords } from "../glossary.js";
import { rendered } from "../math.js";

/** @param {() => void} onResize  the curve is empty after it */
export function createSums(onResize) {
  const rows = h("tbody", {});
  const curve = h("canvas", { class: "curve", "aria-hidden": "true" });
  const slope = h("span", { class: "curve-slope" });
  const formula = h("div", { class: "formula inspector-formula" });
  const surface = createSurface(curve, onResize);

  return {
    element: h("div", {},
      h("table", { class: "sums" }, rows),
      h("div", { class: "curve-box" }, curve, slope),
      formula),

    /**
     * @param {State} state
     * @param {Explanation} opened
     * @param {Palette} palette
     */
    show(state, opened, palette) {
      const { shown } = opened;
      const { decimals } = shown;
      const { sum } = letters(state.notation);
      rows.replaceChildren(
        row("positive terms", signed(shown.positive, decimals), "pos"),
        row("negative terms", signed(shown.negative, decimals), "neg"),
        row("bias", signed(shown.bias, decimals)),
        row(`weighted sum ${sum}`, number(shown.z, decimals), "total"),
        row("activation a", number(shown.a, decimals), "total"),
      );
      setText(slope, `slope ${number(opened.slope, 3)}`);
      slope.classList.toggle("right", opened.z < 0);
      const { width, height } = surface.size();
      if (width > 0) drawCurve(surface.ctx, opened, { width, height }, palette);
      formula.replaceChildren(
        rendered(sumInNumbers(state.notation, opened, shown)),
        rendered(activationInNumbers(cardOf(state), opened, shown)),
      );
    },
  };
}

/**
 * @param {string} name
 * @param {string} figure
 * @param {string} [kind]
 */
function row(name, figure, kind = "") {
  return h("tr", { class: kind }, h("th", { scope: "row" }, ...withWords(name)), h("td", {}, figure));
}
