/**
 * An edit of the network in words. Pure.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../state/edits.js").Edit} Edit
 */

import { number, signed } from "./format.js";
import { unitName } from "./names.js";

/**
 * @param {Card} card
 * @param {Edit} edit
 */
export function editInWords(card, edit) {
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
