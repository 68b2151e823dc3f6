/**
 * A pupil's side of a class.
 *
 * @typedef {import("./session.js").Session} Session
 */

import { h, setText } from "../parts/dom.js";

/**
 * @param {HTMLElement} button  "Class"
 * @param {Session} session
 */
export function createPupil(button, session) {
  const name = h("strong", { class: "class-nickname" });
  const strip = h("section", { class: "class-strip", "aria-label": "Class" }, name);
  document.body.prepend(strip);

  function sync() {
    const known = session.get();
    strip.hidden = known === null;
    setText(name, known?.you?.nickname ?? "");
    button.setAttribute("aria-pressed", `${known !== null}`);
  }

  session.subscribe(sync);
  sync();
  return { open: () => strip.scrollIntoView() };
}
