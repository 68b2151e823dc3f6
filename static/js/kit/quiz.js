/**
 * The quiz at the end of a lesson. Which choice is right is never written down: the passes that a
 * question names are asked of the server, and a function of their numbers says it.
 *
 * @typedef {import("../types.js").LayerPass} LayerPass
 * @typedef {import("./numbers.js").Question} Question
 *
 * @typedef {object} Item
 * @property {string} text
 * @property {readonly string[]} choices
 * @property {readonly Question[]} passes  what has to be computed to know
 * @property {(answers: readonly (readonly LayerPass[])[]) => {right: number, words: string}} judge
 *   the number of the right choice, and a sentence that shows it in numbers
 */

import { createWatch, h, setText } from "../parts/dom.js";
import { createAskFirst } from "./ask-first.js";

/**
 * @param {HTMLElement} root
 * @param {readonly Item[]} items
 * @param {{numbers: import("./lesson.js").Numbers, markDirty: () => void}} page
 */
export function createQuiz(root, items, { numbers, markDirty }) {
  /** @type {(number | null)[]} */
  const chosen = items.map(() => null);
  const score = h("p", { class: "quiz-score", role: "status" });
  const asked = items.map(({ text, choices }, k) => {
    const room = h("li", {});
    const answer = (/** @type {number} */ choice) => {
      if (chosen[k] !== null) return; // the first answer counts
      chosen[k] = choice;
      markDirty();
    };
    return { room, part: createAskFirst(room, { text, choices, answer }) };
  });
  root.append(h("ol", { class: "quiz-items" }, ...asked.map(({ room }) => room)), score);
  const changed = createWatch();

  return {
    sync() {
      const found = items.map((item, k) => {
        if (chosen[k] === null) return null;
        const answers = item.passes.map((question) => numbers.layers(question));
        return answers.some((each) => each === null) ? null
          : item.judge(/** @type {(readonly LayerPass[])[]} */ (answers));
      });
      asked.forEach(({ part }, k) => part.sync(chosen[k] ?? null, found[k] ?? null));
      const n = found.filter((each) => each !== null).length;
      const right = found.filter((each, k) => each !== null && each.right === chosen[k]).length;
      if (changed(n, right)) setText(score, n ? `${right} of ${n} right.` : "");
    },
  };
}
