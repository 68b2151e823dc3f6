/**
 * The strongest path from a neuron back to the pixels: at each neuron, the input whose
 * weight × activation is largest, up or down. Products of numbers that the server sent; no sums.
 *
 * @typedef {import("../types.js").Trace} Trace
 * @typedef {import("../types.js").Unit} Unit
 * @typedef {import("../types.js").Weights} Weights
 * @typedef {import("./state.js").State} State
 *
 * @typedef {object} Stretch  of the path: one connection
 * @property {number} layer  of the neuron that it leads into
 * @property {number} neuron
 * @property {number} input  the neuron of the layer before, or the pixel
 * @property {number} weight
 * @property {number} value  of the input
 * @property {number} term  weight × value
 */

import { weightsOf } from "./edits.js";
import { remembering } from "./remember.js";
import { toldOf } from "./reveal.js";
import { hasMaps } from "./maps.js";
import { cardOf, traceOf, unitKey } from "./selectors.js";
import { inputOfTerm } from "./terms.js";
import { where } from "./where.js";

/** @type {readonly Stretch[]} */
const NONE = [];

/**
 * From the neuron in focus; empty before its step, and while another tool is beside the stage.
 *
 * @param {State} state
 * @returns {readonly Stretch[]}  from the neuron to the pixel
 */
export function pathOf(state) {
  const trace = traceOf(state);
  if (state.place.tool !== "path" || !trace) return NONE;
  const { focus } = where(state);
  if (!focus || toldOf(state, focus) === null) return NONE;
  if (hasMaps(cardOf(state))) return openedPath(state, focus);
  return strongestPath(focus.layer, focus.neuron, trace, weightsOf(state));
}

/**
 * Through maps the path goes by what the server opened, since their activations travel only to be looked at.
 *
 * @param {State} state
 * @param {Unit} from
 * @returns {readonly Stretch[]}  as far as it is known
 */
function openedPath(state, from) {
  /** @type {Stretch[]} */
  const path = [];
  for (let unit = from; unit.layer >= 0;) {
    const opened = state.answers.explanations[unitKey(unit)];
    const stretch = opened && strongestOf(opened);
    if (!stretch) break;
    path.push(stretch);
    unit = { layer: unit.layer - 1, neuron: stretch.input };
  }
  return path;
}

/**
 * The neuron that is to be opened for the path to go on.
 *
 * @param {State} state
 * @returns {Unit | null}
 */
export function pathAhead(state) {
  if (state.place.tool !== "path" || !hasMaps(cardOf(state))) return null;
  const last = pathOf(state).at(-1);
  return last && last.layer > 0 ? { layer: last.layer - 1, neuron: last.input } : null;
}

/**
 * @param {import("../types.js").Explanation} opened
 * @returns {Stretch | null}  null where nothing flows into the neuron
 */
function strongestOf(opened) {
  const { layer, neuron, terms, weights, inputs } = opened;
  let best = 0;
  terms.forEach((term, k) => {
    if (Math.abs(term) > Math.abs(terms[best] ?? 0)) best = k;
  });
  if (!terms[best]) return null;
  const [weight, value, term] = [weights[best] ?? 0, inputs[best] ?? 0, terms[best] ?? 0];
  return { layer, neuron, input: inputOfTerm(opened, best), weight, value, term };
}

export const strongestPath = remembering(
  /**
   * @param {number} layer
   * @param {number} neuron
   * @param {Trace} trace
   * @param {readonly (Weights | undefined)[]} weights  the path ends where they are not loaded
   * @returns {readonly Stretch[]}
   */
  (layer, neuron, trace, weights) => {
    /** @type {Stretch[]} */
    const path = [];
    for (let [k, unit] = [layer, neuron]; k >= 0; k -= 1) {
      const values = k > 0 ? trace.layers[k - 1]?.a : trace.input;
      const W = weights[k]?.W;
      const stretch = W && values && strongestInto(W, values, k, unit);
      if (!stretch) break; // nothing flows into this neuron
      path.push(stretch);
      unit = stretch.input;
    }
    return path;
  },
);

/**
 * @param {Float32Array} W  (n_out, n_in)
 * @param {Float32Array} values  (n_in,)
 * @param {number} layer
 * @param {number} neuron
 * @returns {Stretch | null}
 */
function strongestInto(W, values, layer, neuron) {
  /** @type {Stretch | null} */
  let best = null;
  for (let input = 0; input < values.length; input += 1) {
    const weight = W[neuron * values.length + input] ?? 0;
    const value = values[input] ?? 0;
    const term = weight * value;
    if (Math.abs(term) > Math.abs(best?.term ?? 0)) best = { layer, neuron, input, weight, value, term };
  }
  return best;
}
