/**
 * Pointer → actions, in pad units. One pointer draws at a time; it is captured, so that a pen may
 * leave the pad and come back.
 *
 * @typedef {import("../types.js").Point} Point
 * @typedef {import("../state.js").State} State
 * @typedef {import("../state.js").Action} Action
 */

import { erase, thinned } from "./strokes.js";

export const ERASER = 0.06; // radius in pad units

/**
 * @param {HTMLElement} surface  its box is the pad; has `touch-action: none`
 * @param {() => State} get
 * @param {(action: Action) => void} dispatch
 */
export function listenToPen(surface, get, dispatch) {
  /** @type {number | null} */
  let drawing = null; // pointerId
  /** @type {Point} */
  let last = [0, 0];
  let rubbed = false; // whether this move of the eraser has taken something away yet

  surface.addEventListener("pointerdown", (event) => {
    if (drawing !== null || event.button !== 0) return;
    event.preventDefault();
    surface.focus({ preventScroll: true });
    drawing = event.pointerId;
    surface.setPointerCapture(drawing);
    last = inPad(surface, event);
    if (get().tool === "pen") {
      dispatch({ type: "strokeBegan", point: last });
    } else {
      rubbed = false;
      rub(last);
    }
  });

  surface.addEventListener("pointermove", (event) => {
    if (event.pointerId !== drawing) return;
    // Absent over plain HTTP on a network address.
    const events = event.getCoalescedEvents?.() ?? [];
    const points = (events.length ? events : [event]).map((each) => inPad(surface, each));
    if (get().tool === "pen") {
      const fresh = thinned(last, points);
      if (fresh.length === 0) return;
      last = fresh.at(-1) ?? last;
      dispatch({ type: "strokeGrew", points: fresh });
    } else {
      for (const point of points) rub(point);
    }
  });

  for (const end of /** @type {const} */ (["pointerup", "pointercancel", "lostpointercapture"])) {
    surface.addEventListener(end, (event) => {
      if (event.pointerId !== drawing) return;
      drawing = null;
      dispatch({ type: "strokeEnded" });
    });
  }

  /** @param {Point} point */
  function rub(point) {
    const before = get().drawing;
    const left = erase(before, last, point, ERASER);
    last = point;
    if (left === before) return;
    dispatch({ type: "erased", drawing: left, begins: !rubbed });
    rubbed = true;
  }
}

/**
 * The pad's border box is read at each event: it may have been resized or rotated mid-stroke.
 *
 * @param {HTMLElement} surface
 * @param {PointerEvent} event
 * @returns {Point}
 */
function inPad(surface, event) {
  const box = surface.getBoundingClientRect();
  return [
    clamp((event.clientX - box.left) / box.width),
    clamp((event.clientY - box.top) / box.height),
  ];
}

/** @param {number} value */
function clamp(value) {
  return Math.min(1, Math.max(0, value));
}
