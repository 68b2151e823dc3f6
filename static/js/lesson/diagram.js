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
 * @property {LayerPass | null} layer  null until it is there
 */

import { css, grey, textOn } from "../scene/colour.js";
import { createWatch, h, s } from "../parts/dom.js";
import { layoutDiagram } from "./diagram-layout.js";
import { showNet, tidy } from "./figures.js";
import { createHandle } from "./handle.js";

const THICKEST = 9; // px
const PER_TERM = 1.5; // px a line is thick for a term of 1

/**
 * @param {HTMLElement} root
 * @param {object} parts
 * @param {readonly string[]} parts.inputs  their names
 * @param {readonly string[]} parts.neurons  their names
 * @param {(place: NumberPlace) => Omit<HandleOptions, "name">} parts.handle
 * @param {{palette: () => import("./lesson.js").Palette, markDirty: () => void}} page
 */
export function createDiagram(root, { inputs, neurons, handle }, { palette, markDirty }) {
  const isOne = neurons.length === 1;
  const of = (/** @type {string} */ neuron) => (isOne ? "" : ` of ${neuron}`);
  const made = {
    inputs: inputs.map((name, r) => createHandle({ name: `Input ${name}`, ...handle({ kind: "input", input: r }) })),
    weights: neurons.map((neuron, k) => inputs.map((name, r) =>
      createHandle({ name: `Weight from ${name}${of(neuron)}`, ...handle({ kind: "weight", layer: 0, neuron: k, input: r }) }))),
    biases: neurons.map((neuron, k) =>
      createHandle({ name: `Bias${of(neuron)}`, ...handle({ kind: "bias", layer: 0, neuron: k }) })),
  };
  const lines = s("svg", { class: "diagram-lines", "aria-hidden": "true" });
  const wires = neurons.map(() => inputs.map(() => s("path", { class: "wire" })));
  const stems = neurons.map(() => s("path", { class: "stem" }));
  const exits = neurons.map(() => s("path", { class: "exit" }));
  lines.append(...wires.flat(), ...stems, ...exits);
  const sums = neurons.map(() => h("output", { class: "sum" }));
  const outputs = neurons.map(() => h("output", { class: "lamp" }));
  const labels = {
    inputs: inputs.map((name) => h("span", { class: "diagram-label" }, name)),
    biases: neurons.map(() => h("span", { class: "diagram-label" }, "b")),
    sums: neurons.map((neuron) => h("span", { class: "diagram-label" }, isOne ? "z" : `z, ${neuron}`)),
    outputs: neurons.map(() => h("span", { class: "diagram-label" }, "a")),
  };
  root.classList.add("diagram");
  root.setAttribute("role", "group");
  root.append(
    lines,
    ...labels.inputs, ...made.inputs.map(({ element }) => element),
    ...made.weights.flat().map(({ element }) => element),
    ...labels.biases, ...made.biases.map(({ element }) => element),
    ...labels.sums, ...sums, ...labels.outputs, ...outputs,
  );
  let size = { width: 0, height: 0 };
  new ResizeObserver(() => {
    size = { width: root.clientWidth, height: root.clientHeight };
    markDirty();
  }).observe(root);
  const placed = createWatch();
  const changed = createWatch();

  function place() {
    const at = layoutDiagram({ inputs: inputs.length, neurons: neurons.length }, size);
    lines.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
    put(made.inputs.map(({ element }) => element), at.inputs);
    put(made.weights.flat().map(({ element }) => element), at.weights.flat());
    put(made.biases.map(({ element }) => element), at.biases);
    put(sums, at.sums);
    put(outputs, at.outputs);
    put(labels.inputs, at.inputs);
    put(labels.biases, at.biases);
    put(labels.sums, at.sums);
    put(labels.outputs, at.outputs);
    at.sums.forEach((sum, k) => {
      at.inputs.forEach((input, r) => wires[k]?.[r]?.setAttribute("d", `M${input.x} ${input.y}L${sum.x} ${sum.y}`));
      const { x = 0, y = 0 } = at.biases[k] ?? {};
      stems[k]?.setAttribute("d", `M${x} ${y}L${sum.x} ${sum.y}`);
      const out = at.outputs[k];
      if (out) exits[k]?.setAttribute("d", `M${sum.x} ${sum.y}L${out.x} ${out.y}`);
    });
  }

  return {
    /** @param {Shown} shown */
    sync({ x, weights, biases, layer }) {
      const colours = palette();
      if (placed(size)) place();
      if (!changed(x, weights, biases, layer, colours)) return;
      made.inputs.forEach((each, r) => each.sync(x[r] ?? 0));
      made.weights.forEach((row, k) => row.forEach((each, r) => each.sync(weights[k]?.[r] ?? 0)));
      made.biases.forEach((each, k) => each.sync(biases[k] ?? 0));
      wires.forEach((row, k) => row.forEach((wire, r) => {
        const term = (weights[k]?.[r] ?? 0) * (x[r] ?? 0); // for the line's colour and width only
        wire.setAttribute("stroke", css(term > 0 ? colours.pos : term < 0 ? colours.neg : colours.edge));
        wire.setAttribute("stroke-width", `${Math.min(THICKEST, 1.5 + PER_TERM * Math.abs(term))}`);
        wire.classList.toggle("still", term === 0);
      }));
      if (!layer) return;
      sums.forEach((sum, k) => showNet(sum, layer.z[k] ?? 0));
      outputs.forEach((lamp, k) => {
        const a = layer.a[k] ?? 0;
        showNet(lamp, a, tidy(a, 3));
        const fill = grey(Math.min(1, Math.max(0, a)), colours);
        lamp.style.background = css(fill);
        lamp.style.color = css(textOn(fill));
      });
    },
  };
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
