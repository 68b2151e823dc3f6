/**
 * Carries `at` to the step that Next, Back or the timeline asked for. Idle at rest.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../state/state.js").Action} Action
 */

import { restOf } from "../state/pace.js";
import { where } from "../state/where.js";

const STEP_TIME = 700; // ms from one step to the next at speed 1
const LONGEST = 1200; // ms for a jump over many steps

/**
 * @param {{get: () => State, dispatch: (action: Action) => void}} store
 * @param {() => boolean} still  whether motion is turned off
 */
export function createMotion(store, still) {
  /** @type {number | null} */
  let last = null; // time of the frame before, while moving
  let from = store.get().hand.at;
  let target = store.get().place.step;
  let rested = 0; // ms since the pass came to rest

  /**
   * One frame. Returns whether another one is needed.
   *
   * @param {number} time  ms
   */
  return function advance(time) {
    const { hand: { at, speed, playing }, place: { step } } = store.get();
    const passed = last === null ? 0 : time - last;
    if (step !== target) [from, target] = [at, step];
    if (at !== step) {
      last = time;
      rested = 0;
      const distance = Math.abs(step - from) || 1;
      const duration = Math.min(LONGEST, STEP_TIME * distance) / speed;
      const way = (passed / duration) * distance;
      const next = still() || Math.abs(step - at) <= way ? step : at + Math.sign(step - at) * way;
      store.dispatch({ type: "set", hand: { at: next } });
      return true;
    }
    if (!playing) {
      last = null;
      rested = 0;
      return false;
    }
    last = time;
    rested += passed;
    if (rested > restOf(store.get().place, where(store.get()).step.kind === "maps") / speed) {
      rested = 0;
      store.dispatch({ type: "next" });
      if (store.get().place.step >= where(store.get()).steps.length - 1) {
        store.dispatch({ type: "set", hand: { playing: false } });
      }
    }
    return true;
  };
}
