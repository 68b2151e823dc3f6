/**
 * A pass through a network of the page's own ↔ a part of a lesson's link: its input, its numbers, and where it stands,
 * which is written as in a link to the main page. Pure.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../state/state.js").State} State
 */

import { decodeLink, encodeLink } from "../link/link.js";
import { momentOf, restored } from "../state/moment.js";
import { cardOf } from "../state/selectors.js";
import { initialState } from "../state/state.js";
import { listOf, numberIn } from "../link/fields.js";
import { numbersFrom, weightsFrom } from "./toy.js";

/**
 * A pass at its first step, that goes term by term in the order of the inputs.
 *
 * @param {readonly Card[]} cards
 * @param {string} network  the name of one of them
 * @param {readonly number[]} vector
 * @param {readonly number[]} numbers  that the network learns
 * @returns {State}
 */
export function passFrom(cards, network, vector, numbers) {
  const card = cards.find(({ name }) => name === network);
  if (!card) throw new Error(`expected one of the lesson’s networks, found ${network}`);
  return initialState(cards, {
    work: { network, vector, weights: weightsFrom(card, numbers) },
    place: { step: 0, granularity: "term", order: "index", panel: "terms" }, hand: { at: 0 },
  });
}

/**
 * @param {readonly Card[]} cards
 * @param {number} largest  magnitude of a number
 * @returns {import("../link/fields.js").Field<State>}
 */
export function passField(cards, largest) {
  const number = numberIn(-largest, largest);
  const list = (/** @type {number} */ n) => listOf(number, n);
  const [first] = cards;
  if (!first) throw new Error("expected at least one network, found none");

  return {
    write(pass) {
      const card = cardOf(pass);
      const { vector = [], weights = [] } = pass.work;
      // "&" and "=" are the link's own.
      const place = encodeLink(momentOf(pass), card).replaceAll("&", ",").replaceAll("=", ":");
      return [list(0).write(vector), list(0).write(numbersFrom(weights)), place].join("~");
    },
    read(text) {
      const [vectorText = "", numbersText = "", place = "", ...rest] = text.split("~");
      const link = decodeLink(place.replaceAll(",", "&").replaceAll(":", "="), cards, first);
      const card = cards.find(({ name }) => name === link?.moment.work.network);
      if (!link || link.unread.length || !card || rest.length) return undefined;
      const vector = list(card.sizes[0] ?? 0).read(vectorText);
      const numbers = list(card.n_parameters).read(numbersText);
      return vector && numbers && restored(passFrom(cards, card.name, vector, numbers), link.moment);
    },
  };
}
