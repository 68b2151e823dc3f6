/** What else a pupil may do: hand the device on, and leave. */

import { h, setText } from "../../parts/dom.js";
import { sheetHead } from "../../parts/sheet.js";

/** @param {{handOn: () => void, leave: () => void}} does */
export function createMore({ handOn, leave }) {
  const title = h("h2", { id: "pupil-title" });
  const code = h("b", { class: "class-code-small", translate: "no" });
  const close = (/** @type {() => void} */ act) => () => {
    dialog.close();
    act();
  };
  const dialog = h("dialog", { class: "sheet", "aria-labelledby": "pupil-title" },
    sheetHead(title, () => dialog.close()),
    h("p", {}, "This name was made up for you. The class, ", code, ", knows nothing else of you, and forgets it when it ends."),
    h("h3", {}, "Somebody else is next at this device"),
    h("p", {}, "They get a name, an empty pad and a vote of their own. Your drawing and your vote stay in the class."),
    h("button", { type: "button", class: "class-action", click: close(handOn) }, "Hand on to a new pupil"),
    h("h3", {}, "You are done"),
    h("p", {}, "The page stays, with your drawing. The code brings you in again, as a new pupil."),
    h("button", { type: "button", class: "class-action", click: close(leave) }, "Leave the class"));

  return {
    root: dialog,
    open: () => dialog.showModal(),

    /**
     * @param {string} nickname
     * @param {string} room  its code
     */
    sync(nickname, room) {
      setText(title, `You are ${nickname}`);
      setText(code, room);
    },
  };
}
