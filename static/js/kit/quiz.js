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
 * @property {readonly string[]} words  of each choice: the numbers that show it, or why it does not hold
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

import { createWatch, h, setText, setUsable } from "../parts/dom.js";
import { COMPUTING } from "./computing.js";

export const SHOWN = -1; // a guess that is none: "Show me"

/**
 * What came of an item.
 *
 * @param {number} right
 * @param {string} holds  the numbers that show it
 * @param {readonly string[]} whyNot  a sentence for each choice: why it does not hold, were it wrong
 * @returns {Found}
 */
export function found(right, holds, whyNot) {
  return { right, words: whyNot.map((why, k) => (k === right ? holds : why)) };
}

/**
 * @param {Item} item
 * @param {any} state
 * @param {import("./lesson.js").Numbers} numbers
 * @returns {Found | null}  null until its numbers are there
 */
export function foundOf({ passes = [], judge }, state, numbers) {
  const answers = passes.flatMap((question) => [numbers.layers(question) ?? []]);
  return answers.every((layers) => layers.length) ? judge(answers, state) : null;
}

/**
 * The question and its choices.
 *
 * @param {HTMLElement} root
 * @param {Item} item
 * @param {(choice: number) => void} answer
 * @param {readonly HTMLElement[]} [more]  buttons beside the choices
 */
function createItem(root, { text, choices }, answer, more = []) {
  const id = `ask-${Math.random().toString(36).slice(2)}`;
  const buttons = choices.map((each, k) =>
    h("button", { type: "button", class: "choice", click: () => answer(k) }, each));
  const verdict = h("p", { class: "verdict", role: "status" });
  root.classList.add("ask-first");
  root.append(
    h("p", { class: "ask-text", id }, text),
    h("div", { class: "ask-choices", role: "group", "aria-labelledby": id }, ...buttons, ...more),
    verdict,
  );

  /**
   * @param {readonly number[]} tried
   * @param {boolean} isOver  the right one is marked, and nothing more can be tried
   * @param {number | null} right  null until it is known
   * @param {string} words
   */
  return (tried, isOver, right, words) => {
    buttons.forEach((button, k) => {
      const isTold = right !== null && (tried.includes(k) || (isOver && k === right));
      button.setAttribute("aria-pressed", `${tried.includes(k)}`);
      if (isTold) button.dataset["right"] = `${k === right}`;
      else delete button.dataset["right"];
      setUsable(button, !isOver && !tried.includes(k));
    });
    verdict.classList.toggle("computing", words === COMPUTING);
    setText(verdict, words);
  };
}

/**
 * In a scene: a prediction. The lesson's state keeps it, and what it answers is seen from then on.
 *
 * @param {Item} item
 * @returns {import("./lesson.js").Figure<any>}
 */
export function createAsked(item) {
  return (room, { get, set, numbers, find }) => {
    const guess = (/** @type {number} */ choice) => get().guess ?? set({ guess: choice });
    const shown = h("button", { type: "button", class: "choice show-me", click: () => guess(SHOWN) }, "Show me");
    const show = createItem(room, item, guess, [shown]);
    const changed = createWatch();

    return {
      sync({ state }) {
        const { guess: chosen } = state;
        const { found: known, isAwaited } = find(() => foundOf(item, state, numbers)); // asked for before it is wanted
        const words = chosen === null ? "" : known ? verdictOn(chosen, known) : isAwaited ? COMPUTING : "";
        if (!changed(chosen, known?.right, words)) return;
        const tried = chosen === null || chosen === SHOWN ? [] : [chosen];
        show(tried, chosen !== null, known?.right ?? null, words);
        shown.hidden = chosen !== null;
      },
    };
  };
}

/**
 * @param {number} chosen
 * @param {Found} found
 */
function verdictOn(chosen, { right, words }) {
  if (chosen === SHOWN) return words[right] ?? "";
  if (chosen === right) return `Right. ${words[right]}`;
  const why = words[chosen] === words[right] ? [] : [words[chosen]]; // what is true of both is said once
  return ["Not quite.", ...why, words[right]].join(" ");
}

/**
 * A quiz, as a class is asked its questions: one at a time, by their numbers.
 *
 * @typedef {object} Asking
 * @property {(k?: number) => {k: number, item: Item} | null} open  the question of this number, or else
 *   the first, that is not answered yet
 * @property {(k: number) => void} tell  its answer: nobody's guess
 * @property {(k: number) => number | null} answer  the right choice, where it is told
 */

/**
 * At the end of a lesson: a wrong choice says why it does not hold, and another can be tried.
 *
 * @param {readonly Item[]} items
 * @param {object} does
 * @param {() => void} does.done  all have been answered rightly
 * @param {(asking: Asking) => void} does.asks  once it is there
 * @returns {import("./lesson.js").Figure<any>}
 */
export function createQuiz(items, { done, asks }) {
  return (root, { get, numbers, find, markDirty }) => {
    /** What was tried, the last one last. @type {number[][]} */
    const tried = items.map(() => []);
    const score = h("p", { class: "quiz-score", role: "status" });
    const rooms = items.map(() => h("li", {}));
    const shows = items.map((item, k) => createItem(/** @type {HTMLElement} */ (rooms[k]), item, (choice) => {
      tried[k]?.push(choice);
      markDirty();
    }));
    root.append(h("ol", { class: "quiz-items" }, ...rooms), score);
    const changed = createWatch();
    const rightOf = (/** @type {number} */ k) => {
      const item = items[k];
      return (item && tried[k]?.length && foundOf(item, get(), numbers)?.right) ?? null;
    };
    /** Whether an answer is there, by whoever. @param {number} k */
    const isOver = (k) => tried[k]?.at(-1) === SHOWN || (rightOf(k) !== null && tried[k]?.at(-1) === rightOf(k));
    asks({
      open(wanted = -1) {
        const left = [wanted, ...items.keys()].filter((k) => items[k] && !isOver(k));
        const [k] = left;
        const item = k === undefined ? undefined : items[k];
        return k !== undefined && item ? { k, item } : null;
      },
      tell(k) {
        tried[k]?.push(SHOWN);
        markDirty();
      },
      answer: (k) => (isOver(k) ? rightOf(k) : null),
    });

    return {
      sync({ state }) {
        const all = items.map((item, k) => find(() => (tried[k]?.length ? foundOf(item, state, numbers) : null)));
        const known = all.map(({ found }) => found);
        if (!changed(...all.map(({ found, isAwaited }, k) => `${tried[k]} ${isAwaited} ${found?.right} ${found?.words}`))) return;
        let [answered, atOnce] = [0, 0];
        known.forEach((each, k) => {
          const choices = tried[k] ?? [];
          if (!each) return shows[k]?.(choices, false, null, all[k]?.isAwaited ? COMPUTING : "");
          const last = choices.at(-1) ?? SHOWN;
          const isRight = last === each.right;
          const isTold = isRight || last === SHOWN; // to a class that was asked
          answered += Number(isTold);
          atOnce += Number(isRight && choices.length === 1);
          const said = isTold ? verdictOn(last, each) : `Not quite. ${each.words[last]} Try another.`;
          shows[k]?.(choices, isTold, each.right, said);
        });
        const now = known.findIndex((_, k) => !isOver(k));
        rooms.forEach((room, k) => room.classList.toggle("quiz-now", k === now));
        setText(score, answered ? `${answered} of ${items.length} answered, ${atOnce} at the first try.` : "");
        if (answered === items.length) done();
      },
    };
  };
}
