/** A question whose answer is one of the ten digits, asked before the page tells. */

import { h, handOn, setText } from "../parts/dom.js";
import { DIGITS, SHOWN } from "./state.js";

/**
 * @param {(said: number) => void} say
 */
export function createGuess(say) {
  const question = h("p", { class: "guess-question" });
  const choice = (/** @type {number} */ said, /** @type {string} */ words) =>
    h("button", { type: "button", class: "choice", click: () => say(said) }, words);
  const element = h("div", { class: "guess" }, question,
    h("div", { class: "guess-choices", role: "group", "aria-label": "Your guess" },
      ...DIGITS.map((digit) => choice(digit, `${digit}`)), choice(SHOWN, "Show it")));
  return {
    element,
    /**
     * @param {string | null} words  null: it is answered
     * @param {HTMLElement} next  what has the keyboard then
     */
    show(words, next) {
      handOn(element, () => (element.hidden = words === null), () => next);
      if (words !== null) setText(question, words);
    },
  };
}
