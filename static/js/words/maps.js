/**
 * What the page says about layers of maps. Every figure is the server's own, of the place that it
 * opened. Pure.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Explanation} Explanation
 * @typedef {import("../types.js").Unit} Unit
 * @typedef {import("../state/state.js").State} State
 */

import { count, number } from "./format.js";
import { placeIn, shapeOf } from "../state/maps.js";

/**
 * "12 maps of 24 × 24"
 *
 * @param {Card} card
 * @param {number} layer
 */
export function mapsInWords(card, layer) {
  const [maps, height, width] = shapeOf(card, layer) ?? [0, 0, 0];
  return `${maps === 1 ? "one map" : `${maps} maps`} of ${height} × ${width}`;
}

/**
 * What a layer of maps does.
 *
 * @param {Card} card
 * @param {number} layer
 */
export function mapsSentence(card, layer) {
  const { type, kernel, side = 1, image: [before] = [1] } = card.layers[layer] ?? {};
  if (!kernel) {
    return type === "max-pool2d"
      ? `Of each square of ${side} × ${side} numbers the largest stays; the others are forgotten.`
      : `Each square of ${side} × ${side} numbers becomes their mean.`;
  }
  const over = before === 1 ? "the picture" : `the ${before} maps before it`;
  return `Each map slides one window of ${kernel.join(" × ")} weights over ${over}: the same weights at every place.`;
}

/**
 * The place of a walk through maps.
 *
 * @param {State} state
 * @param {Card} card
 * @param {Unit} unit
 */
export function mapPlaceName({ place: { granularity, inner } }, card, { layer, neuron }) {
  const shape = shapeOf(card, layer);
  if (!shape || granularity === "term") return null;
  const { map, row, column } = placeIn(shape, neuron);
  const where = `map ${map + 1} of ${shape[0]}`;
  if (granularity === "map") return inner?.place === "bias" ? `${where}, the weighted sums` : where;
  return `${where}, row ${row + 1}, column ${column + 1}`;
}

/**
 * @param {State} state  walking through maps, not by terms of a sum
 * @param {Card} card
 * @param {Unit} unit
 * @param {Explanation | null} opened
 */
export function mapPlaceSentence({ place: { granularity, inner } }, card, { layer }, opened) {
  const { type, kernel } = card.layers[layer] ?? {};
  if (granularity === "map") {
    if (!kernel) return mapsSentence(card, layer);
    const [, height, width] = shapeOf(card, layer) ?? [0, 0, 0];
    return inner?.place === "bias"
      ? `Its window has stopped at ${count(height * width)} places: blue where the sum z is positive, red where it is negative.`
      : "Each sum z has become its activation: the brighter, the more it has found what it looks for.";
  }
  if (!opened) return "The server is opening this place.";
  const { z, a, decimals_for_a: decimals } = opened.shown;
  if (kernel) {
    return `${count(opened.terms.length)} products and the bias add up to z = ${number(z, opened.shown.decimals)}, which becomes a = ${number(a)}.`;
  }
  const values = Array.from(opened.inputs, (value) => number(value));
  const listed = `${values.slice(0, -1).join(", ")} and ${values.at(-1)}`;
  return type === "max-pool2d"
    ? `Of ${listed} the largest stays, ${number(z, decimals)}; what the others were is forgotten.`
    : `The mean of ${listed} is ${number(z, decimals)}.`;
}
