/**
 * A sentence that is there until it is closed: what could not be read of a link, what was copied.
 *
 * @typedef {import("../state/state.js").Line} Line
 */

import { noteInWords } from "../words/predict.js";
import { createWatch, h, handOn, setText } from "./dom.js";
import { icon } from "./icons.js";

/**
 * @param {HTMLElement} root  a live region
 * @param {() => void} clear
 */
export function createNote(root, clear) {
  const words = h("span", {});
  const close = h("button", {
    type: "button",
    class: "icon-button note-close",
    "aria-label": "Close the note",
    click: clear,
    focus: (event) => {
      if (event instanceof FocusEvent && event.relatedTarget instanceof HTMLElement) before = event.relatedTarget;
    },
  }, icon("close"));
  /** Where the keyboard came from. @type {HTMLElement | null} */
  let before = null;
  close.hidden = true;
  root.append(words, close);
  const changed = createWatch();

  return {
    /** @param {{state: {line: Pick<Line, "note">}}} frame */
    sync({ state: { line: { note } } }) {
      if (!changed(note)) return;
      root.dataset.shown = `${note !== null}`;
      handOn(close, () => (close.hidden = note === null), () => before);
      setText(words, noteInWords(note));
    },
  };
}
