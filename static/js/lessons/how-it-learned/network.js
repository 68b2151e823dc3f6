/**
 * The 3-2-1 network with its numbers. Lines and neurons through which the error has come back are
 * coloured: by the sign of the slope, and as thick as it is steep.
 *
 * @typedef {import("./facts.js").Facts} Facts
 * @typedef {import("./facts.js").Slope} Slope
 */

import { showNet } from "../../kit/figures.js";
import { createWatch, h, s, setText } from "../../parts/dom.js";
import { css } from "../../scene/colour.js";
import { number, subscript } from "../../words/format.js";
import { lastIn } from "./facts.js";
import { nameOf } from "./slopes.js";

const THIN = 1.5; // px
const PER_SLOPE = 12; // px that a line is thicker for a slope of 1
const THICKEST = 9; // px

// In percent of the room.
const INPUTS = [[8, 15], [8, 50], [8, 85]];
const HIDDEN = [[46, 30], [46, 70]];
const OUTPUT = [84, 50];
/** How far along its line a weight stands, so that none covers another: of each hidden neuron. */
const ALONG = [[0.5, 0.6, 0.3], [0.3, 0.6, 0.5]];
const TO_OUTPUT = 0.5;

const WIRES = [
  ...HIDDEN.flatMap((to, neuron) => INPUTS.map((from, input) => ({ layer: 0, neuron, input, from, to, along: ALONG[neuron]?.[input] ?? 0 }))),
  ...HIDDEN.map((from, input) => ({ layer: 1, neuron: 0, input, from, to: OUTPUT, along: TO_OUTPUT })),
];

/** @param {Facts} facts @returns {import("../../kit/lesson.js").Figure<import("../how-it-learned.js").State>} */
export const network = (facts) => (room) => {
  const lines = WIRES.map(({ from: [x1 = 0, y1 = 0], to: [x2 = 0, y2 = 0] }) =>
    s("line", { class: "wire", x1: `${x1}%`, y1: `${y1}%`, x2: `${x2}%`, y2: `${y2}%` }));
  const weights = WIRES.map(({ from: [x1 = 0, y1 = 0], to: [x2 = 0, y2 = 0], along }) => placed("back-weight", [x1 + along * (x2 - x1), y1 + along * (y2 - y1)]));
  const inputs = INPUTS.map((at) => placed("back-unit", at));
  const neurons = [...HIDDEN, OUTPUT].map((at) => placed("back-unit neuron", at));
  room.classList.add("back-network");
  room.setAttribute("role", "group");
  room.setAttribute("aria-label", "The network, with its numbers");
  room.append(s("svg", { class: "diagram-lines", "aria-hidden": "true" }, ...lines), ...[...weights, ...inputs, ...neurons].map(({ element }) => element));
  const changed = createWatch();

  return {
    sync({ state, palette, scene, told }) {
      const found = facts.back(state);
      if (!found || !changed(found, state.at, palette, scene, told)) return;
      const seen = told ? found.slopes.slice(0, Math.min(state.at, lastIn(scene, found))) : [];
      const last = seen.at(-1);
      const slopeOf = (/** @type {Pick<Slope, "of" | "layer" | "neuron" | "input">} */ wanted) =>
        seen.find((each) => nameOf(each) === nameOf(wanted));
      inputs.forEach(({ name, figure }, k) => {
        setText(name, `p${subscript(k + 1)}`);
        showNet(figure, found.input[k] ?? 0);
      });
      WIRES.forEach(({ layer, neuron, input }, k) => {
        const weight = found.layers[layer]?.W[neuron]?.[input] ?? 0;
        const slope = slopeOf({ of: "w", layer, neuron, input });
        const { name, figure, element } = weights[k] ?? placed("", []);
        setText(name, "");
        showNet(figure, weight);
        element.classList.toggle("now", slope !== undefined && slope === last);
        lines[k]?.setAttribute("stroke", css(slope ? (slope.value > 0 ? palette.pos : palette.neg) : palette.edge));
        lines[k]?.setAttribute("stroke-width", `${slope ? Math.min(THICKEST, THIN + PER_SLOPE * Math.abs(slope.value)) : THIN}`);
      });
      found.layers.flatMap(({ a }, layer) => a.map((said, neuron) => ({ said, layer, neuron }))).forEach(({ said, layer, neuron }, k) => {
        const { name, figure, element } = neurons[k] ?? placed("", []);
        setText(name, nameOf({ of: "a", layer, neuron, input: null }));
        showNet(figure, said, number(said));
        element.classList.toggle("now", last !== undefined && last.of !== "w" && last.layer === layer && last.neuron === neuron);
      });
    },
  };
};

/**
 * @param {string} kind
 * @param {readonly number[]} at  x and y of its middle, in percent
 */
function placed(kind, [x = 0, y = 0]) {
  const [name, figure] = [h("span", { class: "letter" }), h("span")];
  const element = h("div", { class: kind }, name, figure);
  element.style.left = `${x}%`;
  element.style.top = `${y}%`;
  return { element, name, figure };
}
