/**
 * What the tip beside the pointer says, in one line or two. Pure.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../state/state.js").Target} Target
 */

import { greyOf } from "../digit-image.js";
import { weightsOf } from "../state/edits.js";
import { weightIndex } from "../state/kernels.js";
import { capital, exact, factors, number, plus, signed } from "./format.js";
import { inputName, neuronName, outputName, unitName } from "./names.js";
import { toldOf } from "../state/reveal.js";
import { cardOf, figuresOf, traceOf } from "../state/selectors.js";
import { where } from "../state/where.js";

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
  const name = capital(inputName(cardOf(state), 0, pixel));
  const trace = inputIsRead(state) ? traceOf(state) : null;
  const value = trace?.input[pixel];
  if (value !== undefined && trace?.shape.length === 1) return `${name}
${exact(value)}`;
  const place = `${name}: input ${pixel + 1}`;
  return value === undefined ? place : `${place}\n${greyOf(value)} of 255 = ${number(value)}`;
}

/**
 * @param {State} state
 * @param {number} layer
 * @param {number} neuron
 */
function unitTip(state, layer, neuron) {
  const name = capital(unitName(cardOf(state), { layer, neuron }));
  const figures = figuresOf(state, { layer, neuron });
  if (!figures) return name;
  const z = `z = ${number(figures.z)}`;
  switch (toldOf(state, { layer, neuron })) {
    case "activation":
      return `${name}\n${z}, a = ${number(figures.a)}`;
    case "sum":
      return `${name}\n${z}`;
    case "part":
      return name;
    default:
      return `${name}\nnot reached yet`;
  }
}

/**
 * @param {State} state
 * @param {{layer: number, neuron: number, input: number}} link
 */
function linkTip(state, { layer, neuron, input }) {
  const card = cardOf(state);
  const weight = weightsOf(state)[layer]?.W[weightIndex(card, layer, neuron, input)];
  const from = layer === 0 ? inputName(card, 0, input) : unitName(card, { layer: layer - 1, neuron: input });
  const name = `${capital(from)} → ${outputName(card, { layer, neuron }) ?? neuronName(card, { layer, neuron })}`;
  if (weight === undefined) return name;
  const a = inputOf(state, layer, input);
  if (a === undefined || state.place.lines === "weight") return `${name}\nweight ${signed(weight)}`;
  const carried = layer === 0 ? "input" : "activation";
  const [w, x] = factors(weight, a, weight * a);
  return `${name}\nweight ${plus(w)} × ${carried} ${x} = ${signed(weight * a)}`;
}

/** @param {State} state */
function inputIsRead(state) {
  return state.place.step >= where(state).steps.findIndex(({ kind }) => kind === "inputs");
}

/**
 * What a connection carries, once the pass has come to it.
 *
 * @param {State} state
 * @param {number} layer  that it leads into
 * @param {number} input
 */
function inputOf(state, layer, input) {
  const trace = traceOf(state);
  if (layer > 0) {
    const told = toldOf(state, { layer: layer - 1, neuron: input });
    return told === "activation" ? figuresOf(state, { layer: layer - 1, neuron: input })?.a : undefined;
  }
  return inputIsRead(state) ? trace?.input[input] : undefined;
}
