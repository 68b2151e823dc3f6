/**
 * A number that can be taken hold of: dragged, moved by keys, or typed.
 *
 * It is dragged over values that are known beforehand, so that each of them can be asked for before
 * it is reached. Typed, it may be any number; whether that is within the limits the server says.
 */

import { listenToHold } from "../input/hold.js";
import { h, setText } from "../parts/dom.js";
import { typedNumber } from "../state/edits.js";
import { tidy } from "./figures.js";

const REACH = 9; // px of a drag from one value to the next
const SHORT = 60; // px of a drag through few values
const LEAP = 5; // values that Page Up goes

/**
 * @typedef {object} HandleOptions
 * @property {string} name  what it is, in words
 * @property {() => readonly number[]} values  that it can be dragged to now: in order, at equal distances
 * @property {(value: number) => void} set
 * @property {() => void} [grab]  it is about to be moved
 * @property {(value: number) => string} [write]  a value, as its box shows it
 * @property {(value: number) => string} [words]  what a value means
 */

/** @param {HandleOptions} options */
export function createHandle({ name, values, set, grab = () => {}, write = tidy, words = write }) {
  const text = h("span", { class: "handle-value", translate: "no" });
  const element = h("div", { class: "handle", role: "slider", tabindex: "0", "aria-label": name }, text);
  let value = 0;
  let from = { x: 0, y: 0, value, index: 0, moved: false }; // where the drag began

  const index = () => nearest(values(), value);

  /** @param {number} index */
  function go(index) {
    const next = values().at(Math.min(values().length - 1, Math.max(0, index))) ?? value;
    if (next === value) return;
    value = next; // the next key may come before the next frame
    set(next);
  }

  function type() {
    const field = h("input", { class: "handle-field", "aria-label": name, inputmode: "decimal" });
    field.value = `${value}`;
    let isOpen = true;
    /** @param {boolean} keeps */
    function done(keeps) {
      if (!isOpen) return; // taking the field away takes the focus from it, which ends here, too
      isOpen = false;
      const typed = typedNumber(field.value);
      const hadFocus = document.activeElement === field;
      field.remove();
      if (hadFocus) element.focus();
      if (keeps && Number.isFinite(typed) && typed !== value) set(typed);
    }
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter") done(true);
      if (event.key === "Escape") done(false);
    });
    field.addEventListener("pointerdown", (event) => event.stopPropagation()); // no drag begins here
    field.addEventListener("blur", () => done(true));
    element.append(field);
    field.select();
  }

  element.addEventListener("pointerenter", grab);
  element.addEventListener("focus", grab);
  element.addEventListener("dblclick", type);
  listenToHold(element, {
    begin({ clientX: x, clientY: y }) {
      grab();
      from = { x, y, value, index: index(), moved: false };
    },
    move({ clientX, clientY }) {
      const way = clientX - from.x - (clientY - from.y);
      const reach = Math.max(REACH, SHORT / values().length);
      from.moved ||= Math.abs(way) > reach / 2;
      go(from.index + Math.round(way / reach));
    },
    end() {
      // A tap on a number of two values is the other one.
      if (!from.moved && values().length === 2) go(1 - from.index);
    },
    takeBack() {
      if (value === from.value) return;
      value = from.value;
      set(value);
    },
  });
  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const to = destination(event.key, index(), values().length);
    if (to !== null) go(to);
    else if (event.key === "Enter") type();
    else return;
    event.preventDefault();
  });

  return {
    element,
    /** @param {number} current */
    sync(current) {
      value = current;
      const [low = 0] = values();
      const high = values().at(-1) ?? low;
      setText(text, write(current));
      element.setAttribute("aria-valuemin", `${Math.min(low, current)}`);
      element.setAttribute("aria-valuemax", `${Math.max(high, current)}`);
      element.setAttribute("aria-valuenow", `${current}`);
      element.setAttribute("aria-valuetext", words(current));
      const share = high > low ? (current - low) / (high - low) : 0;
      element.style.setProperty("--share", `${Math.min(1, Math.max(0, share))}`);
    },
  };
}

/**
 * Where a key leads, among so many values; null for a key that leads nowhere.
 *
 * @param {string} key
 * @param {number} index
 * @param {number} n
 */
export function destination(key, index, n) {
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
      return index + 1;
    case "ArrowLeft":
    case "ArrowDown":
      return index - 1;
    case "PageUp":
      return index + LEAP;
    case "PageDown":
      return index - LEAP;
    case "Home":
      return 0;
    case "End":
      return n - 1;
    default:
      return null;
  }
}

/**
 * Values at equal distances; as decimals, so that 0.3 is 0.3.
 *
 * @param {number} low
 * @param {number} high
 * @param {number} step
 */
export function grid(low, high, step) {
  const n = Math.round((high - low) / step) + 1;
  return Array.from({ length: n }, (_, k) => Number((low + k * step).toFixed(6)));
}

/**
 * The index of the value that is nearest.
 *
 * @param {readonly number[]} values
 * @param {number} value
 */
export function nearest(values, value) {
  let best = 0;
  values.forEach((each, k) => {
    if (Math.abs(each - value) < Math.abs((values[best] ?? 0) - value)) best = k;
  });
  return best;
}
