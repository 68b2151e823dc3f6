/**
 * Where the pass stands, and where Next, Back and the timeline take it. Pure.
 *
 * `back` undoes exactly what `next` changes, and the other way round.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("../types.js").Unit} Unit
 * @typedef {import("./walk.js").Granularity} Granularity
 * @typedef {import("./walk.js").Inner} Inner
 * @typedef {import("./walk.js").Walk} Walk
 */

import { isEmpty } from "./selectors.js";
import { stopsOf } from "./steps.js";
import * as walk from "./walk.js";
import { withChange } from "./change.js";
import { where } from "./where.js";

/** @param {State} state */
export function forward(state) {
  const inner = moved(state, "next");
  if (inner) return walkedTo(state, inner);
  const stop = stopsHere(state).find((each) => each > state.place.step);
  return stop === undefined ? state : enter(state, stop, "first");
}

/** @param {State} state */
export function backward(state) {
  const inner = moved(state, "back");
  if (inner) return walkedTo(state, inner);
  const stop = stopsHere(state).findLast((each) => each < state.place.step);
  return stop === undefined ? state : enter(state, stop, "last");
}

/**
 * @param {State} state
 * @param {Inner} inner
 * @returns {State}
 */
function walkedTo(state, inner) {
  const { inner: before, step } = state.place;
  return inner === before ? state : withChange(state, { place: { inner }, hand: { at: step } });
}

/**
 * The place after or before this one inside the step.
 *
 * @param {State} state
 * @param {"next" | "back"} way
 * @returns {Inner | null} the same one while its terms are still awaited, null at the step's end
 */
function moved(state, way) {
  const { inner, step } = state.place;
  const here = walkAt(state, step);
  if (!here || !inner) return null;
  const { opened } = where(state);
  const awaited = !opened && state.line.connection === "online";
  if (awaited && walk.needsTerms(inner, here, way)) return inner;
  return way === "next" ? walk.innerAfter(inner, here, opened) : walk.innerBefore(inner, here, opened);
}

/**
 * @param {State} state
 * @param {number} step
 * @returns {Walk | null} null where the step is one place, and where there is nothing to walk through
 */
function walkAt(state, step) {
  const { card, steps, trace } = where(state);
  return trace && walk.walkOf(card, steps[step], state.place.granularity);
}

/**
 * How far the walk through the step has come on its way to the next step, 0 up to 1.
 *
 * @param {State} state
 */
export function shareDone(state) {
  const here = walkAt(state, state.place.step);
  return here && state.place.inner ? walk.shareDone(state.place.inner, here, where(state).opened) : 0;
}

/** @param {State} state */
function stopsHere(state) {
  return stopsOf(where(state).steps, state.place.opened);
}

/**
 * @param {State} state
 * @param {number} step
 * @param {"first" | "last"} end  of the step's walk
 * @returns {State}
 */
function enter(state, step, end) {
  const { steps } = where(state);
  const there = walkAt(state, step);
  const inner = there && (end === "first" ? walk.firstInner(there) : walk.lastInner(there));
  const walking = state.place.inner !== null || inner !== null;
  // What was shown neuron by neuron is there already: a movement would show it once more.
  const still = walking && steps[step]?.layer === steps[state.place.step]?.layer;
  const playing = state.hand.playing && step < steps.length - 1;
  return withChange(state, { place: { step, inner }, hand: { playing, at: still ? step : state.hand.at } });
}

/**
 * @param {State} state
 * @param {number} step  beyond the ends: the end
 * @returns {State}
 */
export function goTo(state, step) {
  const bounded = Math.min(where(state).steps.length - 1, Math.max(0, step));
  const there = enter(withChange(state, { hand: { playing: false } }), bounded, "first");
  return stopsHere(there).includes(bounded) ? there : openGroup(there);
}

/**
 * While the timeline's handle is dragged: between steps, or through a step's neurons.
 *
 * @param {State} state
 * @param {number} at  in steps
 * @returns {State}
 */
export function scrubTo(state, at) {
  const stops = stopsHere(state);
  const step = stops.findLast((stop) => stop <= at) ?? 0;
  const there = walkAt(state, step);
  const stopped = withChange(state, { hand: { playing: false } });
  if (there) return withChange(stopped, { place: { step, inner: walk.innerAt(there, at - step) }, hand: { at: step } });
  const nearest = stops.reduce((best, stop) => (Math.abs(stop - at) < Math.abs(best - at) ? stop : best));
  return withChange(enter(stopped, nearest, "first"), { hand: { at } });
}

/**
 * Opens a group, so that each of its steps is a stop, or closes it to its last step.
 *
 * @param {State} state
 * @param {string} group
 * @returns {State}
 */
export function toggleGroup(state, group) {
  const { step, opened: before } = state.place;
  const opened = new Set(before);
  if (!opened.delete(group)) opened.add(group);
  const next = withChange(state, { place: { opened } });
  const stops = stopsHere(next);
  return stops.includes(step) ? next : enter(next, stops.find((stop) => stop > step) ?? step, "first");
}

/**
 * Opens the group of a step that is not a stop while the group is closed.
 *
 * @param {State} state
 * @returns {State}
 */
function openGroup(state) {
  const { group } = where(state).step;
  return withChange(state, { place: { opened: new Set([...state.place.opened, group]) } });
}

/**
 * The walk goes to the neuron that was looked at, if it is one of the step's.
 *
 * @param {State} state
 * @param {Granularity} granularity
 * @returns {State}
 */
export function walkBy(state, granularity) {
  const { step, selected, inner, panel: before } = state.place;
  const panel = granularity === "term" ? "terms" : before;
  const next = withChange(state, { place: { granularity, panel, selected: null, inner: null } });
  const there = walkAt(next, step);
  if (!there) return next;
  const neuron = selected?.layer === where(state).step.layer ? selected?.neuron : inner?.neuron;
  return withChange(next, { place: { inner: walk.firstInner(there, neuron) }, hand: { at: step } });
}

/**
 * Goes through one neuron's sum, term by term.
 *
 * @param {State} state
 * @param {Unit} unit
 * @returns {State}
 */
export function walkThrough(state, { layer, neuron }) {
  const step = where(state).steps.findIndex((each) => each.layer === layer);
  const next = goTo(withChange(state, { place: { granularity: "term", panel: "terms", selected: null } }), step);
  return withChange(next, { place: { inner: next.place.inner && { ...next.place.inner, neuron } } });
}

/**
 * The place put right after anything else has changed: another network, another drawing, an answer
 * from the server.
 *
 * @param {State} state
 * @returns {State}
 */
export function settled(state) {
  return withChange(state, { place: { inner: innerNow(state) } });
}

/** @param {State} state */
function innerNow(state) {
  const { inner, step } = state.place;
  const here = walkAt(state, step);
  if (!here) return inner && isAwaited(state) ? inner : null;
  if (!inner || inner.neuron >= here.n) return walk.firstInner(here);
  if (inner.neuron % here.stride) return walk.firstInner(here, inner.neuron);
  const { opened } = where(state);
  return opened ? walk.within(inner, opened) : inner;
}

/**
 * Whether a place inside the step will be there as soon as the drawing is read: a link leads to it.
 *
 * @param {State} state
 */
function isAwaited(state) {
  const { card, step, trace } = where(state);
  return !trace && !isEmpty(state) && walk.walkOf(card, step, state.place.granularity) !== null;
}
