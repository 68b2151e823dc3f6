/**
 * The teacher's side of a class.
 *
 * @typedef {import("./session.js").Session} Session
 */

import { h, setText } from "../parts/dom.js";
import { sheetHead } from "../parts/sheet.js";

/**
 * @param {HTMLElement} button  "Class"
 * @param {Session} session
 */
export function createTeacher(button, session) {
  const code = h("p", { class: "class-code" });
  const count = h("p", { class: "class-count", role: "status" });
  const dialog = h("dialog", { class: "sheet", "aria-labelledby": "class-title" },
    sheetHead(h("h2", { id: "class-title" }, "A class"), () => dialog.close()), code, count);
  document.body.append(dialog);

  function sync() {
    const known = session.get();
    setText(code, known?.code ?? "");
    const n = known?.head.pupils ?? 0;
    setText(count, n === 1 ? "1 device has come." : `${n} devices have come.`);
    button.setAttribute("aria-pressed", `${known !== null}`);
  }

  session.subscribe(sync);
  sync();
  return { open: () => dialog.showModal() };
}
