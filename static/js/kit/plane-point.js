/**
 * A point of a plane: its shape and colour say its class, a mark that a mistake is made of it. It
 * can be dragged, moved by the arrow keys, or pressed.
 *
 * @typedef {import("./plane-geometry.js").At} At
 * @typedef {import("./plane-geometry.js").Axis} Axis
 * @typedef {import("./plane.js").Point} Point
 *
 * @typedef {object} Ground  of the plane, as it is laid out now
 * @property {readonly [Axis, Axis]} axes
 * @property {(x: number) => number} X  px
 * @property {(y: number) => number} Y  px
 * @property {(event: PointerEvent) => At} placeOf  where a pointer is
 */

import { h, s, setText } from "../parts/dom.js";
import { keyed, onGrid } from "./plane-geometry.js";

const SHAPES = ["M-7-7H7V7H-7Z", "M-8.5 0A8.5 8.5 0 1 1 8.5 0A8.5 8.5 0 1 1-8.5 0Z", "M0-9.5L9.5 7H-9.5Z", "M-7 0A7 7 0 1 1 7 0A7 7 0 1 1-7 0Z"];
const TURNS = 0.85; // of the way across: from there on its text is before it
const UNKNOWN = "M-5 0A5 5 0 1 1 5 0A5 5 0 1 1-5 0Z";

/**
 * @param {number} k  which of the points
 * @param {Ground} ground
 * @param {{movePoint?: (k: number, to: At) => void, choosePoint?: (k: number) => void}} can
 */
export function createPoint(k, { axes, X, Y, placeOf }, { movePoint, choosePoint }) {
  const shape = s("path", { class: "plane-shape" });
  const mark = h("span", { class: "plane-wrong", "aria-hidden": "true" }, "✗");
  const text = h("span", { class: "plane-text", "aria-hidden": "true" });
  const element = h("div", { class: "plane-point", "data-overlay": true },
    s("svg", { viewBox: "-12 -12 24 24", "aria-hidden": "true" }, shape), mark, text);
  let point = /** @type {Point} */ ({ x: 0, y: 0, kind: -1, words: "" });
  let begun = { at: point, off: { x: 0, y: 0 }, moved: false };
  const canMove = () => movePoint !== undefined && !point.isFixed;

  /** @param {At} to */
  function move(to) {
    const { x, y } = onGrid(to, axes);
    if (x === point.x && y === point.y) return false;
    point = { ...point, x, y }; // the next key may come before the next frame
    movePoint?.(k, { x, y });
    return true;
  }

  if (movePoint || choosePoint) {
    element.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const to = canMove() ? keyed(event.key, point, axes) : null;
      if (to) move(to);
      else if (choosePoint && (event.key === "Enter" || event.key === " ")) choosePoint(k);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  return {
    element,
    at: () => (choosePoint || canMove() ? { x: point.x, y: point.y } : null),
    /** @param {PointerEvent} event */
    begin(event) {
      const { x, y } = placeOf(event);
      begun = { at: point, off: { x: point.x - x, y: point.y - y }, moved: false };
    },
    /** @param {PointerEvent} event */
    move(event) {
      if (!canMove()) return;
      const { x, y } = placeOf(event);
      if (move({ x: x + begun.off.x, y: y + begun.off.y })) begun.moved = true;
    },
    end() {
      if (!begun.moved) choosePoint?.(k);
    },
    takeBack: () => canMove() && void move(begun.at),
    /** @param {Point} next */
    show(next) {
      point = next;
      const { x, y, kind, size: scale = 1 } = next;
      put(element, { x: X(x), y: Y(y) });
      shape.setAttribute("d", SHAPES[kind] ?? UNKNOWN);
      shape.setAttribute("transform", `scale(${scale})`);
      element.dataset["kind"] = `${kind}`;
      element.classList.toggle("is-now", next.isNow === true);
      element.classList.toggle("is-wrong", next.isWrong === true);
      element.classList.toggle("can-move", canMove());
      element.classList.toggle("is-left", x > axes[0].low + (axes[0].high - axes[0].low) * TURNS);
      mark.hidden = !next.isWrong;
      write(text, next.text ?? "", next.net);
      sayPoint(element, next, canMove(), choosePoint !== undefined);
    },
  };
}

/**
 * What a point says of itself, and what can be done with it.
 *
 * @param {HTMLElement} element
 * @param {Point} point
 * @param {boolean} moves
 * @param {boolean} isPressed
 */
function sayPoint(element, { x, words, isWrong, isNow }, moves, isPressed) {
  element.setAttribute("role", moves ? "slider" : isPressed ? "button" : "img");
  element.setAttribute("aria-label", isWrong ? `${words}, a mistake` : words);
  for (const [name, value] of [["aria-valuenow", `${x}`], ["aria-valuetext", words]]) {
    if (moves) element.setAttribute(/** @type {string} */ (name), /** @type {string} */ (value));
    else element.removeAttribute(/** @type {string} */ (name));
  }
  if (moves || isPressed) element.tabIndex = 0;
  else element.removeAttribute("tabindex");
  if (isPressed && !moves) element.setAttribute("aria-pressed", `${isNow === true}`);
  else element.removeAttribute("aria-pressed");
}

/**
 * @param {HTMLElement} element
 * @param {string} text
 * @param {number | undefined} net
 */
function write(element, text, net) {
  setText(element, text);
  if (net === undefined) delete element.dataset["net"];
  else element.dataset["net"] = `${net}`;
}

/**
 * @param {HTMLElement} element
 * @param {At} px
 */
export function put(element, { x, y }) {
  element.style.left = `${x}px`;
  element.style.top = `${y}px`;
}
