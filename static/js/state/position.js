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

/** @param {State} state */
export function forward(state) {
  const inner = moved(state, "next");
  if (inner) return inner === state.inner ? state : { ...state, inner, at: state.step };
  const stop = stopsHere(state).find((each) => each > state.step);
  return stop === undefined ? state : enter(state, stop, "first");
}

/** @param {State} state */
export function backward(state) {
  const inner = moved(state, "back");
  if (inner) return inner === state.inner ? state : { ...state, inner, at: state.step };
  const stop = stopsHere(state).findLast((each) => each < state.step);
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
  const here = walkAt(state, state.step);
  if (!here || !state.inner) return null;
  const opened = openedHere(state);
  const awaited = !opened && state.connection === "online";
  if (awaited && walk.needsTerms(state.inner, here, way)) return state.inner;
  return way === "next"
    ? walk.innerAfter(state.inner, here, opened)
    : walk.innerBefore(state.inner, here, opened);
}

/**
 * @param {State} state
 * @param {number} step
 * @returns {Walk | null} null where the step is one place, and where there is nothing to walk through
 */
function walkAt(state, step) {
  if (state.granularity === "layer" || !traceOf(state)) return null;
  const card = cardOf(state);
  return walk.walkOf(card, stepsOf(card)[step], state.granularity);
}

/**
 * The neuron that is walked through, opened.
 *
 * @param {State} state
 */
export function openedHere(state) {
  const unit = walkedUnit(state);
  return (unit && state.explanations[unitKey(unit)]) ?? null;
}

/**
 * @param {State} state
 * @returns {Unit | null}
 */
export function walkedUnit(state) {
  const layer = stepsOf(cardOf(state))[state.step]?.layer ?? null;
  return state.inner && layer !== null ? { layer, neuron: state.inner.neuron } : null;
}

/**
 * How far the walk through the step has come on its way to the next step, 0 up to 1.
 *
 * @param {State} state
 */
export function shareDone(state) {
  const here = walkAt(state, state.step);
  return here && state.inner ? walk.shareDone(state.inner, here, openedHere(state)) : 0;
}

/** @param {State} state */
function stopsHere(state) {
  return stopsOf(stepsOf(cardOf(state)), state.opened);
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
  const walking = state.inner !== null || inner !== null;
  // What was shown neuron by neuron is there already: a movement would show it once more.
  const still = walking && steps[step]?.layer === steps[state.step]?.layer;
  const playing = state.playing && step < steps.length - 1;
  return { ...state, step, inner, playing, at: still ? step : state.at };
}

/**
 * @param {State} state
 * @param {number} step  beyond the ends: the end
 * @returns {State}
 */
export function goTo(state, step) {
  const bounded = Math.min(stepsOf(cardOf(state)).length - 1, Math.max(0, step));
  const there = enter({ ...state, playing: false }, bounded, "first");
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
    return { ...state, step, inner: walk.innerAt(there, at - step), at: step, playing: false };
  }
  const nearest = stops.reduce((best, stop) => (Math.abs(stop - at) < Math.abs(best - at) ? stop : best));
  return { ...enter({ ...state, playing: false }, nearest, "first"), at };
}

/**
 * Opens a group, so that each of its steps is a stop, or closes it to its last step.
 *
 * @param {State} state
 * @param {string} group
 * @returns {State}
 */
export function toggleGroup(state, group) {
  const opened = new Set(state.opened);
  if (!opened.delete(group)) opened.add(group);
  const next = { ...state, opened };
  const stops = stopsHere(next);
  if (stops.includes(state.step)) return next;
  return enter(next, stops.find((stop) => stop > state.step) ?? state.step, "first");
}

/**
 * Opens the group of a step that is none of its stops.
 *
 * @param {State} state
 * @returns {State}
 */
function openGroup(state) {
  const group = stepsOf(cardOf(state))[state.step]?.group ?? "";
  return { ...state, opened: new Set([...state.opened, group]) };
}

/**
 * The walk takes the neuron that was looked at, where it is one of the step's.
 *
 * @param {State} state
 * @param {Granularity} granularity
 * @returns {State}
 */
export function walkBy(state, granularity) {
  const next = { ...state, granularity, selected: null, inner: null };
  const panel = granularity === "term" ? "terms" : state.panel;
  const there = walkAt(next, state.step);
  if (!there) return { ...next, panel };
  const layer = stepsOf(cardOf(state))[state.step]?.layer;
  const neuron = state.selected?.layer === layer ? state.selected?.neuron : state.inner?.neuron;
  return { ...next, panel, inner: walk.firstInner(there, neuron), at: state.step };
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
  const next = goTo({ ...state, granularity: "term", panel: "terms", selected: null }, step);
  return { ...next, inner: next.inner && { ...next.inner, neuron } };
}

/**
 * The place made good after anything else has changed: another network, another drawing, an
 * answer of the server.
 *
 * @param {State} state
 * @returns {State}
 */
export function settled(state) {
  const here = walkAt(state, state.step);
  if (!here) return state.inner && !isAwaited(state) ? { ...state, inner: null } : state;
  if (!state.inner || state.inner.neuron >= here.n) return { ...state, inner: walk.firstInner(here) };
  const opened = openedHere(state);
  const inner = opened ? walk.within(state.inner, opened) : state.inner;
  return inner === state.inner ? state : { ...state, inner };
}

/**
 * Whether a place inside the step will be there as soon as the drawing is read: a link leads to it.
 *
 * @param {State} state
 */
function isAwaited(state) {
  const card = cardOf(state);
  const walked = walk.walkOf(card, stepsOf(card)[state.step], state.granularity);
  return walked !== null && !isEmpty(state) && !traceOf(state);
}
