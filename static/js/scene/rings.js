/**
 * The rings around neurons: what is now, what is looked at, and its partners. Pure.
 *
 * @typedef {import("../types.js").Trace} Trace
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("./linked.js").Linked} Linked
 * @typedef {"none" | "now" | "partner" | "hover" | "selected"} Ring
 * @typedef {{x: number, y: number, width: number, height: number}} Frame  px
 */

import { termNow } from "../state/reveal.js";
import { answersOf } from "../state/doubt.js";
import { lookedAt } from "./linked.js";
import { where } from "../state/where.js";

export const INPUTS = -1; // as if they were the layer before the first
const STRONG = 0.25; // share of the scale from which a line makes its ends partners
const FRAME = 3; // px around a grid

/**
 * @param {State} state
 * @param {Trace | null} trace
 * @param {Layout} layout
 * @param {number} scale  of the lines
 * @param {readonly Linked[]} focus
 * @returns {(layer: number, neuron: number) => Ring}
 */
export function ringsOf(state, trace, layout, scale, focus) {
  const { hand: { hovered }, place: { selected } } = state;
  const now = nowOf(state, trace);
  const framed = framedLayer(state, trace, layout);
  const partners = partnersOf(state, scale, focus);
  const is = (/** @type {object | null} */ unit, /** @type {number} */ layer, /** @type {number} */ neuron) =>
    unit !== null && "neuron" in unit && "layer" in unit && unit.layer === layer && unit.neuron === neuron;
  return (layer, neuron) => {
    if (is(selected, layer, neuron)) return "selected";
    if (is(hovered, layer, neuron)) return "hover";
    if (layer !== framed && now(layer, neuron)) return "now";
    return partners.has(layer * MANY + neuron) ? "partner" : "none";
  };
}

const MANY = 100_000; // more than any layer has neurons

/**
 * The neurons at the other ends of the strong lines of what is looked at.
 *
 * @param {State} state
 * @param {number} scale
 * @param {readonly Linked[]} focus
 */
function partnersOf(state, scale, focus) {
  const target = lookedAt(state.hand.hovered, state.place.selected);
  /** @type {Set<number>} */
  const partners = new Set();
  for (const { layer, links, nIn } of focus) {
    links.index.forEach((index, k) => {
      const strong = Math.abs(links.value[k] ?? 0) >= STRONG * scale;
      if (!strong && target?.kind !== "link") return;
      partners.add(layer * MANY + Math.floor(index / nIn));
      partners.add((layer - 1) * MANY + (index % nIn));
    });
  }
  return partners;
}

/**
 * What is "now": the layer that the step works on, or its neuron that is walked through and the
 * one whose term was added last; at the end, the outputs in the running for the answer.
 *
 * @param {State} state
 * @param {Trace | null} trace
 * @returns {(layer: number, neuron: number) => boolean}
 */
function nowOf(state, trace) {
  const { step } = where(state);
  if (!trace || !step) return () => false;
  if (step.kind === "answer") {
    const contenders = answersOf(state, trace);
    return (layer, neuron) => layer === trace.layers.length - 1 && contenders.includes(neuron);
  }
  const { walked } = where(state);
  const now = step.kind === "inputs" ? INPUTS : step.layer;
  if (!walked) return (layer) => layer === now;
  const term = termNow(state);
  return (layer, neuron) =>
    (layer === walked.layer && neuron === walked.neuron) ||
    (term !== null && layer === term.layer - 1 && neuron === term.input);
}

/**
 * The grid that is "now" as a whole.
 *
 * @param {State} state
 * @param {Trace | null} trace
 * @param {Layout} layout
 * @returns {number | null}
 */
function framedLayer(state, trace, { layers }) {
  const layer = where(state).step.layer ?? null;
  const whole = trace !== null && layer !== null && !where(state).walked;
  return whole && layers[layer] && layers[layer].shape !== "disc" ? layer : null;
}

/**
 * @param {State} state
 * @param {Trace | null} trace
 * @param {Layout} layout
 * @returns {Frame | null}
 */
export function frameOf(state, trace, layout) {
  const framed = framedLayer(state, trace, layout);
  const box = framed === null ? undefined : layout.layers[framed];
  if (!box) return null;
  const aside = layout.downwards ? box.x : box.y;
  const low = Math.min(...aside) - box.r - FRAME;
  const high = Math.max(...aside) + box.r + FRAME;
  const [start, end] = [box.start - FRAME, box.end + FRAME];
  return layout.downwards
    ? { x: low, y: start, width: high - low, height: end - start }
    : { x: start, y: low, width: end - start, height: high - low };
}
