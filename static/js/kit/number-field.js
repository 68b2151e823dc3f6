/**
 * A number that is typed: taken as soon as it is one within the limits, else told what was expected.
 */

import { readNumber } from "../state/edits.js";
import { number } from "../words/format.js";
import { h } from "../parts/dom.js";
import { plain } from "./written.js";
import { decimal } from "./toy.js";

const STEP = 0.1; // of the arrow keys

/**
 * What a typed number has to be, in words; null where it is.
 *
 * @param {string} text
 * @param {number} largest  magnitude
 */
export function objection(text, largest) {
  const value = readNumber(text);
  if (value !== null && Math.abs(value) <= largest) return null;
  const found = text.trim() === "" ? "nothing" : `“${text.trim().slice(0, 20)}”`;
  return `Expected a number from ${number(-largest, 0)} to ${number(largest, 0)}, found ${found}.`;
}

/**
 * @param {object} field
 * @param {string} field.name  what it is, in words
 * @param {number} field.largest  magnitude
 * @param {(value: number) => void} field.set
 * @param {(words: string | null) => void} field.object  says what is wrong with what was typed
 */
export function createNumberField({ name, largest, set, object }) {
  let value = 0;
  const element = h("input", {
    type: "text", class: "number-field", inputmode: "decimal", autocomplete: "off", "aria-label": name,
    input: take,
    focus: () => element.select(),
    blur: show,
    keydown: (event) => {
      const way = event instanceof KeyboardEvent ? { ArrowUp: 1, ArrowDown: -1, Enter: 0 }[event.key] : undefined;
      if (way === undefined) return;
      event.preventDefault();
      if (way) give(Math.max(-largest, Math.min(largest, decimal(value + way * STEP))));
      show();
    },
  });

  function take() {
    const wrong = objection(element.value, largest);
    element.setAttribute("aria-invalid", `${wrong !== null}`);
    object(wrong && `${wrong} It stays ${plain(value)}.`);
    if (wrong === null) give(decimal(/** @type {number} */ (readNumber(element.value))));
  }

  /** @param {number} next */
  function give(next) {
    if (next === value) return;
    value = next;
    set(next);
  }

  /** The number that counts, in place of what was typed. */
  function show() {
    element.value = plain(value);
    if (element.getAttribute("aria-invalid") !== "true") return;
    element.setAttribute("aria-invalid", "false");
    object(null);
  }

  return {
    element,
    /** @param {number} current */
    sync(current) {
      if (decimal(current) === value && element.value !== "") return; // it may be in the middle of being typed
      value = decimal(current);
      element.value = plain(value);
    },
  };
}
