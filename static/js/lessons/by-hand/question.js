/**
 * What the lesson asks about its network.
 *
 * @typedef {import("../../state/state.js").State} Pass
 * @typedef {import("../../kit/written.js").Opened} Opened
 */

import { cardOf } from "../../state/selectors.js";
import { encodeNetwork } from "../../wire/network.js";

/**
 * @param {Pass} pass
 * @param {readonly number[]} [vector]  another input than the one of the pass
 * @returns {import("../../kit/numbers.js").Question}
 */
export function questionOf(pass, vector = pass.work.vector ?? []) {
  return { network: encodeNetwork(cardOf(pass), pass.work.weights ?? []), input: { vector } };
}

/**
 * @param {import("../../kit/lesson.js").Numbers} numbers
 * @param {Pass} pass
 * @param {Pass["place"]["order"]} [order]
 * @returns {readonly (readonly Opened[])[] | null}  every neuron, by layer; null until all are there
 */
export function openedOf(numbers, pass, order = pass.place.order) {
  const question = questionOf(pass);
  const opened = cardOf(pass).layers.map(({ outputs }, layer) =>
    Array.from({ length: outputs }, (_, neuron) => numbers.opened(question, layer, neuron, order)));
  return opened.flat().includes(null) ? null : /** @type {Opened[][]} */ (opened);
}
