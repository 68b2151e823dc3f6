/**
 * The equation of the line, each of its numbers a handle; and the inputs that are not in the plane.
 *
 * @typedef {import("../../kit/numbers.js").Place} Place
 * @typedef {import("../a-line-that-decides.js").State} State
 */

import { changedAt } from "../../changed.js";
import { createHandle, grid } from "../../kit/handle.js";
import { createWatch, h } from "../../parts/dom.js";
import { subscript } from "../../words/format.js";
import { casesOf, GATES, inputsOf, RANKS, reading, TALKS } from "./rules.js";

const NAMES = ["the test", "the grades", "the rank", "the interview"];
const WEIGHTS = grid(-4, 4, 0.5);
const BIASES = grid(-40, 20, 1);
const SMALL_WEIGHTS = grid(-2, 2, 0.1);
const SMALL_BIASES = grid(-2, 2, 0.1);

/**
 * Sets a number of the scene's neuron, or says that it is beyond the limit.
 *
 * @param {import("../../kit/lesson.js").Page<State>} page
 * @param {Place} place
 * @param {() => readonly number[]} values
 */
function moved({ get, set, numbers, limits: { size }, start }, place, values) {
  return {
    values,
    grab() {
      const state = get();
      const held = state.others.slice(0, inputsOf(state.scene) - 2);
      const seen = [...casesOf(state, start).map(({ x }) => x), ...(held.length ? [[0, 0, ...held]] : [])];
      numbers.expect(seen.map((x) => reading(state, x)), place, values());
    },
    /** @param {number} given */
    set(given) {
      const value = Number(given.toFixed(2));
      if (Math.abs(value) > size) set({ line: { error: `Expected numbers from −${size} to ${size} in this lesson.` } });
      else if (place.kind === "bias") set({ b: value });
      else if (place.kind === "weight") set({ w: changedAt(get().w, place.input, value) });
      else set({ others: changedAt(get().others, place.input - 2, value) });
    },
  };
}

/** @type {import("../../kit/lesson.js").Figure<State>} */
export function equation(room, page) {
  const { get } = page;
  const isGate = () => GATES.includes(get().scene);
  const weights = NAMES.map((name, input) => createHandle({
    name: `Weight of x${subscript(input + 1)}, ${name}`,
    ...moved(page, { kind: "weight", layer: 0, neuron: 0, input }, () => (isGate() ? SMALL_WEIGHTS : WEIGHTS)),
  }));
  const bias = createHandle({
    name: "Bias", ...moved(page, { kind: "bias", layer: 0, neuron: 0 }, () => (isGate() ? SMALL_BIASES : BIASES)),
  });
  const terms = weights.map(({ element }, k) => h("span", { class: "term" }, element, ` x${subscript(k + 1)}`));
  const plus = h("span", { class: "term" }, "+ ", bias.element, " = 0");
  room.classList.add("equation");
  room.append(...terms.flatMap((term, k) => (k ? [h("span", { class: "plus" }, "+"), term] : [term])), plus);
  const signs = [...room.querySelectorAll(".plus")];
  const changed = createWatch();

  return {
    sync({ state: { scene, w, b } }) {
      if (!changed(scene, b, ...w)) return;
      const n = inputsOf(scene);
      terms.forEach((term, k) => (term.hidden = k >= n));
      signs.forEach((sign, k) => sign.toggleAttribute("hidden", k + 1 >= n));
      weights.forEach((each, k) => each.sync(w[k] ?? 0));
      bias.sync(b);
    },
  };
}

/** The rank and the interview. @type {import("../../kit/lesson.js").Figure<State>} */
export function others(room, page) {
  const handles = [
    { sign: "x₃", name: "Rank in class, 1 is best", values: RANKS },
    { sign: "x₄", name: "Interview, 12 is best", values: TALKS },
  ].map(({ sign, name, values }, k) => {
    const handle = createHandle({ name, ...moved(page, { kind: "input", input: k + 2 }, () => values) });
    const row = h("div", { class: "other" }, h("span", { "aria-hidden": "true" }, `${sign}: ${name}`), handle.element);
    return { row, handle };
  });
  room.append(...handles.map(({ row }) => row));
  const changed = createWatch();

  return {
    sync({ state: { scene, others: values } }) {
      if (!changed(scene, ...values)) return;
      handles.forEach(({ row, handle }, k) => {
        row.hidden = k + 3 > inputsOf(scene);
        handle.sync(values[k] ?? 0);
      });
    },
  };
}
