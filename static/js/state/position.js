/**
 * Where the pass stands, and where Next, Back and the timeline take it. Pure.
 *
 * What `next` changes, `back` undoes to the letter, and the other way round.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("../types.js").Unit} Unit
 * @typedef {import("./walk.js").Granularity} Granularity
 * @typedef {import("./walk.js").Inner} Inner
 * @typedef {import("./walk.js").Walk} Walk
 */

import { cardOf, isEmpty, traceOf, unitKey } from "./selectors.js";
import { stepsOf, stopsOf } from "./steps.js";
import * as walk from "./walk.js";
import { withChange } from "./change.js";

/** @param {State} state */
export function forward(state) {
  const inner = moved(state, "next");
  if (inner) return inner === state.place.inner ? state : withChange(state, { place: { inner }, hand: { at: state.place.step } });
  const stop = stopsHere(state).find((each) => each > state.place.step);
  return stop === undefined ? state : enter(state, stop, "first");
}

/** @param {State} state */
export function backward(state) {
  const inner = moved(state, "back");
  if (inner) return inner === state.place.inner ? state : withChange(state, { place: { inner }, hand: { at: state.place.step } });
  const stop = stopsHere(state).findLast((each) => each < state.place.step);
  return stop === undefined ? state : enter(state, stop, "last");
}

/**
 * The place after or before this one inside the step.
 *
 * @param {State} state
 * @param {"next" | "back"} way
 * @returns {Inner | null} the same one where its terms are still awaited, null at the step's end
 */
function moved(state, way) {
  const here = walkAt(state, state.place.step);
  if (!here || !state.place.inner) return null;
  const opened = openedHere(state);
  const awaited = !opened && state.line.connection === "online";
  if (awaited && walk.needsTerms(state.place.inner, here, way)) return state.place.inner;
  return way === "next"
    ? walk.innerAfter(state.place.inner, here, opened)
    : walk.innerBefore(state.place.inner, here, opened);
}

/**
 * @param {State} state
 * @param {number} step
 * @returns {Walk | null} null where the step is one place, and where there is nothing to walk through
 */
function walkAt(state, step) {
  if (state.place.granularity === "layer" || !traceOf(state)) return null;
  const card = cardOf(state);
  return walk.walkOf(card, stepsOf(card)[step], state.place.granularity);
}

/**
 * The neuron that is walked through, opened.
 *
 * @param {State} state
 */
export function openedHere(state) {
  const unit = walkedUnit(state);
  return (unit && state.answers.explanations[unitKey(unit)]) ?? null;
}

/**
 * @param {State} state
 * @returns {Unit | null}
 */
export function walkedUnit(state) {
  const layer = stepsOf(cardOf(state))[state.place.step]?.layer ?? null;
  return state.place.inner && layer !== null ? { layer, neuron: state.place.inner.neuron } : null;
}

/**
 * How far the walk through the step has come on its way to the next step, 0 up to 1.
 *
 * @param {State} state
 */
export function shareDone(state) {
  const here = walkAt(state, state.place.step);
  return here && state.place.inner ? walk.shareDone(state.place.inner, here, openedHere(state)) : 0;
}

/** @param {State} state */
function stopsHere(state) {
  return stopsOf(stepsOf(cardOf(state)), state.place.opened);
}

/**
 * @param {State} state
 * @param {number} step
 * @param {"first" | "last"} end  of the step's walk
 * @returns {State}
 */
function enter(state, step, end) {
  const steps = stepsOf(cardOf(state));
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
  const bounded = Math.min(stepsOf(cardOf(state)).length - 1, Math.max(0, step));
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
  if (there) {
    return withChange(state, { place: { step, inner: walk.innerAt(there, at - step) }, hand: { at: step, playing: false } });
  }
  const nearest = stops.reduce((best, stop) => (Math.abs(stop - at) < Math.abs(best - at) ? stop : best));
  return withChange(enter(withChange(state, { hand: { playing: false } }), nearest, "first"), { hand: { at } });
}

/**
 * Opens a group, so that each of its steps is a stop, or closes it to its last step.
 *
 * @param {State} state
 * @param {string} group
 * @returns {State}
 */
export function toggleGroup(state, group) {
  const opened = new Set(state.place.opened);
  if (!opened.delete(group)) opened.add(group);
  const next = withChange(state, { place: { opened } });
  const stops = stopsHere(next);
  if (stops.includes(state.place.step)) return next;
  return enter(next, stops.find((stop) => stop > state.place.step) ?? state.place.step, "first");
}

/**
 * Opens the group of a step that is none of its stops.
 *
 * @param {State} state
 * @returns {State}
 */
function openGroup(state) {
  const group = stepsOf(cardOf(state))[state.place.step]?.group ?? "";
  return withChange(state, { place: { opened: new Set([...state.place.opened, group]) } });
}

/**
 * The walk takes the neuron that was looked at, where it is one of the step's.
 *
 * @param {State} state
 * @param {Granularity} granularity
 * @returns {State}
 */
export function walkBy(state, granularity) {
  const next = withChange(state, { place: { granularity, selected: null, inner: null } });
  const panel = granularity === "term" ? "terms" : state.place.panel;
  const there = walkAt(next, state.place.step);
  if (!there) return withChange(next, { place: { panel } });
  const layer = stepsOf(cardOf(state))[state.place.step]?.layer;
  const neuron = state.place.selected?.layer === layer ? state.place.selected?.neuron : state.place.inner?.neuron;
  return withChange(next, { place: { panel, inner: walk.firstInner(there, neuron) }, hand: { at: state.place.step } });
}

/**
 * Goes through one neuron's sum, term by term.
 *
 * @param {State} state
 * @param {Unit} unit
 * @returns {State}
 */
export function walkThrough(state, { layer, neuron }) {
  const step = stepsOf(cardOf(state)).findIndex((each) => each.layer === layer);
  const next = goTo(withChange(state, { place: { granularity: "term", panel: "terms", selected: null } }), step);
  return withChange(next, { place: { inner: next.place.inner && { ...next.place.inner, neuron } } });
}

/**
 * The place made good after anything else has changed: another network, another drawing, an
 * answer of the server.
 *
 * @param {State} state
 * @returns {State}
 */
export function settled(state) {
  const here = walkAt(state, state.place.step);
  if (!here) return state.place.inner && !isAwaited(state) ? withChange(state, { place: { inner: null } }) : state;
  if (!state.place.inner || state.place.inner.neuron >= here.n) return withChange(state, { place: { inner: walk.firstInner(here) } });
  const opened = openedHere(state);
  const inner = opened ? walk.within(state.place.inner, opened) : state.place.inner;
  return inner === state.place.inner ? state : withChange(state, { place: { inner } });
}

/**
 * Whether a place inside the step will be there as soon as the drawing is read: a link leads to it.
 *
 * @param {State} state
 */
function isAwaited(state) {
  const card = cardOf(state);
  const walked = walk.walkOf(card, stepsOf(card)[state.place.step], state.place.granularity);
  return walked !== null && !isEmpty(state) && !traceOf(state);
}
