/**
 * "Copy link": the address of this very moment.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../state/state.js").Action} Action
 */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { sheetHead } from "./sheet.js";

const STAY = 6000; // ms that the confirmation stays
const COPIED = "Link copied. It holds this drawing and this moment; neither is on the server.";

/**
 * @param {HTMLElement} button
 * @param {HTMLDialogElement} dialog  for where the page may not write to the clipboard
 * @param {{get: () => State, dispatch: (action: Action) => void, link: () => string}} page
 */
export function createShare(button, dialog, { get, dispatch, link }) {
  const field = h("input", { type: "text", readonly: true, class: "link-field", "aria-label": "Link to this moment" });
  button.append(icon("link"), h("span", { class: "share-words" }, "Copy link"));
  button.setAttribute("aria-label", "Copy link"); // its words give way where there is no room
  dialog.append(
    sheetHead(h("h2", { id: "share-title" }, "Link to this moment"), () => dialog.close()),
    h("p", {}, "This browser does not let the page copy. Copy the address from here:"),
    field,
  );

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let leaving;
  button.addEventListener("click", async () => {
    const address = link();
    try {
      await navigator.clipboard.writeText(address);
    } catch {
      field.value = address; // over plain HTTP there is no clipboard
      dialog.showModal();
      field.select();
      return;
    }
    dispatch({ type: "set", line: { note: COPIED } });
    clearTimeout(leaving);
    leaving = setTimeout(() => {
      if (get().line.note === COPIED) dispatch({ type: "set", line: { note: null } });
    }, STAY);
  });
}
