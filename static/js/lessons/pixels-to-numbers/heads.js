/**
 * What the last layer may make of its sums: yes or no, an interval, a number for each class, shares
 * that add up to 1, or the sum itself.
 *
 * @typedef {import("../pixels-to-numbers.js").State} State
 * @typedef {import("../../kit/numbers.js").Question} Question
 */

import { changedAt } from "../../changed.js";
import { showNet, tidy } from "../../kit/figures.js";
import { createHandle, grid } from "../../kit/handle.js";
import { found } from "../../kit/quiz.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { number } from "../../words/format.js";

const CLASSES = ["2", "3", "4"];
const SUMS = grid(-8, 8, 0.5);
const [FACTOR, SHIFT] = [2, 1];
export const FIRST_SUMS = [2, 1, -1];

export const HEADS = {
  half: "Yes or no",
  cut: "One number, cut",
  classes: "One neuron a class",
  softmax: "Softmax",
  price: "A price",
};
const FUNCTIONS = { half: "sigmoid", cut: "sigmoid", classes: "sigmoid", softmax: "softmax", price: "linear" };

/** @param {keyof typeof HEADS} head */
const neurons = (head) => (head === "classes" || head === "softmax" ? CLASSES.length : 1);

/**
 * The outputs for sums that are given: each sum is an input, and goes on as it is.
 *
 * @param {keyof typeof HEADS} head
 * @param {readonly number[]} sums
 * @returns {Question}
 */
export function questionOf(head, sums) {
  const n = neurons(head);
  const weights = Array.from({ length: n }, (_, row) => Array.from({ length: n }, (_, column) => Number(row === column)));
  return {
    network: { layers: [{ weights, biases: weights.map(() => 0), activation: FUNCTIONS[head] }] },
    input: { vector: sums.slice(0, n) },
  };
}

/** @type {import("../../kit/quiz.js").Item} */
export const ASK = {
  text: `Three sums go through softmax: ${FIRST_SUMS.map((each) => tidy(each)).join(", ")}. Each grows by ${SHIFT}. What do the three outputs do?`,
  choices: ["All grow", "They stay as they are", "Only the largest grows"],
  passes: [0, SHIFT].map((by) => questionOf("softmax", FIRST_SUMS.map((each) => each + by))),
  judge([before, after]) {
    const [was, is] = [before, after].map((layers) => Array.from(layers?.[0]?.a ?? []));
    const same = was?.every((each, k) => Math.abs(each - (is?.[k] ?? 0)) < 1e-6);
    const written = (/** @type {readonly number[]} */ all = []) => all.map((each) => number(each, 3)).join(", ");
    return found(same ? 1 : (is?.[0] ?? 0) > (was?.[0] ?? 0) ? 2 : 0,
      `${written(was)} before, ${written(is)} after: softmax sees only how far the sums are apart.`,
      ["They add up to 1, so they cannot all grow.", "They change.", `It has ${number(was?.[0] ?? 0)} before and ${number(is?.[0] ?? 0)} after.`]);
  },
};

/**
 * @param {keyof typeof HEADS} head
 * @param {readonly number[]} a
 */
function verdictOf(head, a) {
  const [first = 0] = a;
  const total = a.reduce((sum, each) => sum + each, 0);
  switch (head) {
    case "half": {
      if (first === 0.5) return "Exactly ½: it could go either way.";
      return `${number(first)} is ${first > 0.5 ? "above ½: yes" : "below ½: no"}.`;
    }
    case "cut": {
      const digit = Math.min(9, Math.floor(first * 10));
      return `${number(first)} lies in the interval of ${digit}. On its way from 2 to 4 it has to pass 3, though nothing between a 2 and a 4 looks like a 3.`;
    }
    case "classes":
      return `One yes or no for each class. They need not add up to 1: here it is ${number(total)}.`;
    case "softmax":
      return "Shares of one whole: before rounding they add up to 1.";
    default:
      return `The sum itself, ${tidy(first)}: a price may be any number.`;
  }
}

/** @type {import("../../kit/lesson.js").Figure<State>} */
export function heads(root, { get, set, numbers }) {
  const rows = CLASSES.map((name, k) => {
    const handle = createHandle({
      name: `Sum ${k + 1}`,
      values: () => SUMS,
      set: (value) => set({ sums: changedAt(get().sums, k, Math.max(-100, Math.min(100, value))) }),
      grab: () => numbers.expect([questionOf(get().head, get().sums)], { kind: "input", input: k }, SUMS),
    });
    const [bar, a, label] = [h("i", { class: "out-bar" }), h("span", { class: "head-a" }), h("span", { class: "head-class" })];
    const element = h("div", { class: "head" }, label, handle.element, h("span", { class: "out-track" }, bar), a);
    return { name, handle, bar, a, label, element };
  });
  const all = h("div", { class: "choices" },
    h("button", { type: "button", class: "choice", click: () => every((sum) => sum + SHIFT) }, `All + ${SHIFT}`),
    h("button", { type: "button", class: "choice", click: () => every((sum) => sum * FACTOR) }, `All × ${FACTOR}`),
    h("button", { type: "button", class: "choice", click: () => set({ sums: FIRST_SUMS }) }, "As before"));
  const verdict = h("p", { class: "verdict", role: "status" });
  root.append(...rows.map(({ element }) => element), all, verdict);
  const changed = createWatch();

  /** @param {(sum: number) => number} change */
  function every(change) {
    const sums = get().sums.map(change);
    if (sums.every((sum) => Math.abs(sum) <= 100)) set({ sums });
  }

  return {
    sync({ state: { head, sums } }) {
      const n = neurons(head);
      const a = numbers.layers(questionOf(head, sums))?.[0]?.a;
      rows.forEach(({ handle }, k) => handle.sync(sums[k] ?? 0));
      if (!a || !changed(a, head)) return;
      rows.forEach(({ name, element, label, bar, a: figure }, k) => {
        element.hidden = k >= n;
        setText(label, n > 1 ? name : "");
        const value = a[k] ?? 0;
        bar.style.transform = `scaleX(${Math.max(0, Math.min(1, value))})`;
        bar.hidden = head === "price";
        showNet(figure, value, head === "price" ? tidy(value) : number(value, 3));
      });
      all.hidden = n === 1;
      setText(verdict, verdictOf(head, Array.from(a)));
    },
  };
}
