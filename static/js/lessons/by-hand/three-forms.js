/**
 * Each layer of a toy network in three forms side by side, with its numbers: sums of products,
 * rows times a column, and one matrix for the whole layer.
 *
 * @typedef {import("../../types.js").Weights} Weights
 * @typedef {import("../../words/formula.js").MathNode} MathNode
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../kit/written.js").Opened} Opened
 */

import { shapesOf } from "../../words/forms.js";
import { layerTitle } from "../../words/names.js";
import { createWatch, h } from "../../parts/dom.js";
import { breakable } from "../../parts/math.js";
import { cardOf } from "../../state/selectors.js";
import { layerLines, vectorLine } from "./layer-forms.js";
import { ALL, activationLine, writtenLines } from "../../kit/written.js";

/** @param {HTMLElement} root */
export function createThreeForms(root) {
  const changed = createWatch();

  return {
    /**
     * @param {State} state
     * @param {readonly (readonly (Opened | null)[])[]} opened  by layer and neuron
     */
    sync(state, opened) {
      if (!changed(state.work.network, state.place.notation, ...opened.flat())) return;
      const card = cardOf(state);
      root.replaceChildren(...opened.map((all, layer) => {
        const neurons = all.filter((each) => each !== null);
        const shape = card.layers[layer];
        const weights = state.weights[state.work.network]?.[layer];
        return h("section", { class: "forms-layer" },
          h("h3", {}, layerTitle(card, layer)),
          formOf("Scalar", neurons.map((each) => writtenLines(state, each, ALL))),
          formOf("Vector", neurons.map((each) => [vectorLine(state, each), activationLine(state, each)])),
          formOf("Matrix", weights && neurons.length === all.length ? [layerLines(state, neurons, weights)] : [],
            ...(shape ? [h("p", { class: "formula-shapes" }, shapesOf(shape))] : [])));
      }));
    },
  };
}

/**
 * @param {string} name
 * @param {readonly (readonly MathNode[])[]} groups  of lines
 * @param {...Node} after
 */
function formOf(name, groups, ...after) {
  return h("div", { class: "form" },
    h("h4", {}, name),
    h("div", { class: "formula forms", tabindex: "0", role: "group", "aria-label": `${name} form` },
      ...groups.map((lines) => h("div", { class: "form-lines" }, ...lines.map(breakable)))),
    ...after);
}
