/** Small figures: elements of a lesson's template that are pressed, chosen from, or written into. */

import { createWatch, h, setText, setUsable } from "../parts/dom.js";
import { later } from "../parts/later.js";

/** @template State @typedef {import("./lesson.js").Figure<State>} Figure */

/**
 * A button.
 *
 * @template State
 * @param {() => void} press
 * @param {{usable?: (state: State) => boolean, words?: (state: State) => string}} [now]
 * @returns {Figure<State>}
 */
export function button(press, { usable, words } = {}) {
  return (room) => {
    room.addEventListener("click", press);
    return {
      sync({ state }) {
        if (usable) setUsable(room, usable(state));
        if (words) setText(room, words(state));
      },
    };
  };
}

/**
 * A sentence.
 *
 * @template State
 * @param {(state: State & import("./lesson.js").Common) => string | null} words  null keeps what was there
 * @returns {Figure<State>}
 */
export function sentence(words) {
  return (room) => ({
    sync({ state }) {
      const text = words(state);
      if (text !== null) setText(room, text);
    },
  });
}

/**
 * One of a few, by buttons side by side.
 *
 * @template State
 * @template {string} Value
 * @param {string} label
 * @param {Readonly<Record<Value, string>>} options  in words
 * @param {(state: State) => Value} chosen
 * @param {(value: Value) => void} set
 * @returns {Figure<State>}
 */
export function choices(label, options, chosen, set) {
  return (room) => {
    const entries = /** @type {[Value, string][]} */ (Object.entries(options));
    const buttons = entries.map(([value, words]) =>
      h("button", { type: "button", class: "choice", click: () => set(value) }, words));
    room.classList.add("choices");
    room.setAttribute("role", "group");
    room.setAttribute("aria-label", label);
    room.append(...buttons);
    const changed = createWatch();
    return {
      sync({ state }) {
        const now = chosen(state);
        if (changed(now)) buttons.forEach((each, k) => each.setAttribute("aria-pressed", `${entries[k]?.[0] === now}`));
      },
    };
  };
}

/**
 * What is there at some moments only.
 *
 * @template State
 * @param {(state: State & import("./lesson.js").Common) => boolean} isThere
 * @returns {Figure<State>}
 */
export function thereIf(isThere) {
  return (room) => ({
    sync({ state }) {
      room.hidden = !isThere(state);
    },
  });
}

/**
 * What is not seen at first: a figure whose module comes once the page has its first answer.
 *
 * @template State
 * @template Module
 * @param {() => Promise<Module>} load  `() => import("./my-lesson/figure.js")`
 * @param {(module: Module) => Figure<State>} figureIn
 * @returns {Figure<State>}
 */
export function comesLater(load, figureIn) {
  return (room, page) => later(room, { load, make: (module) => figureIn(module)(room, page), changed: page.markDirty });
}
