/**
 * How a neuron's terms and bias add up to z, and how a = f(z) bends it, or softmax shares.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../types.js").Explanation} Explanation
 * @typedef {import("../../scene/colour.js").Palette} Palette
 */

import { drawCurve, drawShares } from "../../draw/curve.js";
import { outputLabel } from "../../words/names.js";
import { number, signed } from "../../words/format.js";
import { letters } from "../../words/formula.js";
import { isOnlySum } from "../../state/reveal.js";
import { cardOf } from "../../state/state.js";
import { createCanvas } from "../canvas.js";
import { h, setText } from "../dom.js";
import { setExplained, withWords } from "../glossary.js";
import { activationLines } from "../math.js";

const LETTER = 10; // px

/** @param {() => void} onResize  the curve is to be shown anew */
export function createSums(onResize) {
  const figures = {
    positive: row("positive terms", "pos"),
    negative: row("negative terms", "neg"),
    bias: row("bias"),
    z: row("", "total"),
    a: row("activation a", "total"),
  };
  const curve = h("canvas", { class: "curve", "aria-hidden": "true" });
  const slope = h("span", { class: "curve-slope" });
  const formula = h("div", { class: "formula inspector-formula" });
  const curveBox = h("div", { class: "curve-box" }, curve, slope);
  const { ctx, size, changed } = createCanvas(curve, { markDirty: onResize });

  return {
    element: h("div", {},
      h("table", { class: "sums" }, h("tbody", {}, ...Object.values(figures).map(({ element }) => element))),
      curveBox,
      formula),

    /**
     * @param {State} state
     * @param {Explanation} opened
     * @param {Palette} palette
     */
    show(state, opened, palette) {
      const { shown } = opened;
      const { decimals } = shown;
      setText(figures.positive.figure, signed(shown.positive, decimals));
      setText(figures.negative.figure, signed(shown.negative, decimals));
      setText(figures.bias.figure, signed(shown.bias, decimals));
      setExplained(figures.z.name, `weighted sum ${letters(state.place.notation).sum}`);
      setText(figures.z.figure, number(shown.z, decimals));
      setText(figures.a.figure, number(shown.a));
      setText(slope, `slope ${number(opened.slope, 3)}`);
      slope.classList.toggle("right", opened.z < 0);
      const onlySum = isOnlySum(state, opened);
      const isPool = cardOf(state).layers[opened.layer]?.side !== undefined; // it sums nothing, and bends nothing
      for (const each of [figures.positive, figures.negative, figures.bias, figures.z]) each.element.hidden = isPool;
      figures.a.element.hidden = onlySum;
      for (const each of [curveBox, formula]) each.hidden = onlySum || isPool;
      // Below the grids of a first layer the shares have no room; the stage's own bars show them.
      if (opened.softmax && opened.layer === 0) curveBox.hidden = true;
      const isNew = changed(opened, palette);
      const { width, height } = size();
      slope.hidden = Boolean(opened.softmax);
      const draw = opened.softmax ? drawShares : drawCurve;
      const card = cardOf(state);
      const most = Math.max(1, width / ((card.sizes.at(-1) ?? 1) * LETTER)); // of a word below its bar
      if (isNew && width > 0) draw(ctx, opened, { width, height }, palette, (neuron) => outputLabel(card, neuron).slice(0, most));
      if (!onlySum) formula.replaceChildren(...activationLines(cardOf(state), opened));
    },
  };
}

/**
 * @param {string} words
 * @param {string} [kind]
 */
function row(words, kind = "") {
  const name = h("th", { scope: "row" }, ...withWords(words));
  const figure = h("td", {});
  return { element: h("tr", { class: kind }, name, figure), name, figure };
}
