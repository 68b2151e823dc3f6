/** "Copy link": the address of this very moment. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { sheetHead } from "./sheet.js";

const STAY = 6000; // ms that the confirmation stays

/**
 * @param {HTMLElement} button
 * @param {object} page
 * @param {() => string} page.link
 * @param {string} page.copied  said once it is
 * @param {(link: string) => void} page.show  the link, where the page may not write to the clipboard
 * @param {(note: string | null) => void} page.say
 * @param {() => unknown} page.said  the note that is there
 */
export function createShare(button, { link, copied, show, say, said }) {
  button.append(icon("link"), h("span", { class: "share-words" }, "Copy link"));
  button.setAttribute("aria-label", "Copy link"); // its words give way where there is no room

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let leaving;
  button.addEventListener("click", async () => {
    const address = link();
    try {
      await navigator.clipboard.writeText(address);
    } catch {
      show(address); // over plain HTTP there is no clipboard
      return;
    }
    say(copied);
    clearTimeout(leaving);
    leaving = setTimeout(() => {
      if (said() === copied) say(null);
    }, STAY);
  });
}

/**
 * A link to be copied by hand.
 *
 * @param {HTMLDialogElement} dialog
 * @returns {(link: string) => void}
 */
export function createLinkSheet(dialog) {
  const field = h("input", { type: "text", readonly: true, class: "link-field", "aria-label": "Link to this moment" });
  dialog.append(
    sheetHead(h("h2", { id: "share-title" }, "Link to this moment"), () => dialog.close()),
    h("p", {}, "This browser does not let the page copy. Copy the address from here:"),
    field,
  );
  return (link) => {
    field.value = link;
    dialog.showModal();
    field.select();
  };
}
