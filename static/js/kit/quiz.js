/**
 * Questions that are answered before the answer is shown: one in a scene, or several at the end of a
 * lesson. Which choice is right is never written down: the passes that a question names are asked of
 * the server, and a function of their numbers says it.
 *
 * @typedef {import("../types.js").LayerPass} LayerPass
 * @typedef {import("./numbers.js").Question} Question
 *
 * @typedef {object} Found
 * @property {number} right  the number of the right choice
 * @property {string} words  a sentence that shows it in numbers
 */

/**
 * @template [State=any]
 * @typedef {object} Item
 * @property {string} text
 * @property {readonly string[]} choices
 * @property {readonly Question[]} [passes]  what has to be computed to know
 * @property {(answers: readonly (readonly LayerPass[])[], state: State) => Found | null} judge  null
 *   until what else it needs is there
 */

import { createWatch, h, setText } from "../parts/dom.js";

/**
 * @param {Item} item
 * @param {any} state
 * @param {import("./lesson.js").Numbers} numbers
 */
function foundOf({ passes = [], judge }, state, numbers) {
  const answers = passes.flatMap((question) => [numbers.layers(question) ?? []]);
  return answers.every((layers) => layers.length) ? judge(answers, state) : null;
}

/**
 * @param {HTMLElement} root
 * @param {Item} item
 * @param {(choice: number) => void} answer
 */
function createItem(root, { text, choices }, answer) {
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

  /**
   * @param {number | null} chosen
   * @param {Found | null} found  null until the numbers are there
   */
  return (chosen, found) => {
    if (!changed(chosen, found?.right, found?.words)) return;
    const known = chosen === null ? null : found;
    buttons.forEach((button, k) => {
      button.setAttribute("aria-pressed", `${k === chosen}`);
      if (known) button.dataset["right"] = `${k === known.right}`;
      else delete button.dataset["right"];
    });
    setText(verdict, known ? `${chosen === known.right ? "Right." : "Not quite."} ${known.words}` : "");
  };
}

/**
 * In a scene; the lesson's state keeps what was taken.
 *
 * @param {Item} item
 * @returns {import("./lesson.js").Figure<any>}
 */
export function createAsked(item) {
  return (room, { set, numbers }) => {
    const show = createItem(room, item, (guess) => set({ guess }));
    return { sync: ({ state }) => show(state.guess, foundOf(item, state, numbers)) };
  };
}

/**
 * At the end of a lesson: the first answer counts.
 *
 * @param {readonly Item[]} items
 * @returns {import("./lesson.js").Figure<any>}
 */
export function createQuiz(items) {
  return (root, { numbers, markDirty }) => {
    /** @type {(number | null)[]} */
    const chosen = items.map(() => null);
    const score = h("p", { class: "quiz-score", role: "status" });
    const rooms = items.map(() => h("li", {}));
    const shows = items.map((item, k) => createItem(/** @type {HTMLElement} */ (rooms[k]), item, (choice) => {
      chosen[k] ??= choice;
      markDirty();
    }));
    root.append(h("ol", { class: "quiz-items" }, ...rooms), score);
    const changed = createWatch();

    return {
      sync({ state }) {
        const found = items.map((item, k) => (chosen[k] === null ? null : foundOf(item, state, numbers)));
        shows.forEach((show, k) => show(chosen[k] ?? null, found[k] ?? null));
        const n = found.filter((each) => each !== null).length;
        const right = found.filter((each, k) => each?.right === chosen[k]).length;
        if (changed(n, right)) setText(score, n ? `${right} of ${n} right.` : "");
      },
    };
  };
}
