/**
 * Copies a link to the moment, and says so; the note also tells what could not be read of a link.
 */

import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { createNote } from "../parts/note.js";

/**
 * @param {HTMLElement} button
 * @param {HTMLElement} room  a live region
 * @param {() => string} link
 * @param {(change: {note: string | null}) => void} set
 */
export function createShare(button, room, link, set) {
  button.append(icon("link"), h("span", {}, "Copy link"));
  button.addEventListener("click", () => void copy());

  async function copy() {
    try {
      await navigator.clipboard.writeText(link());
      set({ note: "The link to this moment is copied." });
    } catch {
      // Over plain HTTP on a local network a page may not write to the clipboard.
      set({ note: `The link to this moment: ${link()}` });
    }
  }

  const note = createNote(room, { dispatch: () => set({ note: null }) });
  return { sync: (/** @type {{state: {note: string | null}}} */ { state }) => note.sync({ state: { line: state } }) };
}
