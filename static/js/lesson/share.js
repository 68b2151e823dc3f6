/**
 * Copies a link to the moment, and says so; the note also tells what could not be read of a link.
 *
 * @typedef {import("./lesson.js").Common} Common
 */

import { createWatch, h, setText } from "../parts/dom.js";
import { icon } from "../parts/icons.js";

/**
 * @param {HTMLElement} button
 * @param {HTMLElement} room  a live region
 * @param {() => string} link
 * @param {(change: {note: string | null}) => void} set
 */
export function createShare(button, room, link, set) {
  const words = h("span", {});
  const close = h("button", {
    type: "button", class: "icon-button", "aria-label": "Close the note", click: () => set({ note: null }),
  }, icon("close"));
  room.append(words, close);
  button.append(icon("link"), h("span", {}, "Copy link"));
  button.addEventListener("click", () => void copy());
  const changed = createWatch();

  async function copy() {
    try {
      await navigator.clipboard.writeText(link());
      set({ note: "The link to this moment is copied." });
    } catch {
      // Over plain HTTP on a local network a page may not write to the clipboard.
      set({ note: `The link to this moment: ${link()}` });
    }
  }

  return {
    /** @param {Common} state */
    sync({ note }) {
      if (!changed(note)) return;
      room.dataset["shown"] = `${note !== null}`;
      close.hidden = note === null;
      setText(words, note ?? "");
    },
  };
}
