/**
 * An edit of the network in words. Pure.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../state/edits.js").Edit} Edit
 */

import { isOfLayer } from "../state/edits.js";
import { number, signed } from "./format.js";
import { layerName, unitName } from "./names.js";

/**
 * @param {Card} card
 * @param {Edit} edit
 */
export function editInWords(card, edit) {
  if (isOfLayer(edit)) return ofLayerInWords(layerName(card, edit.layer), edit);
  const name = unitName(card, edit);
  switch (edit.kind) {
    case "activation":
      return edit.value === 0 ? `${name} silenced` : `${name} held at a = ${number(edit.value)}`;
    case "bias":
      return `bias of ${name} = ${signed(edit.value)}`;
    case "weight":
      return `weight ${edit.input + 1} of ${name} = ${signed(edit.value)}`;
    case "weights":
      return `${edit.inputs.length} weights of ${name} painted`;
  }
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
