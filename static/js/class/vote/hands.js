/**
 * Raised hands, counted at the front with + and −.
 *
 * @typedef {import("../../wire/rooms.js").Vote} Vote
 */

import { h, setText } from "../../parts/dom.js";

const MOST = 500; // hands, as the server takes them

/**
 * Hands for one choice. Quick presses count at once: the server's word comes later.
 *
 * @param {string} label  of the choice
 * @param {(n: number) => void} count  tells the server
 */
export function createHands(label, count) {
  let n = 0;
  const figure = h("output", { class: "hands-count" }, "0");
  const press = (/** @type {number} */ by) => () => {
    show(Math.min(MOST, Math.max(0, n + by)));
    count(n);
  };

  /** @param {number} now */
  function show(now) {
    n = now;
    setText(figure, `${n}`);
  }

  return {
    element: h("span", { class: "hands", role: "group", "aria-label": `Raised hands for ${label}` },
      h("button", { type: "button", class: "choice", "aria-label": `One hand less for ${label}`, click: press(-1) }, "−"),
      figure,
      h("button", { type: "button", class: "choice", "aria-label": `One hand more for ${label}`, click: press(1) }, "+")),
    show,
  };
}
