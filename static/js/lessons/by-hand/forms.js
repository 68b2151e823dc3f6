/**
 * Each layer of a small network in three forms side by side, with its numbers: sums of products,
 * rows times a column, and one matrix for the whole layer, whose rows are its neurons.
 *
 * @typedef {import("../../words/formula.js").MathNode} MathNode
 * @typedef {import("../../types.js").Weights} Weights
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../kit/written.js").Opened} Opened
 */

import { ALL, activationLine, computed, plain, readValue, writtenLines } from "../../kit/written.js";
import { createWatch, h } from "../../parts/dom.js";
import { breakable } from "../../parts/math.js";
import { cardOf } from "../../state/selectors.js";
import { matrix, shapesOf, stacked } from "../../words/forms.js";
import { functionName, letters, math, node, op, plus, symbol } from "../../words/formula.js";
import { layerTitle } from "../../words/names.js";
import { openedOf } from "./question.js";

/** @type {import("../../kit/lesson.js").Figure<import("../by-hand.js").State>} */
export function forms(root, { numbers }) {
  const changed = createWatch();
  return {
    sync({ state: { pass } }) {
      const opened = openedOf(numbers, pass, "index");
      if (!opened || !changed(pass.work.network, pass.place.notation, ...opened.flat())) return;
      const card = cardOf(pass);
      root.replaceChildren(...(pass.work.weights ?? []).map((weights, layer) => {
        const neurons = opened[layer] ?? [];
        const shape = { inputs: weights.W.length / neurons.length, outputs: neurons.length };
        return h("section", { class: "forms-layer" },
          h("h3", {}, layerTitle(card, layer)),
          formOf("Scalar", neurons.map((each) => writtenLines(pass, each, ALL))),
          formOf("Vector", neurons.map((each) => [vectorLine(pass, each), activationLine(pass, each)])),
          formOf("Matrix", [layerLines(pass, neurons, weights)], h("p", { class: "formula-shapes" }, shapesOf(shape))));
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

/**
 * z₁ = (w₁₁ w₁₂ w₁₃) (p₁ p₂ p₃)ᵀ + b₁ = 0.7000, one neuron.
 *
 * @param {State} state
 * @param {Opened} opened
 * @returns {MathNode}
 */
export function vectorLine(state, opened) {
  const { layer, neuron, weights, inputs, running, bias } = opened;
  return math(
    symbol(letters(state.place.notation).sum, layer + 1, neuron + 1), op("="),
    matrix([Array.from(weights, (weight) => cell(typed(weight)))]), op("·"),
    column(inputs, (value) => readValue(opened, value)), ...plus(typed(bias)),
    op("="), computed(running.z),
  );
}

/**
 * z = W p + b with every row, and a = f(z), of a whole layer.
 *
 * @param {State} state
 * @param {readonly Opened[]} opened  every neuron of the layer
 * @param {Weights} weights  of the layer
 * @returns {readonly MathNode[]}
 */
export function layerLines(state, opened, { W, b }) {
  const [first] = opened;
  if (!first) return [];
  const { layer, inputs } = first;
  const n = inputs.length;
  const rows = opened.map((_, k) => Array.from(W.subarray(k * n, (k + 1) * n), (weight) => cell(typed(weight))));
  const sums = column(opened, ({ running }) => computed(running.z));
  return [
    math(
      symbol(letters(state.place.notation).sum, layer + 1), op("="), matrix(rows), op("·"),
      column(inputs, (value) => readValue(first, value)), op("+"), column(b, typed), op("="), sums,
    ),
    math(
      symbol("a", layer + 1), op("="), functionName(cardOf(state), layer), sums, op("="),
      column(opened, ({ a }) => computed(a)),
    ),
  ];
}

const typed = (/** @type {number} */ value) => node("mn", plain(value));
const cell = (/** @type {MathNode} */ value) => node("mtd", value);

/**
 * @template Value
 * @param {ArrayLike<Value>} values
 * @param {(value: Value) => MathNode} written
 */
function column(values, written) {
  return stacked(Array.from(values, (value) => cell(written(value))));
}
