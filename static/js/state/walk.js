/**
 * The places inside a step, where Next and Back go neuron by neuron or term by term. Pure.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Explanation} Explanation
 * @typedef {import("./steps.js").Step} Step
 *
 * @typedef {"layer" | "map" | "neuron" | "term"} Granularity  a network without maps has none to go by
 *
 * @typedef {"start" | number | "zeros" | "bias" | "f"} Place
 *   what has just been added to the neuron's sum: nothing yet, a term by its rank in the chosen
 *   order, all terms that are 0 at once, the bias; at "f" the sum has become the activation
 *
 * @typedef {object} Inner  a place inside a step
 * @property {number} neuron
 * @property {Place} place
 *
 * @typedef {object} Walk  through one step
 * @property {number} n  neurons
 * @property {number} stride  neurons that are shown together: those of a map, else one
 * @property {Place} from  each neuron's first place
 * @property {Place} to  each neuron's last place
 */

import { hasMaps, neuronsOf, shapeOf } from "./maps.js";

export const GRANULARITIES = /** @type {const} */ (["layer", "map", "neuron", "term"]);

/**
 * What Next can go by.
 *
 * @param {Card} card
 */
export function granularitiesOf(card) {
  return GRANULARITIES.filter((each) => each !== "map" || hasMaps(card));
}

/**
 * A neuron's sum and then its activation are shown at two steps, as the layer's are; term by term,
 * each neuron is followed from its first term to its activation, and the layer's activations come
 * afterwards. A layer of maps has one step, in which each neuron comes to its activation; map by map,
 * sums are shown first where there is a function between the two. A pool chooses, term by term or at once.
 *
 * @param {Card} card
 * @param {Step | undefined} step
 * @param {Granularity} granularity
 * @returns {Walk | null} null where the step is one place
 */
export function walkOf(card, step, granularity) {
  if (!step || step.layer === null || granularity === "layer") return null;
  const n = neuronsOf(card, step.layer);
  if (step.kind === "maps") return walkOfMaps(card, step.layer, n, granularity);
  if (granularity === "map") return null;
  if (granularity === "term") return step.kind === "sums" ? { n, stride: 1, from: "start", to: "f" } : null;
  const place = step.kind === "sums" ? "bias" : "f";
  return { n, stride: 1, from: place, to: place };
}

/**
 * @param {Card} card
 * @param {number} layer
 * @param {number} n
 * @param {Granularity} granularity
 * @returns {Walk}
 */
function walkOfMaps(card, layer, n, granularity) {
  const [maps] = shapeOf(card, layer) ?? [n];
  const stride = granularity === "map" ? n / maps : 1;
  const isSum = card.layers[layer]?.kernel !== undefined;
  const from = !isSum || granularity === "neuron" ? "f" : granularity === "map" ? "bias" : "start";
  return { n, stride, from, to: "f" };
}

/**
 * @param {Walk} walk
 * @param {number} [neuron]
 * @returns {Inner}
 */
export function firstInner({ from, stride }, neuron = 0) {
  return { neuron: neuron - (neuron % stride), place: from };
}

/**
 * @param {Walk} walk
 * @returns {Inner}
 */
export function lastInner({ n, stride, to }) {
  return { neuron: n - stride, place: to };
}

/**
 * @param {Inner} inner
 * @param {Walk} walk
 * @param {Explanation | null} opened  the neuron, where the server has opened it
 * @returns {Inner | null} null at the end of the step
 */
export function innerAfter({ neuron, place }, walk, opened) {
  if (place !== walk.to) return { neuron, place: placeAfter(place, opened) };
  return neuron + walk.stride < walk.n ? firstInner(walk, neuron + walk.stride) : null;
}

/**
 * @param {Inner} inner
 * @param {Walk} walk
 * @param {Explanation | null} opened
 * @returns {Inner | null} null at the beginning of the step
 */
export function innerBefore({ neuron, place }, walk, opened) {
  if (place !== walk.from) return { neuron, place: placeBefore(place, opened) };
  return neuron > 0 ? { neuron: neuron - walk.stride, place: walk.to } : null;
}

/**
 * Whether the next place depends on terms that are not there yet.
 *
 * @param {Inner | null} inner
 * @param {Walk | null} walk
 * @param {"next" | "back"} way
 */
export function needsTerms(inner, walk, way) {
  if (!inner || walk?.from !== "start") return false;
  const end = way === "next" ? "bias" : "start";
  return inner.place !== "f" && inner.place !== end;
}

/**
 * @param {Place} place
 * @param {Explanation | null} opened
 * @returns {Place}
 */
function placeAfter(place, opened) {
  switch (place) {
    case "bias":
      return "f";
    case "zeros":
      return "bias";
    default: {
      const rank = place === "start" ? 0 : Number(place) + 1;
      if (rank < countTerms(opened)) return rank;
      return opened?.n_zero ? "zeros" : "bias";
    }
  }
}

/**
 * @param {Place} place
 * @param {Explanation | null} opened
 * @returns {Place}
 */
function placeBefore(place, opened) {
  const last = countTerms(opened) - 1;
  const beforeZeros = last < 0 ? "start" : last;
  switch (place) {
    case "f":
      return "bias";
    case "bias":
      return opened?.n_zero ? "zeros" : beforeZeros;
    case "zeros":
      return beforeZeros;
    default:
      return Number(place) > 0 ? Number(place) - 1 : "start";
  }
}

/**
 * The terms that are not 0: those that have a place of their own.
 *
 * @param {Explanation | null} opened
 */
export function countTerms(opened) {
  return opened ? opened.terms.length - opened.n_zero : 0;
}

/**
 * The same place after the terms have changed, or the last one that still exists.
 *
 * @param {Inner} inner
 * @param {Explanation} opened
 * @returns {Inner}
 */
export function within(inner, opened) {
  const { neuron, place } = inner;
  const n = countTerms(opened);
  if (typeof place === "number" && place >= n) return { neuron, place: n > 0 ? n - 1 : "start" };
  if (place === "zeros" && opened.n_zero === 0) return { neuron, place: "bias" };
  return inner;
}

/**
 * How much of a step's walk is done, 0 up to 1.
 *
 * @param {Inner} inner
 * @param {Walk} walk
 * @param {Explanation | null} opened
 */
export function shareDone({ neuron, place }, walk, opened) {
  const places = countTerms(opened) + 4; // start, zeros, bias, f
  const passed =
    place === "start" ? 0
    : typeof place === "number" ? place + 1
    : places - { zeros: 3, bias: 2, f: 1 }[place];
  const share = walk.from === walk.to ? 0 : walk.from === "bias" ? Number(place === "f") / 2 : passed / places;
  return (neuron + share * walk.stride) / walk.n;
}

/**
 * The neuron at a share of the step's walk.
 *
 * @param {Walk} walk
 * @param {number} share  0 to 1
 */
export function innerAt(walk, share) {
  return firstInner(walk, Math.min(walk.n - 1, Math.max(0, Math.floor(share * walk.n + 1e-9))));
}
