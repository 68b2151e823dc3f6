/**
 * A number that can be taken hold of: dragged, moved by keys, or typed. It takes only the values it
 * was given, so that each of them can be asked for beforehand.
 */

import { h, setText } from "../parts/dom.js";
import { tidy } from "./figures.js";

const REACH = 9; // px of a drag from one value to the next
const LEAP = 5; // values that Page Up goes

/**
 * @typedef {object} HandleOptions
 * @property {string} name  what it is, in words
 * @property {() => readonly number[]} values  that it can take now: in order, at equal distances
 * @property {(value: number) => void} set
 * @property {() => void} [grab]  it is about to be moved
 * @property {(value: number) => string} [words]  what a value means
 */

/**
 * @param {HandleOptions} options
 */
export function createHandle({ name, values, set, grab = () => {}, words }) {
  const text = h("span", { class: "handle-value" });
  const element = h("div", {
    class: "handle", role: "slider", tabindex: "0", "aria-label": name }, text);
  let value = 0;
  /** Where the drag began. @type {{x: number, y: number, index: number, moved: boolean} | null} */
  let from = null;

  /** @param {number} index */
  function go(index) {
    const next = values().at(Math.min(values().length - 1, Math.max(0, index))) ?? value;
    if (next !== value) set(next);
  }
  const index = () => nearest(values(), value);

  element.addEventListener("pointerenter", grab);
  element.addEventListener("focus", grab);
  element.addEventListener("pointerdown", ({ button, pointerId, clientX: x, clientY: y }) => {
    if (button !== 0) return;
    element.setPointerCapture(pointerId);
    grab();
    from = { x, y, index: index(), moved: false };
  });
  element.addEventListener("pointermove", ({ clientX, clientY }) => {
    if (!from) return;
    const way = clientX - from.x - (clientY - from.y);
    const reach = Math.max(REACH, 60 / values().length);
    from.moved ||= Math.abs(way) > reach / 2;
    go(from.index + Math.round(way / reach));
  });
  element.addEventListener("lostpointercapture", () => {
    // A tap on a number of two values is the other one.
    if (from && !from.moved && values().length === 2) go(1 - from.index);
    from = null;
  });
  element.addEventListener("keydown", (event) => {
    /** @type {Record<string, number>} */
    const to = {
      ArrowRight: index() + 1, ArrowUp: index() + 1, ArrowLeft: index() - 1, ArrowDown: index() - 1,
      PageUp: index() + LEAP, PageDown: index() - LEAP, Home: 0, End: values().length - 1,
    };
    const next = to[event.key];
    if (next === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    go(next);
  });

  return {
    element,
    /** @param {number} current */
    sync(current) {
      value = current;
      const [low = 0] = values();
      const high = values().at(-1) ?? low;
      setText(text, tidy(current));
      element.setAttribute("aria-valuemin", `${low}`);
      element.setAttribute("aria-valuemax", `${high}`);
      element.setAttribute("aria-valuenow", `${current}`);
      element.setAttribute("aria-valuetext", words ? words(current) : tidy(current));
      element.style.setProperty("--share", `${high > low ? (current - low) / (high - low) : 0}`);
    },
  };
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
 * @param {readonly number[]} values
 * @param {number} value
 */
function nearest(values, value) {
  let best = 0;
  values.forEach((each, k) => {
    if (Math.abs(each - value) < Math.abs((values[best] ?? 0) - value)) best = k;
  });
  return best;
}
