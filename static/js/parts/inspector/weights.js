/**
 * A neuron's weights, and its weights × input: as 28×28 grids where it reads the pixels, as
 * labelled bars where it reads other neurons. The weights have the layer's scale, unless the viewer
 * asks; the terms one of their own, since on that of the weights they would be too dark to be seen.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../state/state.js").Action} Action
 * @typedef {import("../../types.js").Explanation} Explanation
 * @typedef {import("../../scene/colour.js").Palette} Palette
 */

import { readsPixels } from "../../digit-image.js";
import { drawSigned } from "../../draw/grid.js";
import { shapeOf } from "../../state/maps.js";
import { cardOf } from "../../state/selectors.js";
import { termOfInput } from "../../state/terms.js";
import { shortInputName } from "../../words/names.js";
import { weightsOf } from "../../state/edits.js";
import { number, signed } from "../../words/format.js";
import { gridEnd, largest, roundUp } from "../../scene/scale.js";
import { createList, h, setText } from "../dom.js";
import { picture } from "./picture.js";

const BESIDE_SHARES = 6; // rows that leave room for all of softmax's sums

/** @param {{dispatch: (action: Action) => void}} page */
export function createWeights({ dispatch }) {
  const weights = picture("weights");
  const terms = picture("weights × input");
  const stretch = h("input", {
    type: "checkbox",
    change: () => dispatch({ type: "set", place: { stretched: stretch.checked } }),
  });
  const toggle = h("label", { class: "stretch", title: "The weights on a scale of this neuron’s own" }, stretch, "stretch");
  const grids = h("div", { class: "grids" }, weights.figure, terms.figure,
    h("div", { class: "grids-scale" }, toggle));
  const rows = h("tbody", {});
  const showRows = createList(rows, termRow);
  const low = h("span", {});
  const high = h("span", {});
  const bars = h("table", { class: "term-bars" },
    h("caption", {}, "pale: weight · solid: weight × input"),
    h("thead", { class: "visually-hidden" },
      h("tr", {}, ...["input", "bars", "weight × input"].map((name) => h("th", { scope: "col" }, name)))),
    rows,
    h("tfoot", { "aria-hidden": "true" }, h("tr", {}, h("td", {}), h("td", {}, h("span", { class: "bar-scale" }, low, "0", high)), h("td", {}))));

  return {
    element: h("div", {}, grids, bars),

    /**
     * @param {State} state
     * @param {Explanation} opened
     * @param {Palette} palette
     */
    show(state, opened, palette) {
      const pixels = readsPixels(opened);
      grids.hidden = !pixels;
      bars.hidden = pixels;
      if (pixels) showGrids(state, opened, palette);
      else showBars(state, opened);
    },
  };

  /**
   * @param {State} state
   * @param {Explanation} opened
   * @param {Palette} palette
   */
  function showGrids(state, opened, palette) {
    const { stretched } = state.place;
    const W = weightsOf(state)[0]?.W ?? opened.weights;
    const [max, most] = [stretched ? largest(opened.weights) : gridEnd(W), roundUp(largest(opened.terms))];
    drawSigned(weights.ctx, opened.weights, max, palette);
    weights.own.show(-max, max, !stretched && largest(W) > max);
    drawSigned(terms.ctx, opened.terms, most, palette);
    terms.own.show(-most, most);
    stretch.checked = stretched;
    setText(/** @type {Text} */ (toggle.lastChild), stretched ? "stretched: this neuron’s scale" : "stretch the weights");
  }

  /**
   * The scale is the layer's, so that neurons can be compared: no term of an activation up to 1
   * is larger than the layer's largest weight.
   *
   * @param {State} state
   * @param {Explanation} opened
   */
  function showBars(state, opened) {
    const layerWeights = weightsOf(state)[opened.layer]?.W ?? opened.weights;
    const max = roundUp(Math.max(largest(layerWeights), largest(opened.terms)));
    setText(low, number(-max));
    setText(high, number(max));
    const from = opened.layer === 0 ? "input" : "neuron";
    const { decimals } = opened.shown;
    const rows = opened.softmax ? opened.shown.rows.slice(0, BESIDE_SHARES) : opened.shown.rows;
    showRows(rows.map(({ input, term }) =>
      ({ name: shapeOf(cardOf(state), opened.layer - 1) ? shortInputName(cardOf(state), opened.layer, input) : `${from} ${input + 1}`, weight: opened.weights[termOfInput(opened, input)] ?? 0, term, max, decimals })));
  }
}

function termRow() {
  const name = h("th", { scope: "row" });
  const weight = bar("weight-bar");
  const term = bar("term-bar");
  const track = h("td", { class: "term-track" }, weight.element, term.element);
  const figure = h("td", { class: "figure" });

  return {
    element: h("tr", {}, name, track, figure),

    /** @param {{name: string, weight: number, term: number, max: number, decimals: number}} row */
    show(row) {
      setText(name, row.name);
      track.title = `weight ${signed(row.weight)}`;
      weight.show(row.weight, row.max);
      term.show(row.term, row.max);
      setText(figure, signed(row.term, row.decimals));
    },
  };
}

/**
 * From the middle, to the right where it is positive.
 *
 * @param {string} kind
 */
function bar(kind) {
  const element = h("i", {});
  return {
    element,
    /**
     * @param {number} value
     * @param {number} max
     */
    show(value, max) {
      element.className = `${kind} ${value < 0 ? "neg" : "pos"}`;
      element.style.width = `${(Math.abs(value) / max) * 50}%`;
    },
  };
}
