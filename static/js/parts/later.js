/**
 * Parts that come later: the first view does without them. They are fetched once the page has its
 * first answer, so that they are at hand when they are opened; or at once, if they are opened before.
 */

import { fetched } from "../wire/fetched.js";
import { h } from "./dom.js";

const LATE = "This part of the page has not come yet. The page asks for it again.";

/** What is left to be fetched then. @type {(() => unknown)[]} */
const left = [];
let hasAnswer = false;

/** The page has its first answer. */
export function fetchAhead() {
  hasAnswer = true;
  for (const fetchIt of left.splice(0)) fetchIt();
}

/** What is at hand once the page has its first answer. @param {() => unknown} fetchIt */
export function ahead(fetchIt) {
  if (hasAnswer) fetchIt();
  else left.push(fetchIt);
}

/**
 * What is opened by a press: at once where it has come, else as soon as it does.
 *
 * @template Module
 * @param {() => Promise<Module>} load
 * @param {(module: Module) => void} open
 * @param {(late: string) => void} say
 */
export function openedLater(load, open, say) {
  let isAwaited = false;
  const found = fetched(load, (module) => {
    if (isAwaited) open(module);
  }, () => isAwaited && say(LATE));
  ahead(found);

  return () => {
    const module = found();
    isAwaited = module === null;
    if (module) open(module);
  };
}

/**
 * @template Module
 * @template Frame
 * @param {HTMLElement} room  of the part: busy while the part is waited for
 * @param {object} part
 * @param {() => Promise<Module>} part.load  `() => import("./part.js")`
 * @param {(module: Module) => {sync: (frame: Frame) => void}} part.make
 * @param {() => void} part.changed  what is to be drawn
 * @param {(frame: Frame) => boolean} [part.isOpened]  whether anything of it is to be seen
 * @param {HTMLElement} [part.instead]  seen while it is not opened, and until it is there
 * @returns {{sync: (frame: Frame) => void}}
 */
export function later(room, { load, make, changed, isOpened = () => !room.hidden, instead }) {
  const words = h("p", { class: "hint", role: "status" }, LATE);
  /** @type {{sync: (frame: Frame) => void} | null} */
  let part = null;
  let isAwaited = false;
  const found = fetched(load, changed, () => {
    room.append(words);
    changed();
  });
  ahead(found);

  return {
    sync(frame) {
      const opened = isOpened(frame);
      const module = part === null && (opened || hasAnswer) ? found() : null;
      if (module) {
        words.remove();
        part = make(module);
      }
      if (isAwaited !== (!part && opened)) {
        isAwaited = !isAwaited;
        if (isAwaited) room.setAttribute("aria-busy", "true");
        else room.removeAttribute("aria-busy");
      }
      part?.sync(frame);
      if (!instead) return;
      instead.hidden = opened && room.childElementCount > 0;
      room.hidden = !instead.hidden;
    },
  };
}
