/**
 * Keeps the address a link to the moment, and goes where an address leads.
 *
 * Back and Undo each do one thing. A deliberate act of looking (another network, step, neuron,
 * view) makes an entry in the browser's history, and Back returns to it; the drawing stays
 * as it is, since Undo is there for it: what is drawn only changes the entry that is there. Steps
 * that follow each other quickly, and a pass that plays, make one entry, when they come to rest.
 * An address that somebody typed, pasted or opened brings back everything that it holds.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../state/state.js").Action} Action
 */

import { cardOf } from "../state/selectors.js";
import { decodeLink, encodeLink } from "./link.js";
import { momentOf, placeOf } from "../state/moment.js";

const REST = 400; // ms; browsers take about three changes of the address a second

/**
 * @param {{
 *   get: () => State,
 *   dispatch: (action: Action) => void,
 *   subscribe: (listener: () => void) => unknown,
 * }} store
 * @param {{recall: () => string, keep: (fragment: string) => void}} left  where the page was left
 */
export function createAddress({ get, dispatch, subscribe }, left) {
  /** The place of the entry that the browser is at. */
  let place = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;

  const moment = () => momentOf(get());
  const placeNow = () => JSON.stringify(placeOf(moment()));

  const fragment = () => `#${encodeLink(moment(), cardOf(get()))}`;

  function link() {
    const { origin, pathname, search } = location;
    return `${origin}${pathname}${search}${fragment()}`;
  }

  function settle() {
    const { hand: { penDown, playing, at }, place: { step } } = get();
    if (penDown || playing || at !== step) return;
    const there = placeNow();
    const address = link();
    if (address === location.href) return;
    if (place === "" || place === there) history.replaceState({ ours: true }, "", address);
    else history.pushState({ ours: true }, "", address);
    place = there;
  }

  /** @param {boolean} placeOnly */
  function follow(placeOnly) {
    const read = decodeLink(location.hash, get().cards, cardOf(get()));
    if (!read) return null;
    dispatch({ type: "restored", moment: placeOnly ? placeOf(read.moment) : read.moment });
    if (read.unread.length) dispatch({ type: "set", line: { note: noteOf(read.unread) } });
    history.replaceState({ ours: true }, ""); // Back to here brings back the place only
    place = placeNow();
    return read.moment;
  }

  subscribe(() => {
    clearTimeout(waiting);
    waiting = setTimeout(settle, REST);
  });
  addEventListener("pagehide", () => left.keep(fragment()));
  addEventListener("popstate", ({ state }) => void follow(state?.ours === true));

  return {
    /** @returns {import("../state/moment.js").Part | null} what the address held */
    open() {
      const comesBack = location.hash === "" && document.referrer.startsWith(`${location.origin}/`);
      if (comesBack) history.replaceState(null, "", left.recall() || location.href);
      return follow(false);
    },
    link,
  };
}

/** @param {readonly string[]} unread */
export function noteOf(unread) {
  const words = unread.length > 1 ? `${unread.slice(0, -1).join(", ")} and ${unread.at(-1)}` : unread[0];
  return `This link was changed, or made by another version of the page. Not read: ${words}. The rest is as it was.`;
}
