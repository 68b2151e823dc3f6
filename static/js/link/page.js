/**
 * The main page's moment in its address.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../state/state.js").Action} Action
 */

import { momentOf, placeOf } from "../state/moment.js";
import { cardOf } from "../state/selectors.js";
import { decodeLink, encodeLink } from "./link.js";

/** @param {{get: () => State, dispatch: (action: Action) => void}} store */
export function pageCodec({ get, dispatch }) {
  return {
    write: (/** @type {State} */ state) => encodeLink(momentOf(state), cardOf(state)),
    placeOf: (/** @type {State} */ state) => JSON.stringify(placeOf(momentOf(state))),
    isAtRest: (/** @type {State} */ { hand: { penDown, playing, at }, place: { step } }) => !penDown && !playing && at === step,

    /**
     * @param {string} fragment
     * @param {boolean} placeOnly
     * @param {boolean} [isLent]  the drawing is somebody else's: the first stroke replaces it, as it does a sample
     */
    open(fragment, placeOnly, isLent = false) {
      const read = decodeLink(fragment, get().cards, cardOf(get()));
      if (!read) return null;
      const { moment } = read;
      const lent = { ...moment, work: { ...moment.work, sample: Boolean(moment.work.drawing?.length) } };
      dispatch({ type: "restored", moment: placeOnly ? placeOf(moment) : isLent ? lent : moment });
      if (read.unread.length) dispatch({ type: "set", line: { note: noteOf(read.unread) } });
      return moment;
    },
  };
}

/** @param {readonly string[]} unread */
function noteOf(unread) {
  const words = unread.length > 1 ? `${unread.slice(0, -1).join(", ")} and ${unread.at(-1)}` : unread[0];
  return `This link was changed, or made by another version of the page. Not read: ${words}. The rest is as it was.`;
}
