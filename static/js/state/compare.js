/**
 * A pass that was kept, A, beside the one on the page, B. Pure.
 *
 * The only arithmetic: differences between activations that the server sent, and their averages.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Trace} Trace
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Work} Work
 *
 * @typedef {{work: Work, trace: Trace}} Pass  everything that went into a pass, and what came out
 * @typedef {{work: Work, trace: Trace | null}} Kept  A; `null` until the server has read one that came with a link
 *
 * @typedef {object} Move  how far a neuron's activation went from A to B
 * @property {number} layer
 * @property {number} neuron
 * @property {number} from  a in A
 * @property {number} to  a in B
 * @property {number} change  to − from
 *
 * @typedef {object} LayerChange
 * @property {number} layer
 * @property {number} average  of the changes' sizes
 * @property {Move} most  of the neuron that moved most
 */

import { isSameImage } from "./drawing.js";
import { traceOf } from "./selectors.js";

/**
 * @param {State} state
 * @returns {Pass | null}  null while there is no pass to keep
 */
export function keptOf(state) {
  const trace = traceOf(state);
  return trace && { work: state.work, trace };
}

/**
 * Whether two networks have as many neurons in each layer, so that neurons can be paired.
 *
 * @param {Card} one
 * @param {Card} other
 */
export function isSameShape(one, other) {
  return one.sizes.join() === other.sizes.join();
}

/**
 * Every neuron, the one that moved most first; equal ones as they stand. Not those of maps, whose activations
 * travel only to be looked at.
 *
 * @param {Trace} a
 * @param {Trace} b  of a network of the same shape
 * @returns {readonly Move[]}
 */
export function movesOf(a, b) {
  const moves = b.layers.flatMap((pass, layer) =>
    Array.from(pass.scale ? [] : pass.a, (to, neuron) => {
      const from = a.layers[layer]?.a[neuron] ?? 0;
      return { layer, neuron, from, to, change: to - from };
    }));
  return moves.sort((one, other) => Math.abs(other.change) - Math.abs(one.change));
}

/**
 * @param {readonly Move[]} moves  the largest first
 * @returns {readonly LayerChange[]}
 */
export function changesOf(moves) {
  const layers = [...new Set(moves.map(({ layer }) => layer))].sort((one, other) => one - other);
  return layers.map((layer) => {
    const own = moves.filter((move) => move.layer === layer);
    const average = own.reduce((sum, { change }) => sum + Math.abs(change), 0) / own.length;
    return { layer, average, most: /** @type {Move} */ (own[0]) };
  });
}

/**
 * What B was made with and A was not, in words.
 *
 * @param {Work} a
 * @param {Work} b
 */
export function differencesOf(a, b) {
  const same = (/** @type {unknown} */ one, /** @type {unknown} */ other) =>
    one === other || JSON.stringify(one) === JSON.stringify(other);
  return [
    a.network !== b.network && "the network",
    (!same(a.drawing, b.drawing) || a.blank !== b.blank || !isSameImage(a.image, b.image)) && "the drawing",
    !same(a.edits, b.edits) && "the edits",
    !same(a.framing, b.framing) && "the framing",
  ].filter((words) => words !== false);
}
