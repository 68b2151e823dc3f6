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
 * @typedef {{kind: "biases" | "activations", layer: number, map?: number, value: number}} AllEdit  all of a layer's;
 *   activations also of one of its maps
 * @typedef {{kind: "noise", layer: number, seed: number, value: number}} NoiseEdit  on a layer's weights;
 *   value: its standard deviation, in units of that of the weights
 * @typedef {AllEdit | NoiseEdit} LayerEdit  made first, whatever else is changed
 * @typedef {ActivationEdit | BiasEdit | WeightEdit | PaintEdit | LayerEdit} Edit
 */

import { withChange } from "./change.js";
import { biasIndex, weightIndex } from "./kernels.js";
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
export function weightsOf({ cards, weights, work }) {
  return edited(work.weights ?? weights[work.network] ?? NOT_LOADED, work.edits, cards.find(({ name }) => name === work.network));
}

/** @type {readonly (Weights | undefined)[]} */
const NOT_LOADED = [];

export const edited = remembering(
  /**
   * @param {readonly (Weights | undefined)[]} layers
   * @param {readonly Edit[]} edits
   * @param {import("../types.js").Card} [card]  of a network that may have kernels
   * @returns {readonly (Weights | undefined)[]}  the same ones where there are no edits
   */
  (layers, edits, card) => {
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
      const { layer, neuron } = edit;
      const at = (/** @type {number} */ input) =>
        card ? weightIndex(card, layer, neuron, input) : neuron * (copy.W.length / copy.b.length) + input;
      if (edit.kind === "bias") copy.b[card ? biasIndex(card, layer, neuron) : neuron] = edit.value;
      else if (edit.kind === "weight") copy.W[at(edit.input)] = edit.value;
      else if (edit.kind === "weights") edit.inputs.forEach((input, k) => (copy.W[at(input)] = edit.values[k] ?? 0));
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
 * The edit that holds a neuron's activation, alone, with its map or with its whole layer.
 *
 * @param {Pick<State, "cards" | "work">} state
 * @param {Unit} unit
 */
export function pinAt({ cards, work: { edits, network } }, { layer, neuron }) {
  const card = cards.find(({ name }) => name === network);
  const map = card && biasIndex(card, layer, neuron);
  const pin = edits.find((edit) => edit.kind === "activation" && edit.layer === layer && edit.neuron === neuron)
    ?? edits.findLast((edit) => edit.kind === "activations" && edit.layer === layer && (edit.map ?? map) === map);
  return pin?.kind === "activation" || pin?.kind === "activations" ? pin : null;
}

/**
 * The value at which an edit holds it.
 *
 * @param {Pick<State, "cards" | "work">} state
 * @param {Unit} unit
 * @returns {number | null}
 */
export function heldAt(state, unit) {
  return pinAt(state, unit)?.value ?? null;
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
  return `${kind} ${layer} ${"neuron" in rest ? rest.neuron : ""} ${"input" in rest ? rest.input : ""} ${"map" in rest ? rest.map : ""}`;
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
