/**
 * Shown once, on a first visit: what to press. It blocks nothing and goes by itself once Next has
 * been found.
 *
 * @typedef {import("../types.js").Frame} Frame
 */

import { traceOf } from "../state/state.js";
import { h, handOn } from "./dom.js";
import { icon } from "./icons.js";

/**
 * @param {HTMLElement} root  beside the button that it points to
 * @param {{wasSeen: () => boolean, keepSeen: () => void}} memory
 */
export function createHint(root, memory) {
  let over = memory.wasSeen();
  /** @type {number | null} */
  let step = null; // at which it was shown first

  function dismiss() {
    if (over) return;
    over = true;
    memory.keepSeen();
    handOn(bubble, () => bubble.remove(), () => /** @type {HTMLElement | null} */ (root.querySelector(".next")));
  }
  const bubble = h("div", { class: "first-hint", role: "note" },
    h("p", {}, "Draw a digit, then press the yellow button."),
    h("button", { type: "button", class: "icon-button", "aria-label": "Close the hint", click: dismiss }, icon("close")));

  return {
    /** @param {Frame} frame */
    sync({ state }) {
      if (over) return;
      if (step === null && traceOf(state)) {
        step = state.place.step;
        root.prepend(bubble);
      } else if (step !== null && (state.place.step !== step || state.hand.playing)) {
        dismiss();
      }
    },
  };
}
