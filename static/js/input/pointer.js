/**
 * Pointer → actions, in pad units.
 *
 * @typedef {import("../types.js").Point} Point
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../state/state.js").Action} Action
 */

import { isErasing, listenToHold } from "./hold.js";
import { edgeBetween, erase, thinned } from "./strokes.js";

export const ERASER = 0.06; // radius in pad units
// The first comes at once, the second with the next frame: too late for that frame to show the
// answer. Absent over plain HTTP on a network address, and in some browsers.
const MOVE = /** @type {"pointermove"} */ (
  "onpointerrawupdate" in globalThis ? "pointerrawupdate" : "pointermove"
);

/**
 * @param {HTMLElement} surface  its box is the pad; has `touch-action: none`
 * @param {() => State} get
 * @param {(action: Action) => void} dispatch
 * @param {(refused: boolean) => void} tell  whether the last to come down was a finger that draws nothing
 * @param {typeof import("./hold.js").VISIT} [visit]
 */
export function listenToPen(surface, get, dispatch, tell, visit) {
  let before = get(); // as it was when the pen came down
  let rubbing = false;
  let rubbed = false; // whether this move of the eraser has taken something away yet
  let away = false; // the pen is off the pad: it draws nothing there
  /** @type {Point} */
  let last = [0, 0]; // also while off the pad
  const rubs = (/** @type {PointerEvent} */ event) => get().hand.tool === "eraser" || isErasing(event);

  listenToHold(surface, {
    begin(event) {
      event.preventDefault();
      surface.focus({ preventScroll: true });
      before = get();
      tell(false);
      takeUp(rubs(event), inPad(surface.getBoundingClientRect(), event));
    },
    move(event) {
      // Absent over plain HTTP on a network address.
      const events = event.getCoalescedEvents?.() ?? [];
      const box = surface.getBoundingClientRect();
      const points = (events.length ? events : [event]).map((each) => inPad(box, each));
      if (rubs(event) !== rubbing) {
        dispatch({ type: "strokeEnded" });
        takeUp(!rubbing, last);
      }
      if (rubbing) points.forEach(rub);
      else draw(points);
    },
    end: () => dispatch({ type: "strokeEnded" }),
    takeBack: () => dispatch({ type: "takenBack", before }),
    refuse: () => tell(true),
  }, { draws: true, moves: MOVE, visit });

  /**
   * @param {boolean} eraser  or the pen
   * @param {Point} point
   */
  function takeUp(eraser, point) {
    rubbing = eraser;
    rubbed = false;
    last = point;
    away = isOutside(point);
    if (rubbing) rub(point);
    else if (!away) dispatch({ type: "strokeBegan", point });
  }

  /**
   * A stroke ends at the edge where the pen leaves, and a new one begins where it comes back.
   *
   * @param {readonly Point[]} points
   */
  function draw(points) {
    /** @type {Point[]} */
    let on = [];
    const grow = () => {
      if (on.length) dispatch({ type: "strokeGrew", points: on });
      on = [];
    };
    for (const point of thinned(last, points)) {
      const outside = isOutside(point);
      if (!outside && away) dispatch({ type: "strokeBegan", point: edgeBetween(point, last) });
      if (!outside) on.push(point);
      else if (!away) on.push(edgeBetween(last, point));
      if (outside) grow();
      away = outside;
      last = point;
    }
    grow();
  }

  /** @param {Point} point */
  function rub(point) {
    const before = get().work.drawing;
    const left = erase(before, last, point, ERASER);
    last = point;
    if (left === before) return;
    dispatch({ type: "erased", drawing: left, begins: !rubbed });
    rubbed = true;
  }
}

/**
 * @param {DOMRect} box  of the pad, read at each event: it may be resized or rotated mid-stroke
 * @param {PointerEvent} event
 * @returns {Point} beyond 0 to 1 off the pad
 */
function inPad(box, event) {
  return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
}

/** @param {Point} point */
function isOutside([x, y]) {
  return x < 0 || x > 1 || y < 0 || y > 1;
}
