/**
 * What the neurons of a vote read: their weights as small pictures, to reason from.
 *
 * @typedef {import("../../wire/rooms.js").Vote} Vote
 */

import { weightGrid } from "../../parts/explore/predict.js";
import { weightsOf } from "../../state/edits.js";
import { layerOf, neuronOf } from "./words.js";

/**
 * The weights that a vote about neurons of the first layer is about.
 *
 * @param {Vote} vote
 * @param {import("../host.js").Host} host
 * @param {string | undefined} network  that the class is shown
 * @returns {Float32Array | null}  null where it is about none, or this page has them not
 */
export function weightsAsked(vote, { desk }, network) {
  const state = desk?.get();
  if (!state || layerOf(vote) !== 0 || state.work.network !== network) return null;
  return weightsOf(state)[0]?.W ?? null;
}

/**
 * @param {string} label  of a choice: "Neuron 5"
 * @param {Float32Array | null} W  (n_out, 784), row by row
 * @param {import("../../scene/colour.js").Palette} palette
 * @returns {Node[]}
 */
export function picturesOf(label, W, palette) {
  return W ? [weightGrid(W, neuronOf(label), palette)] : [];
}
