/**
 * Keeps the address a link to the moment, and goes where an address leads.
 *
 * Back and Undo each do one thing. A deliberate act of looking (another scene, network, step, neuron,
 * view) makes an entry in the browser's history, and Back returns to it; the drawing stays
 * as it is, since Undo is there for it: what is drawn only changes the entry that is there. Steps
 * that follow each other quickly, and a pass that plays, make one entry, when they come to rest.
 * An address that somebody typed, pasted or opened brings back everything that it holds.
 */

const REST = 400; // ms; browsers take about three changes of the address a second

/**
 * @template State
 * @template {object} Moment
 * @param {{get: () => State, subscribe: (listener: () => void) => unknown}} store
 * @param {object} codec
 * @param {(state: State) => string} codec.write  the fragment, without its #
 * @param {(state: State) => string} codec.placeOf  another place makes an entry in the history
 * @param {(fragment: string, isOurs: boolean) => Moment | null} codec.open  goes there; null where
 *   nothing is there to go to. isOurs: the browser's Back leads to an entry of this visit
 * @param {(state: State) => boolean} [codec.isAtRest]
 * @param {{recall: () => string, keep: (fragment: string) => void}} [codec.left]  where the page was left,
 *   for whoever comes back to it by a link without a moment
 */
export function createAddress({ get, subscribe }, { write, placeOf, open, isAtRest = () => true, left }) {
  /** The place of the entry that the browser is at. */
  let place = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;

  const fragment = () => `#${write(get())}`;
  const link = () => new URL(fragment(), location.href).href;

  function settle() {
    if (!isAtRest(get())) return;
    const there = placeOf(get());
    const address = link();
    if (address === location.href) return;
    if (place === "" || place === there) history.replaceState({ ours: true }, "", address);
    else history.pushState({ ours: true }, "", address);
    place = there;
  }

  /** @param {boolean} isOurs */
  function follow(isOurs) {
    const moment = open(location.hash, isOurs);
    if (!moment) return null;
    history.replaceState({ ours: true }, ""); // Back to here is Back to an entry of ours
    place = placeOf(get());
    return moment;
  }

  subscribe(() => {
    clearTimeout(waiting);
    waiting = setTimeout(settle, REST);
  });
  addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a[href]")) settle();
  }, true);
  addEventListener("pagehide", () => left?.keep(fragment()));
  addEventListener("popstate", ({ state }) => void follow(state?.ours === true));

  return {
    /** @returns {Moment | null} what the address held */
    open() {
      const comesBack = location.hash === "" && document.referrer.startsWith(`${location.origin}/`);
      if (left && comesBack) history.replaceState(null, "", left.recall() || location.href);
      return follow(false);
    },
    link,
    /** Goes where a kept fragment leads, as if its address had been opened: Back leads here again. @param {string} kept */
    go(kept) {
      settle();
      history.pushState(null, "", `#${kept}`);
      follow(false);
    },
  };
}
