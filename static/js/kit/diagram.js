/**
 * One layer as a diagram whose every number is a handle: inputs, weights, biases, and what the
 * server made of them: z and a of each neuron.
 *
 * @typedef {import("../types.js").LayerPass} LayerPass
 * @typedef {import("./handle.js").HandleOptions} HandleOptions
 * @typedef {import("./numbers.js").Place} NumberPlace
 *
 * @typedef {object} Shown
 * @property {readonly number[]} x  the inputs
 * @property {readonly (readonly number[])[]} weights  a row for each neuron
 * @property {readonly number[]} biases
 * @property {LayerPass | null} layer  null until it is there, or may be seen
 * @property {string} [f]  the layer's function
 * @property {boolean} [withoutBias]  its handles are not to be seen yet
 */

import { subscript } from "../words/format.js";
import { css, grey, textOn } from "../scene/colour.js";
import { createWatch, h, s, setText } from "../parts/dom.js";
import { layoutDiagram } from "./diagram-layout.js";
import { outOf, showNet, tidy } from "./figures.js";
import { createHandle } from "./handle.js";

const THIN = 1.5; // px
const THICKEST = 9; // px
const PER_TERM = 1.5; // px that a line is thicker for a term of 1

/**
 * @typedef {object} Names
 * @property {readonly {sign: string, word: string}[]} inputs  p₁, "tired"
 * @property {readonly string[]} neurons
 */

/**
 * @param {HTMLElement} root
 * @param {Names} names
 * @param {(place: NumberPlace) => Omit<HandleOptions, "name">} handle
 * @param {(state: any, told: boolean) => Shown} shownOf
 * @param {{markDirty: () => void}} page
 * @returns {import("./lesson.js").Part<any>}
 */
export function createDiagram(root, { inputs, neurons }, handle, shownOf, { markDirty }) {
  const shape = { inputs: inputs.length, neurons: neurons.length };
  const of = (/** @type {number} */ k) => (neurons.length === 1 ? "" : ` of “${neurons[k]}”`);
  const made = {
    inputs: inputs.map(({ sign, word }, r) =>
      createHandle({ name: `Input ${sign} ${word}`.trim(), ...handle({ kind: "input", input: r }) })),
    weights: neurons.map((_, k) => inputs.map(({ sign, word }, r) =>
      createHandle({ name: `Weight from ${sign} ${word}`.trim() + of(k), ...handle({ kind: "weight", layer: 0, neuron: k, input: r }) }))),
    biases: neurons.map((_, k) =>
      createHandle({ name: `Bias${of(k)}`, ...handle({ kind: "bias", layer: 0, neuron: k }) })),
  };
  const elements = {
    inputs: made.inputs.map(({ element }) => element),
    weights: made.weights.flat().map(({ element }) => element),
    biases: made.biases.map(({ element }) => element),
    sums: neurons.map(() => lamp("sum", "z")),
    outputs: neurons.map(() => lamp("lamp", "a")),
  };
  const labels = {
    inputs: inputs.map(({ sign, word }) => label(`${sign} ${word}`)),
    weights: neurons.flatMap((_, k) => inputs.map((_, r) => label(weightSign(shape, k, r)))),
    biases: neurons.map((_, k) => label(neurons.length === 1 ? "b" : `b${subscript(k + 1)}`, "diagram-label beside")),
    outputs: neurons.map((name) => label(name)),
  };
  const wires = neurons.map(() => inputs.map(() => s("path", { class: "wire" })));
  const stems = neurons.map(() => s("path", { class: "stem" }));
  const exits = neurons.map(() => s("path", { class: "stem" }));
  const lines = s("svg", { class: "diagram-lines", "aria-hidden": "true" }, ...wires.flat(), ...stems, ...exits);
  root.classList.add("diagram");
  root.append(lines, ...pairs(labels.inputs, elements.inputs), ...pairs(labels.weights, elements.weights),
    ...pairs(labels.biases, elements.biases), ...elements.sums, ...pairs(labels.outputs, elements.outputs));

  let size = { width: 0, height: 0 };
  new ResizeObserver(() => {
    size = { width: root.clientWidth, height: root.clientHeight };
    markDirty();
  }).observe(root);
  const placed = createWatch();
  const changed = createWatch();

  function place() {
    const at = layoutDiagram(shape, size);
    lines.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
    put(elements.inputs, at.inputs);
    put(labels.inputs, at.inputs);
    put(elements.weights, at.weights.flat());
    put(labels.weights, at.weights.flat());
    put(elements.biases, at.biases);
    put(labels.biases, at.biases);
    put(elements.sums, at.sums);
    put(elements.outputs, at.outputs);
    put(labels.outputs, at.outputs);
    at.sums.forEach((sum, k) => {
      at.inputs.forEach((input, r) => join(wires[k]?.[r], input, sum));
      join(stems[k], at.biases[k], sum);
      join(exits[k], sum, at.outputs[k]);
    });
  }

  return {
    sync({ state, palette: colours, told }) {
      const { x, weights, biases, layer, f, withoutBias = false } = shownOf(state, told);
      if (placed(size)) place();
      if (!changed(layer, colours, withoutBias, ...x, ...weights.flat(), ...biases)) return;
      made.inputs.forEach((each, r) => each.sync(x[r] ?? 0));
      made.weights.forEach((row, k) => row.forEach((each, r) => each.sync(weights[k]?.[r] ?? 0)));
      made.biases.forEach((each, k) => each.sync(biases[k] ?? 0));
      for (const each of [...elements.biases, ...labels.biases]) each.hidden = withoutBias;
      for (const each of stems) each.classList.toggle("unseen", withoutBias);
      wires.forEach((row, k) => row.forEach((wire, r) => {
        const term = (weights[k]?.[r] ?? 0) * (x[r] ?? 0); // for the line's colour and width only
        wire.setAttribute("stroke", css(term > 0 ? colours.pos : term < 0 ? colours.neg : colours.edge));
        wire.setAttribute("stroke-width", `${Math.min(THICKEST, THIN + PER_TERM * Math.abs(term))}`);
        wire.classList.toggle("still", term === 0);
      }));
      if (!layer) {
        if (!told) [...elements.sums, ...elements.outputs].forEach(silence);
        return;
      }
      elements.sums.forEach((sum, k) => tell(sum, `Weighted sum z${of(k)}`, layer.z[k] ?? 0));
      elements.outputs.forEach((output, k) => {
        const a = layer.a[k] ?? 0;
        tell(output, `Activation a${of(k)}`, a, outOf(f, a, layer.z[k] ?? 0));
        const fill = grey(a, colours);
        output.style.background = css(fill);
        output.style.color = css(textOn(fill));
      });
    },
  };
}

/**
 * A neuron's number in a circle, with its letter above it.
 *
 * @param {string} kind
 * @param {string} letter
 */
function lamp(kind, letter) {
  const element = h("div", { class: kind, role: "img" }, h("span", { class: "letter" }, letter), h("span"));
  silence(element);
  return element;
}

/**
 * Takes its number away.
 *
 * @param {HTMLElement} lamp
 */
function silence(lamp) {
  const figure = /** @type {HTMLElement} */ (lamp.lastElementChild);
  delete figure.dataset["net"];
  setText(figure, "");
  lamp.style.background = lamp.style.color = "";
  lamp.setAttribute("aria-label", `${lamp.firstElementChild?.textContent}, not computed yet`);
}

/**
 * @param {HTMLElement} lamp
 * @param {string} name
 * @param {number} value
 * @param {string} [text]
 */
function tell(lamp, name, value, text = tidy(value)) {
  showNet(/** @type {HTMLElement} */ (lamp.lastElementChild), value, text);
  lamp.setAttribute("aria-label", `${name}: ${text}`);
}

/**
 * @param {string} text
 * @param {string} [kind]
 */
function label(text, kind = "diagram-label") {
  return h("span", { class: kind, "aria-hidden": "true" }, text);
}

/**
 * As books write it: w for one, w₁ w₂ for the inputs of one neuron, w₁₂ for row 1, column 2 of W.
 *
 * @param {{inputs: number, neurons: number}} shape
 * @param {number} neuron
 * @param {number} input
 */
function weightSign({ inputs, neurons }, neuron, input) {
  if (inputs === 1) return "w";
  return neurons === 1 ? `w${subscript(input + 1)}` : `w${subscript(neuron + 1)}${subscript(input + 1)}`;
}

/**
 * @param {readonly HTMLElement[]} labels
 * @param {readonly HTMLElement[]} elements  one for each label
 */
function pairs(labels, elements) {
  return elements.flatMap((element, k) => [labels[k] ?? "", element]);
}

/**
 * @param {readonly HTMLElement[]} elements
 * @param {readonly {x: number, y: number}[]} places
 */
function put(elements, places) {
  elements.forEach((element, k) => {
    const { x = 0, y = 0 } = places[k] ?? {};
    element.style.left = `${x}px`;
    element.style.top = `${y}px`;
  });
}

/**
 * @param {SVGPathElement | undefined} line
 * @param {{x: number, y: number} | undefined} from
 * @param {{x: number, y: number} | undefined} to
 */
function join(line, from, to) {
  if (line && from && to) line.setAttribute("d", `M${from.x} ${from.y}L${to.x} ${to.y}`);
}
