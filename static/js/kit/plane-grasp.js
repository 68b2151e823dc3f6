/**
 * A handle of a plane's line: it turns the line about another place, or shifts it.
 *
 * @typedef {import("./plane-geometry.js").At} At
 * @typedef {import("./plane-geometry.js").Straight} Straight
 * @typedef {import("./plane.js").PlaneLine} PlaneLine
 */

import { h } from "../parts/dom.js";
import { graspsOf, keyed, lineByKey, segmentOf, shifted, turned } from "./plane-geometry.js";
import { put } from "./plane-point.js";

const STEP = 0.1; // of the numbers of a line that is moved
const NAMES = ["Turn the line, first end", "Shift the line", "Turn the line, last end"];

/**
 * @param {number} which  of the line's handles, from its first end
 * @param {import("./plane-point.js").Ground} ground
 * @param {() => PlaneLine | undefined} line  as it is now
 * @param {(line: Straight) => void} moveLine
 */
export function createGrasp(which, { axes, X, Y, placeOf }, line, moveLine) {
  const element = h("div", {
    class: `plane-grasp ${which === 1 ? "shifts" : "turns"}`,
    role: "slider", tabindex: "0", "aria-label": NAMES[which] ?? "", "data-overlay": true,
  });
  /** @type {{line: PlaneLine, about: At} | null} */
  let begun = null;
  const pivot = () => {
    const segment = line() && segmentOf(/** @type {PlaneLine} */ (line()), axes);
    return line()?.about ?? (segment ? graspsOf(segment)[which === 0 ? 2 : 0] : { x: 0, y: 0 });
  };

  /**
   * @param {PlaneLine} from
   * @param {At} about
   * @param {At} through
   */
  function movedTo(from, about, through) {
    const step = from.step ?? STEP;
    return which === 1 ? shifted(from, through, step) : turned(from, about, through, step);
  }

  /** @param {Straight} next */
  function give(next) {
    const now = line();
    if (now && (next.b !== now.b || next.w.some((each, k) => each !== now.w[k]))) moveLine(next);
  }

  element.addEventListener("keydown", (event) => {
    const now = line();
    const segment = now && segmentOf(now, axes);
    if (!now || !segment || event.ctrlKey || event.altKey || event.metaKey) return;
    const about = pivot();
    const next = lineByKey(event.key, now, graspsOf(segment)[which] ?? about, axes, (to) => movedTo(now, about, to));
    if (!keyed(event.key, about, axes)) return;
    event.preventDefault();
    event.stopPropagation();
    if (next) moveLine(next);
  });

  /** Where it is; null where it cannot be seen. */
  function at() {
    const now = line();
    if (!now || now.isFixed || (which === 1 && now.about)) return null;
    const segment = segmentOf(now, axes);
    return segment && (graspsOf(segment)[which] ?? null);
  }

  return {
    element,
    at,
    begin() {
      const now = line();
      begun = now ? { line: now, about: pivot() } : null;
    },
    /** @param {PointerEvent} event */
    move: (event) => begun && give(movedTo(begun.line, begun.about, placeOf(event))),
    end() {},
    takeBack: () => begun && give(begun.line),
    show() {
      const [now, place] = [line(), at()];
      element.hidden = place === null;
      if (!now || !place) return;
      put(element, { x: X(place.x), y: Y(place.y) });
      element.setAttribute("aria-valuenow", `${which === 1 ? now.b : Math.round((Math.atan2(now.w[1], now.w[0]) * 180) / Math.PI)}`);
      element.setAttribute("aria-valuetext", now.words);
    },
  };
}
