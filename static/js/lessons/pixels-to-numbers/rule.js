/**
 * A rule for a 7 as one would tell it on the phone: in which squares there must be ink, and in which
 * there must be none. It is tried on twenty sevens and on twenty digits of any kind.
 *
 * @typedef {import("../pixels-to-numbers.js").State} State
 * @typedef {import("../../kit/lesson.js").Common} Common
 * @typedef {import("./digits.js").Sample} Sample
 */

import { changedAt } from "../../changed.js";
import { SIDE } from "../../digit-image.js";
import { found } from "../../kit/quiz.js";
import { createWatch, h, setText } from "../../parts/dom.js";

const SQUARES = 4; // along a side
const WIDE = SIDE / SQUARES;
const INKED = 0.5; // a pixel that counts as ink
const SEVEN = 7;

/** What a press makes of a square. @type {Readonly<Record<string, string>>} */
const NEXT = { ".": "+", "+": "-", "-": "." };
/** @type {Readonly<Record<string, {sign: string, words: string}>>} */
const MARKS = {
  ".": { sign: "", words: "anything" },
  "+": { sign: "✓", words: "there must be ink" },
  "-": { sign: "✗", words: "there must be none" },
};

/** Ink along the top, none at the lower left. */
export const FIRST_RULE = ".++.....-...-...";

/** @type {import("../../link/fields.js").Field<string>} */
export const ruleField = {
  write: (rule) => rule.replaceAll("+", "i"), // a + is a space in some links
  read: (text) => (/^[.i-]{16}$/.test(text) ? text.replaceAll("i", "+") : undefined),
};

/**
 * @param {string} rule
 * @param {Float32Array} image
 */
export function fits(rule, image) {
  return Array.from(rule).every((mark, k) => mark === "." || hasInk(image, k) === (mark === "+"));
}

/**
 * @param {Float32Array} image
 * @param {number} square
 */
function hasInk(image, square) {
  const [top, left] = [Math.floor(square / SQUARES) * WIDE, (square % SQUARES) * WIDE];
  return image.some((value, k) => {
    const [row, column] = [Math.floor(k / SIDE) - top, (k % SIDE) - left];
    return value > INKED && row >= 0 && row < WIDE && column >= 0 && column < WIDE;
  });
}

/** Twenty sevens, whatever the sample is of. @param {State & Common} state */
export const sevens = (state) => ({ ...state, digit: SEVEN });

/**
 * What is asked before the rule is tried.
 *
 * @param {ReturnType<typeof import("./digits.js").createDigits>} digits
 * @returns {import("../../kit/quiz.js").Item<State & Common>}
 */
export function askAboutRule(digits) {
  return {
    text: `Here are ${digits.n} sevens, no two alike. How many does the rule find?`,
    choices: ["All of them", "Ten or more, but not all", "Fewer than ten"],
    judge(_, state) {
      const [own, others] = [digits.sample(sevens(state)), digits.sample(state)];
      if (!own || !others) return null;
      const n = own.images.filter((image) => fits(state.rule, image)).length;
      const strangers = others.images.filter((_, k) => others.labels[k] !== SEVEN);
      const wrong = strangers.filter((image) => fits(state.rule, image)).length;
      return found(n === digits.n ? 0 : n >= 10 ? 1 : 2,
        `${n} of ${digits.n}; and of ${strangers.length} digits that are no 7, ${wrong} ${wrong === 1 ? "passes" : "pass"} for one. Change the rule: can you find them all?`,
        ["Somebody’s 7 breaks it.", n === digits.n ? "It finds every one." : "It finds fewer.", "It finds more."]);
    },
  };
}

/** @type {import("../../kit/lesson.js").Figure<State>} */
export function rule(root, { get, set }) {
  const squares = Array.from(FIRST_RULE, (_, k) => h("button", {
    type: "button",
    class: "rule-square",
    click() {
      const now = get().rule;
      set({ rule: changedAt(Array.from(now), k, NEXT[now[k] ?? "."] ?? ".").join("") });
    },
  }));
  root.classList.add("rule");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", "The rule, square by square");
  root.append(...squares);
  const changed = createWatch();

  return {
    sync({ state: { rule: now } }) {
      if (!changed(now)) return;
      squares.forEach((square, k) => {
        const mark = MARKS[now[k] ?? "."] ?? { sign: "", words: "" };
        setText(square, mark.sign);
        square.dataset["mark"] = now[k] ?? ".";
        square.setAttribute("aria-label", `Row ${Math.floor(k / SQUARES) + 1}, column ${(k % SQUARES) + 1}: ${mark.words}`);
      });
    },
  };
}
