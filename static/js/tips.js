/**
 * What the tip beside the pointer says. Pure.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Target} Target
 */

import { number, signed } from "./format.js";
import { cardOf, traceOf } from "./selectors.js";
import { reached, stepsOf } from "./steps.js";
import { unitName } from "./words.js";

/**
 * @param {State} state
 * @param {Target} target
 */
export function tipOf(state, target) {
  switch (target.kind) {
    case "pixel":
      return pixelTip(state, target.pixel);
    case "unit":
      return unitTip(state, target.layer, target.neuron);
    case "link":
      return linkTip(state, target);
  }
}

/**
 * @param {State} state
 * @param {number} pixel
 */
function pixelTip(state, pixel) {
  const place = `Row ${Math.floor(pixel / 28) + 1}, column ${(pixel % 28) + 1}: input ${pixel + 1}`;
  const grey = traceOf(state)?.image?.[pixel];
  return grey === undefined ? place : `${place} is ${grey} of 255 = ${number(grey / 255)}`;
}

/**
 * @param {State} state
 * @param {number} layer
 * @param {number} neuron
 */
function unitTip(state, layer, neuron) {
  const name = capital(unitName(cardOf(state), { layer, neuron }));
  const pass = traceOf(state)?.layers[layer];
  const sums = stepsOf(cardOf(state)).findIndex((step) => step.layer === layer);
  if (!pass || reached(state.at, sums) < 1) return name;
  const z = `z = ${number(pass.z[neuron] ?? 0)}`;
  if (reached(state.at, sums + 1) < 1) return `${name}: ${z}`;
  return `${name}: ${z}, a = ${number(pass.a[neuron] ?? 0)}`;
}

/**
 * @param {State} state
 * @param {{layer: number, neuron: number, input: number}} link
 */
function linkTip(state, { layer, neuron, input }) {
  const card = cardOf(state);
  const weight = state.weights[state.network]?.[layer]?.W[neuron * (card.sizes[layer] ?? 0) + input];
  const name = `From neuron ${input + 1} to neuron ${neuron + 1}`;
  if (weight === undefined) return name;
  const a = traceOf(state)?.layers[layer - 1]?.a[input];
  if (a === undefined || state.lines === "weight") return `${name}: weight ${signed(weight)}`;
  return `${name}: weight ${signed(weight)} × activation ${number(a)} = ${signed(weight * a)}`;
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
