/**
 * A tile of the wall, enlarged: its weights and its weights × input side by side, and its sum.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../types.js").Frame} Frame
 * @typedef {import("../../types.js").Explanation} Explanation
 * @typedef {import("../../scene/colour.js").Palette} Palette
 */

import { PIXELS } from "../../digit-image.js";
import { drawSigned } from "../../draw/grid.js";
import { weightsOf } from "../../state/edits.js";
import { number, signed } from "../../words/format.js";
import { letters } from "../../words/formula.js";
import { toldOf } from "../../state/reveal.js";
import { gridEnd, largest, roundUp } from "../../scene/scale.js";
import { shapeOf } from "../../state/maps.js";
import { cardOf, traceOf, unitKey } from "../../state/state.js";
import { unitName } from "../../words/words.js";
import { createWatch, h, setText } from "../dom.js";
import { icon } from "../icons.js";
import { picture } from "../inspector/picture.js";

/** @param {() => void} close */
export function createPair(close) {
  const weights = picture("weights");
  const terms = picture("weights × input");
  const title = h("h3", {});
  const words = h("p", {});
  const element = h("section", { class: "pair", "aria-label": "One neuron, enlarged", hidden: true },
    weights.figure, terms.figure,
    h("div", { class: "pair-words" },
      h("button", { type: "button", class: "icon-button", "aria-label": "Close the enlarged pair", click: close }, icon("close")),
      title, words));
  const changed = createWatch();

  return {
    element,

    /** @param {Frame} frame */
    sync({ state, palette }) {
      const { selected, notation, stretched } = state.place;
      const unit = selected?.layer === 0 && !shapeOf(cardOf(state), 0) ? selected : null; // a kernel is whole as it is
      element.hidden = unit === null;
      const W = weightsOf(state)[0]?.W;
      if (!unit || !W) return;
      const told = toldOf(state, unit);
      const isSummed = told === "sum" || told === "activation";
      const opened = traceOf(state) && isSummed ? (state.answers.explanations[unitKey(unit)] ?? null) : null;
      const empty = traceOf(state) === null;
      if (!changed(unit, opened, W, palette, notation, stretched, empty, told, state.place.covered)) return;
      setText(title, unitName(cardOf(state), unit));
      const row = W.subarray(unit.neuron * PIXELS, (unit.neuron + 1) * PIXELS);
      const max = gridEnd(W);
      show(weights, row, stretched ? largest(row) : max, stretched, palette);
      // While an answer is on its way the terms before it stay: nothing flickers.
      if (opened) {
        show(terms, opened.terms, roundUp(largest(opened.terms)), true, palette);
        setText(words, sumInWords(opened, notation, told === "activation"));
      } else if (empty || !isSummed) {
        show(terms, new Float32Array(PIXELS), max, false, palette);
        const isCovered = state.place.covered && cardOf(state).layers.length === 1;
        setText(words, empty
          ? "The pad is empty: there is no input to weigh."
          : `Its sum is ${isCovered ? "covered" : "not reached yet"}: press Next until the pass comes to it.`);
      }
    },
  };
}

/**
 * @param {ReturnType<typeof picture>} grid
 * @param {Float32Array} values
 * @param {number} max
 * @param {boolean} stretched
 * @param {Palette} palette
 */
function show(grid, values, max, stretched, palette) {
  drawSigned(grid.ctx, values, max, palette);
  grid.own.show(-max, max);
  grid.own.element.hidden = !stretched;
}

/**
 * @param {Explanation} opened
 * @param {State["place"]["notation"]} notation
 * @param {boolean} isBent  its activation is told, too
 */
function sumInWords({ shown }, notation, isBent) {
  const figure = (/** @type {number} */ value) => signed(value, shown.decimals);
  return (
    `Blue pixels add ${figure(shown.positive)}, red ones ${figure(shown.negative)}, the bias ` +
    `${figure(shown.bias)}: the weighted sum ${letters(notation).sum} is ${number(shown.z, shown.decimals)}` +
    `${isBent ? `, and the activation a = ${number(shown.a)}` : ""}.`
  );
}
