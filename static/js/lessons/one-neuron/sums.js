/**
 * What a neuron adds up, in signs, in numbers and term by term; and a layer as books write it, with
 * a row of W for each neuron.
 *
 * @typedef {import("../../words/formula.js").MathNode} MathNode
 * @typedef {import("../../kit/written.js").Opened} Opened
 * @typedef {import("../../types.js").LayerPass} LayerPass
 */

import { netFigure, tidy } from "../../kit/figures.js";
import { createWatch, h } from "../../parts/dom.js";
import { rendered } from "../../parts/math.js";
import { matrix, stacked } from "../../words/forms.js";
import { math, node, op } from "../../words/formula.js";
import { questionOf } from "./nights.js";

const SIGNS = { step: "step", linear: "f", sigmoid: "σ" };
const PLACES = 4; // of a product of two numbers with hundredths: so the terms add up as they stand

/** @type {import("../../kit/lesson.js").Figure<import("../one-neuron.js").State>} */
export function sum(room, { numbers }) {
  const changed = createWatch();
  return {
    sync({ state, scene }) {
      const { w, x, b, f } = state;
      const isLayer = scene === "two";
      const layer = numbers.layers(questionOf(state))?.[0] ?? null;
      const opened = isLayer ? null : numbers.opened(questionOf(state), 0, 0);
      if (!(isLayer ? layer : opened) || !changed(layer, opened, scene, f)) return;
      const lines = opened ? sumLines(scene === "one" ? "w p + b" : "w₁p₁ + w₂p₂ + b", opened, SIGNS[f])
        : layer ? layerLines({ W: [w.slice(0, 2), w.slice(2)], x, b }, layer, SIGNS[f]) : [];
      room.replaceChildren(...lines.map((line) => h("span", { class: "sum-piece" }, rendered(line))));
    },
  };
}

/**
 * @param {string} signs  such as w₁p₁ + w₂p₂ + b
 * @param {Pick<Opened, "weights" | "inputs" | "terms" | "bias" | "z" | "a">} opened
 * @param {string} f  the activation function's sign
 */
function sumLines(signs, { weights, inputs, terms, bias, z, a }, f) {
  const products = Array.from(weights, (weight, r) => [factor(weight), op("·"), factor(inputs[r] ?? 0)]);
  const strong = (/** @type {MathNode} */ each) => ({ ...each, lit: true });
  return [
    math(letter("z"), op("="), node("mtext", signs)),
    math(op("="), ...products.flatMap((product) => [...product, op("+")]), factor(bias)),
    math(op("="), ...Array.from(terms, (term) => [fine(term), op("+")]).flat(), factor(bias)),
    math(op("="), strong(fine(z))),
    math(letter("a"), op("="), letter(f), op("("), fine(z), op(")"), op("="), strong(netFigure(a))),
  ];
}

/**
 * @param {{W: readonly (readonly number[])[], x: readonly number[], b: readonly number[]}} given
 * @param {LayerPass} layer
 * @param {string} f
 */
function layerLines({ W, x, b }, { z, a }, f) {
  return [
    math(letter("z"), op("="), letter("W"), letter("p"), op("+"), letter("b")),
    math(op("="), matrix(W.map((row) => row.map(cell))), stacked(x.map(cell)), op("+"), stacked(b.map(cell))),
    math(op("="), stacked(Array.from(z, (each) => node("mtd", netFigure(each))))),
    math(letter("a"), op("="), letter(f), op("("), letter("z"), op(")"), op("="), stacked(Array.from(a, (each) => node("mtd", netFigure(each))))),
  ];
}

const fine = (/** @type {number} */ value) => netFigure(value, tidy(value, PLACES));
const letter = (/** @type {string} */ name) => node("mi", name);
const cell = (/** @type {number} */ value) => node("mtd", node("mn", tidy(value)));

/** @param {number} value  that somebody set */
function factor(value) {
  return node("mn", value < 0 ? `(${tidy(value)})` : tidy(value));
}
