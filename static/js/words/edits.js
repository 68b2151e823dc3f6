/**
 * An edit of the network in words. Pure.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../state/edits.js").Edit} Edit
 */

import { isOfLayer } from "../state/edits.js";
import { biasIndex, inKernel, placesOf } from "../state/kernels.js";
import { count, number, signed } from "./format.js";
import { kernelPlace, layerName, mapName, unitName } from "./names.js";

/**
 * @param {Card} card
 * @param {Edit} edit
 */
export function editInWords(card, edit) {
  if (isOfLayer(edit)) {
    const map = "map" in edit ? edit.map : undefined;
    return ofLayerInWords(map === undefined ? layerName(card, edit.layer) : mapName(card, edit.layer, map), edit);
  }
  const name = unitName(card, edit);
  const places = placesOf(card, edit.layer);
  const sharer = places === 1 ? name : mapName(card, edit.layer, biasIndex(card, edit.layer, edit.neuron));
  const at = places === 1 ? "" : `, at ${count(places)} places`;
  switch (edit.kind) {
    case "activation":
      return edit.value === 0 ? `${name} silenced` : `${name} held at a = ${number(edit.value)}`;
    case "bias":
      return `bias of ${sharer} = ${signed(edit.value)}${at}`;
    case "weight":
      return `weight ${weightName(card, edit)} of ${sharer} = ${signed(edit.value)}${at}`;
    case "weights":
      return `${edit.inputs.length} weights of ${sharer} painted${at}`;
  }
}

/**
 * A weight by its input's number, or by its place in the kernel.
 *
 * @param {Card} card
 * @param {import("../state/edits.js").WeightEdit} edit
 */
function weightName(card, { layer, neuron, input }) {
  const found = inKernel(card, layer, neuron, input);
  if (!found) return `${input + 1}`;
  const place = kernelPlace(card, layer, found);
  return `(${place.startsWith("map") ? "from " : ""}${place})`;
}

/**
 * @param {string} name  of the layer
 * @param {import("../state/edits.js").LayerEdit} edit
 */
function ofLayerInWords(name, { kind, value }) {
  switch (kind) {
    case "biases":
      return value === 0 ? `${name} without biases` : `all biases of ${name} = ${signed(value)}`;
    case "activations":
      return value === 0 ? `${name} silenced` : `${name} held at a = ${number(value)}`;
    case "noise":
      return `noise on the weights of ${name}: ${number(value, 1)} of their spread`;
  }
}
