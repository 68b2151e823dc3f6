/**
 * Which connections the stage shows: of whole layers, of what is looked at, of a neuron that is
 * walked through. Pure, and the same objects again until something changes.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Trace} Trace
 * @typedef {import("../types.js").Weights} Weights
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../state/state.js").Target} Target
 * @typedef {import("./links.js").LinkValues} LinkValues
 * @typedef {readonly (Weights | undefined)[]} Loaded  by layer
 * @typedef {Trace | null} Carried  whose activations the weights are multiplied by, if any
 *
 * @typedef {object} Linked
 * @property {number} layer
 * @property {LinkValues} links
 * @property {number} nIn  inputs of the layer
 */

import { readsImage } from "../digit-image.js";
import { weightsOf } from "../state/edits.js";
import { shapeOf } from "../state/maps.js";
import { pathOf } from "../state/path.js";
import { termNow } from "../state/reveal.js";
import { cardOf } from "../state/selectors.js";
import { linksAmong, linksInto, linksOf, linksOutOf, oneLink } from "./links.js";
import { remembering } from "../state/remember.js";
import { where } from "../state/where.js";

/** What the viewer points at, else what was clicked. */
export const lookedAt = remembering(
  /**
   * @param {State["hand"]["hovered"]} hovered
   * @param {State["place"]["selected"]} selected
   * @returns {Target | null}
   */
  (hovered, selected) => hovered ?? (selected && { kind: "unit", ...selected }),
);

/**
 * Every layer behind the image whose weights are there, with its lines once the pass has come to
 * it, and before that (the mesh): by weight, since what they will carry is not known yet.
 */
export const wholeLayers = remembering(
  /**
   * @param {Card} card
   * @param {Loaded} loaded
   * @param {Carried} carried
   * @returns {readonly (Linked & {mesh: LinkValues})[]}
   */
  (card, loaded, carried) =>
    card.layers.flatMap((_, layer) => {
      const W = loaded[layer]?.W;
      if (!W || shapeOf(card, layer) || (layer === 0 && readsImage(card))) return [];
      const links = linksOf(W, inputsOf(carried, layer));
      return [{ layer, nIn: card.sizes[layer] ?? 1, links, mesh: linksOf(W, null) }];
    }),
);

/** The connections of what is looked at: into and out of a neuron, out of a pixel, or just one. */
export const focusOf = remembering(
  /**
   * @param {Target} target
   * @param {Card} card
   * @param {Loaded} loaded
   * @param {Carried} carried
   * @returns {readonly Linked[]}
   */
  (target, card, loaded, carried) => {
    const linked = linker(card, loaded, carried);
    switch (target.kind) {
      case "pixel":
        return linked(0, (W, a, nIn) => linksOutOf(W, a, target.pixel, nIn));
      case "link":
        return linked(target.layer, (W, a, nIn) => oneLink(W, a, target.neuron, target.input, nIn));
      case "unit":
        return [
          ...linked(target.layer, (W, a, nIn) => linksInto(W, a, target.neuron, nIn)),
          ...linked(target.layer + 1, (W, a, nIn) => linksOutOf(W, a, target.neuron, nIn)),
        ];
    }
  },
);

/**
 * The connections of the strongest path, while it is followed.
 *
 * @param {State} state
 * @param {Carried} carried
 */
export function pathLinks(state, carried) {
  return linksAlong(pathOf(state), cardOf(state), weightsOf(state), carried);
}

const linksAlong = remembering(
  /**
   * @param {readonly import("../state/path.js").Stretch[]} path
   * @param {Card} card
   * @param {Loaded} loaded
   * @param {Carried} carried
   */
  (path, card, loaded, carried) => {
    const linked = linker(card, loaded, carried);
    return path.flatMap(({ layer, neuron, input }) =>
      linked(layer, (W, a, nIn) => oneLink(W, a, neuron, input, nIn)));
  },
);

/**
 * The neuron whose sum is walked through.
 *
 * @param {State} state
 */
export function summedUnit(state) {
  return where(state).step.kind === "sums" ? where(state).walked : null;
}

/**
 * The connections whose terms have been added to the sum that is walked through.
 *
 * @param {State} state
 * @param {Carried} carried
 * @returns {readonly Linked[]}
 */
export function addedLinks(state, carried) {
  const unit = summedUnit(state);
  const place = state.place.inner?.place;
  if (!unit || place === undefined || place === "start") return [];
  const order = typeof place === "number" ? (where(state).opened?.order ?? null) : null;
  const n = typeof place === "number" ? place + 1 : Infinity;
  return added(unit.layer, unit.neuron, n, order, cardOf(state), weightsOf(state), carried);
}

const added = remembering(
  /**
   * @param {number} layer
   * @param {number} neuron
   * @param {number} n  of the terms
   * @param {Uint16Array | null} order  of the inputs; without it all of them
   * @param {Card} card
   * @param {Loaded} loaded
   * @param {Carried} carried
   */
  (layer, neuron, n, order, card, loaded, carried) =>
    linker(card, loaded, carried)(layer, (W, a, nIn) => {
      if (!order) return linksInto(W, a, neuron, nIn);
      const index = Uint32Array.from(order.subarray(0, n), (input) => neuron * nIn + input);
      return linksAmong(W, a, index, nIn);
    }),
);

/**
 * The connection whose term was added last.
 *
 * @param {State} state
 * @returns {readonly Linked[]}
 */
export function latestLink(state) {
  const term = termNow(state);
  return term ? latest(term.layer, term.neuron, term.input, cardOf(state), weightsOf(state)) : [];
}

const latest = remembering(
  /**
   * @param {number} layer
   * @param {number} neuron
   * @param {number} input
   * @param {Card} card
   * @param {Loaded} loaded
   */
  (layer, neuron, input, card, loaded) =>
    linker(card, loaded, null)(layer, (W, a, nIn) => oneLink(W, a, neuron, input, nIn)),
);

/**
 * @param {Card} card
 * @param {Loaded} loaded
 * @param {Carried} carried
 * @returns {(
 *   layer: number,
 *   choose: (W: Float32Array, a: Float32Array | null, nIn: number) => LinkValues,
 * ) => Linked[]} none where the layer's weights are not there
 */
function linker(card, loaded, carried) {
  return (layer, choose) => {
    const W = loaded[layer]?.W;
    const nIn = card.sizes[layer] ?? 1;
    if (shapeOf(card, layer)) return []; // windows are drawn instead
    return W ? [{ layer, nIn, links: choose(W, inputsOf(carried, layer), nIn) }] : [];
  };
}

/**
 * @param {Carried} carried
 * @param {number} layer
 * @returns {Float32Array | null}
 */
function inputsOf(carried, layer) {
  return (layer === 0 ? carried?.input : carried?.layers[layer - 1]?.a) ?? null;
}
