/**
 * A question that is answered before the answer is shown.
 *
 * @typedef {object} Choice
 * @property {string} text
 * @property {boolean | null} right  null while that is not known yet
 */

import { createWatch, h, setText } from "../parts/dom.js";

/**
 * @param {HTMLElement} root
 * @param {object} question
 * @param {string} question.text
 * @param {readonly string[]} question.choices
 * @param {(choice: number) => void} question.answer
 */
export function createAskFirst(root, { text, choices, answer }) {
  const id = `ask-${Math.random().toString(36).slice(2)}`;
  const buttons = choices.map((each, k) =>
    h("button", { type: "button", class: "choice", click: () => answer(k) }, each));
  const verdict = h("p", { class: "verdict", role: "status" });
  root.classList.add("ask-first");
  root.append(
    h("p", { class: "ask-text", id }, text),
    h("div", { class: "ask-choices", role: "group", "aria-labelledby": id }, ...buttons),
    verdict,
  );
  const changed = createWatch();

  return {
    /**
     * @param {number | null} chosen
     * @param {{right: number, words: string} | null} found  null until the numbers are there
     */
    sync(chosen, found) {
      if (!changed(chosen, found?.right, found?.words)) return;
      const known = chosen === null ? null : found;
      buttons.forEach((button, k) => {
        button.setAttribute("aria-pressed", `${k === chosen}`);
        if (known) button.dataset["right"] = `${k === known.right}`;
        else delete button.dataset["right"];
      });
      setText(verdict, known ? `${chosen === known.right ? "Right." : "Not quite."} ${known.words}` : "");
    },
  };
}
