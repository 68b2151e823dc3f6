/**
 * The neurons at a moment of the pass: what each is filled with, its number and its ring. Pure.
 *
 * @typedef {import("../types.js").Trace} Trace
 * @typedef {import("../state.js").State} State
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("./layout.js").Bar} Bar
 * @typedef {import("./colour.js").Palette} Palette
 * @typedef {import("./colour.js").RGB} RGB
 * @typedef {import("./flow.js").LinkedLayer} LinkedLayer
 * @typedef {import("./stage.js").Scales} Scales
 * @typedef {"none" | "now" | "partner" | "hover" | "selected"} Ring
 *
 * @typedef {object} UnitShape  a neuron
 * @property {number} x
 * @property {number} y
 * @property {number} r
 * @property {"disc" | "cell"} shape
 * @property {RGB} under  what it was filled with before
 * @property {RGB} fill  what it is being filled with, from the middle
 * @property {number} filled  how far, 0 to 1
 * @property {string} text
 * @property {number} font  px
 * @property {RGB} textColour
 * @property {number} textAlpha
 * @property {Ring} ring
 *
 * @typedef {object} OutputShape
 * @property {Bar} bar
 * @property {string} label
 * @property {number} share  of the bar's length, 0 to 1
 * @property {string} text  the score; empty while it is not known
 * @property {boolean} strong  the answer
 */

import { number, short } from "../format.js";
import { diverging, grey, textOn } from "./colour.js";
import { lookedAt } from "./flow.js";
import { between, currentSteps, progressOf } from "./progress.js";

const ARRIVE = 0.6; // of the lines' way: from here on they fill the neuron
const STRONG = 0.25; // share of the scale from which a line makes its ends partners

/**
 * @param {State} state
 * @param {Trace | null} trace
 * @param {Layout} layout
 * @param {Palette} palette
 * @param {Scales} scales
 * @param {readonly LinkedLayer[]} focus
 * @returns {UnitShape[]}
 */
export function unitsOf(state, trace, layout, palette, scales, focus) {
  const rings = ringsOf(state, trace, scales.lines, focus);
  const outputs = layout.layers.length - 1;
  return layout.layers.flatMap((box, layer) => {
    const { sums, activations } = progressOf(state, layer);
    const pass = trace?.layers[layer];
    const arrived = pass ? between(sums, ARRIVE) : 0;
    const bent = between(activations);
    const shown = bent > 0.5 ? 2 * bent - 1 : activations > 0 ? 1 - 2 * bent : 2 * arrived - 1;
    return Array.from(box.x, (x, neuron) => {
      const z = pass?.z[neuron] ?? 0;
      const a = pass?.a[neuron] ?? 0;
      const sum = arrived ? diverging(z, scales.sums[layer] ?? 1, palette, palette.plate) : palette.bg;
      const lit = bent ? grey(a / (scales.activations[layer] ?? 1), palette) : sum;
      const fill = bent ? lit : sum;
      // The score of an output stands behind its bar.
      const value = bent <= 0.5 ? short(z) : layer === outputs ? "" : short(a);
      return {
        x,
        y: box.y[neuron] ?? 0,
        r: box.r,
        shape: box.shape,
        under: bent ? sum : palette.bg,
        fill,
        filled: bent || arrived,
        text: box.font && shown > 0 && pass ? value : "",
        font: box.font,
        textColour: textOn(bent > 0.5 ? lit : sum),
        textAlpha: Math.max(0, shown),
        ring: rings(layer, neuron),
      };
    });
  });
}

/**
 * @param {State} state
 * @param {Trace | null} trace
 * @param {Layout} layout
 * @param {Scales} scales
 * @returns {OutputShape[]}
 */
export function outputsOf(state, trace, layout, scales) {
  const last = layout.layers.length - 1;
  const grown = between(progressOf(state, last).activations);
  const a = trace?.layers[last]?.a;
  const answered = state.at > currentSteps(state).length - 2;
  return layout.bars.map((bar, k) => {
    const value = a?.[k] ?? 0;
    const share = Math.min(1, Math.max(0, value / (scales.activations[last] ?? 1)));
    return {
      bar,
      label: `${k}`,
      share: share * grown,
      text: a && grown === 1 ? number(value) : "",
      strong: answered && trace?.prediction === k,
    };
  });
}

/**
 * @param {State} state
 * @param {Trace | null} trace
 * @param {number} scale  of the lines
 * @param {readonly LinkedLayer[]} focus
 * @returns {(layer: number, neuron: number) => Ring}
 */
function ringsOf(state, trace, scale, focus) {
  const { hovered, selected } = state;
  const now = nowOf(state, trace);
  const partners = partnersOf(state, scale, focus);
  const is = (/** @type {object | null} */ unit, /** @type {number} */ layer, /** @type {number} */ neuron) =>
    unit !== null && "neuron" in unit && "layer" in unit && unit.layer === layer && unit.neuron === neuron;
  return (layer, neuron) => {
    if (is(selected, layer, neuron)) return "selected";
    if (is(hovered, layer, neuron)) return "hover";
    if (now(layer, neuron)) return "now";
    return partners.has(layer * MANY + neuron) ? "partner" : "none";
  };
}

const MANY = 100_000; // more than any layer has neurons

/**
 * The neurons at the other ends of the strong lines of what is looked at.
 *
 * @param {State} state
 * @param {number} scale
 * @param {readonly LinkedLayer[]} focus
 */
function partnersOf(state, scale, focus) {
  const target = lookedAt(state.hovered, state.selected);
  /** @type {Set<number>} */
  const partners = new Set();
  for (const { layer, links, nIn } of focus) {
    links.index.forEach((index, k) => {
      const strong = Math.abs(links.value[k] ?? 0) >= STRONG * scale;
      if (!strong && target?.kind !== "link") return;
      partners.add(layer * MANY + Math.floor(index / nIn));
      if (layer > 0) partners.add((layer - 1) * MANY + (index % nIn));
    });
  }
  return partners;
}

/**
 * What is "now": the layer that the step works on; at the end, the answer.
 *
 * @param {State} state
 * @param {Trace | null} trace
 * @returns {(layer: number, neuron: number) => boolean}
 */
function nowOf(state, trace) {
  const step = currentSteps(state)[state.step];
  if (!trace || !step) return () => false;
  if (step.kind === "answer") {
    return (layer, neuron) => layer === trace.layers.length - 1 && neuron === trace.prediction;
  }
  return (layer) => layer === step.layer;
}
