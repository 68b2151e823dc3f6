/**
 * Changes to a network, made on the page and read by the server. The original is never altered:
 * each question carries its edits along. Pure.
 *
 * @typedef {import("../types.js").Unit} Unit
 * @typedef {import("../types.js").Weights} Weights
 * @typedef {import("./state.js").State} State
 *
 * @typedef {{kind: "activation", layer: number, neuron: number, value: number}} ActivationEdit
 *   the neuron's activation, whatever its sum; 0 silences it
 * @typedef {{kind: "bias", layer: number, neuron: number, value: number}} BiasEdit
 * @typedef {{kind: "weight", layer: number, neuron: number, input: number, value: number}} WeightEdit
 * @typedef {object} PaintEdit  some of a neuron's weights, painted
 * @property {"weights"} kind
 * @property {number} layer
 * @property {number} neuron
 * @property {readonly number[]} inputs
 * @property {readonly number[]} values  one for each of the inputs
 * @typedef {{kind: "biases" | "activations", layer: number, value: number}} AllEdit  all of a layer's
 * @typedef {{kind: "noise", layer: number, seed: number, value: number}} NoiseEdit  on a layer's weights;
 *   value: its standard deviation, in units of that of the weights
 * @typedef {AllEdit | NoiseEdit} LayerEdit  made first, whatever else is changed
 * @typedef {ActivationEdit | BiasEdit | WeightEdit | PaintEdit | LayerEdit} Edit
 */

import { withChange } from "./change.js";
import { addNoise } from "./noise.js";
import { remembering } from "./remember.js";

export const MOST_EDITS = 2000; // in one question, as in docs/wire.md
export const MOST_NOISE = 10; // spreads, as in docs/wire.md
export const MOST_SEED = 999_999; // of noise
export const LARGEST = 3.4028234663852886e38; // of float32

/**
 * The chosen network's weights with its edits, by layer; `undefined` where they are not loaded.
 *
 * @param {State} state
 */
export function weightsOf({ weights, work }) {
  return edited(work.weights ?? weights[work.network] ?? NOT_LOADED, work.edits);
}

/** @type {readonly (Weights | undefined)[]} */
const NOT_LOADED = [];

export const edited = remembering(
  /**
   * @param {readonly (Weights | undefined)[]} layers
   * @param {readonly Edit[]} edits
   * @returns {readonly (Weights | undefined)[]}  the same ones where there are no edits
   */
  (layers, edits) => {
    if (!edits.some(changesWeights)) return layers;
    const copies = layers.slice();
    for (const edit of inOrder(edits)) {
      const original = layers[edit.layer];
      if (!original || !changesWeights(edit)) continue;
      if (copies[edit.layer] === original) {
        copies[edit.layer] = { W: original.W.slice(), b: original.b.slice() };
      }
      const copy = /** @type {Weights} */ (copies[edit.layer]);
      if (edit.kind === "noise") addNoise(copy.W, original.W, edit);
      if (edit.kind === "biases") copy.b.fill(edit.value);
      if (isOfLayer(edit)) continue;
      const row = edit.neuron * (copy.W.length / copy.b.length);
      if (edit.kind === "bias") copy.b[edit.neuron] = edit.value;
      else if (edit.kind === "weight") copy.W[row + edit.input] = edit.value;
      else if (edit.kind === "weights") edit.inputs.forEach((input, k) => (copy.W[row + input] = edit.values[k] ?? 0));
    }
    return copies;
  },
);

/** @param {Edit} edit */
function changesWeights({ kind }) {
  return kind !== "activation" && kind !== "activations";
}

/**
 * @param {Edit} edit
 * @returns {edit is LayerEdit}
 */
export function isOfLayer(edit) {
  return !("neuron" in edit);
}

/**
 * The edits in the order in which they are made: what is done to whole layers first.
 *
 * @param {readonly Edit[]} edits
 */
export function inOrder(edits) {
  return [...edits.filter(isOfLayer), ...edits.filter((edit) => !isOfLayer(edit))];
}

/**
 * The edit that holds a neuron's activation, alone or with its whole layer.
 *
 * @param {import("./state.js").Work} work
 * @param {Unit} unit
 */
export function pinAt({ edits }, { layer, neuron }) {
  const pin = edits.find((edit) => edit.kind === "activation" && edit.layer === layer && edit.neuron === neuron)
    ?? edits.find((edit) => edit.kind === "activations" && edit.layer === layer);
  return pin?.kind === "activation" || pin?.kind === "activations" ? pin : null;
}

/**
 * The value at which an edit holds it.
 *
 * @param {import("./state.js").Work} work
 * @param {Unit} unit
 * @returns {number | null}
 */
export function heldAt(work, unit) {
  return pinAt(work, unit)?.value ?? null;
}

/**
 * The edits with one more, which replaces any of the same number; what is painted over a neuron's
 * grid stays one edit.
 *
 * @param {readonly Edit[]} edits
 * @param {Edit} edit
 * @returns {readonly Edit[]}
 */
export function withEdit(edits, edit) {
  const before = edits.find((each) => target(each) === target(edit));
  const others = edits.filter((each) => each !== before);
  if (before?.kind !== "weights" || edit.kind !== "weights") return [...others, edit];
  const painted = new Map(before.inputs.map((input, k) => [input, before.values[k] ?? 0]));
  edit.inputs.forEach((input, k) => painted.set(input, edit.values[k] ?? 0));
  return [...others, { ...edit, inputs: [...painted.keys()], values: [...painted.values()] }];
}

/** @param {Edit} edit */
function target({ kind, layer, ...rest }) {
  return `${kind} ${layer} ${"neuron" in rest ? rest.neuron : ""} ${"input" in rest ? rest.input : ""}`;
}

/**
 * A number as people type it, be it with a true minus sign or a decimal comma.
 *
 * @param {string} text
 * @returns {number}  NaN where it is not one
 */
export function typedNumber(text) {
  return Number(text.trim().replaceAll("−", "-").replace(",", ".") || NaN);
}

/**
 * A typed number as the network will have it.
 *
 * @param {string} text
 * @returns {number | null}  null where it is no number within float32
 */
export function readNumber(text) {
  const value = typedNumber(text);
  return Math.abs(value) <= LARGEST ? Math.fround(value) : null; // NaN is not
}

/**
 * @param {State} state
 * @param {readonly Edit[]} edits  of the chosen network
 * @returns {State}
 */
export function withEdits(state, edits) {
  return withChange(state, { work: { edits }, line: { error: null } });
}

/**
 * Another network, with the edits that it had when it was left.
 *
 * @param {State} state
 * @param {string} network
 * @returns {State}
 */
export function withNetwork(state, network) {
  const { edits, work } = state;
  if (network === work.network) return state;
  return withChange(state, { edits: { [work.network]: work.edits }, work: { network, edits: edits[network] ?? [] } });
}
