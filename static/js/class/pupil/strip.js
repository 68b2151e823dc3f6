/**
 * In the header: who this device is, how it stands to the class, and the way back to it.
 *
 * @typedef {import("../../words/class.js").Standing} Standing
 */

import { createWatch, h, handOn, setText } from "../../parts/dom.js";
import { icon } from "../../parts/icons.js";

const NUDGE = 1200; // ms

/**
 * @param {object} does
 * @param {() => void} does.more  opens what else there is to do
 * @param {() => void} does.back
 * @param {() => void} does.swap  the pad: one's own digit, or the class's
 */
export function createStrip({ more, back, swap }) {
  const words = h("span", {});
  const name = h("button", { type: "button", class: "class-name", "aria-haspopup": "dialog", title: "You in this class", click: more }, icon("people"), words);
  const standing = h("span", { class: "class-standing", role: "status" });
  const pad = h("span", { class: "class-pad", role: "status" });
  const home = h("button", { type: "button", class: "class-action", click: back }, "Back to the class");
  const digit = h("button", { type: "button", class: "class-action class-quiet", click: swap });
  const root = h("section", { class: "class-strip", "aria-label": "Class", hidden: true }, name, standing, home, digit, pad);

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let calm;
  const changed = createWatch();

  return {
    root,

    /** Something was tried that may not be just now: the standing says why. */
    nudge() {
      standing.dataset["nudged"] = "true";
      clearTimeout(calm);
      calm = setTimeout(() => delete standing.dataset["nudged"], NUDGE);
    },

    /**
     * @param {object} now
     * @param {string} now.nickname
     * @param {Standing} now.standing
     * @param {string} now.pad  what it is for
     * @param {string} now.digit  that the pad can be given back to
     * @param {boolean} now.follows
     */
    sync({ nickname, standing: [kind, said], pad: use, digit: other, follows }) {
      if (!changed(nickname, kind, said, use, other, follows)) return;
      root.hidden = false;
      name.hidden = nickname === "";
      setText(words, nickname);
      setText(standing, said);
      standing.dataset["kind"] = kind;
      handOn(root, () => {
        home.hidden = follows;
        digit.hidden = other === "";
      }, () => name);
      setText(digit, other);
      setText(pad, use);
      pad.hidden = use === "";
    },
  };
}
