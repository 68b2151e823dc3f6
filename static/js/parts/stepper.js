/**
 * Back, Next, Play, and the timeline: groups that open into their steps, and a handle to drag.
 *
 * @typedef {import("../state.js").State} State
 * @typedef {import("../state.js").Action} Action
 */

import { cardOf } from "../state.js";
import { stepsOf, stopsOf } from "../steps.js";
import { titleOf } from "../words.js";
import { createWatch, h, setText } from "./dom.js";

const SPEEDS = [0.5, 1, 2, 4];

/**
 * @param {HTMLElement} root
 * @param {{get: () => State, dispatch: (action: Action) => void}} page
 */
export function createStepper(root, { get, dispatch }) {
  const back = h("button", { type: "button", class: "step-button", click: () => dispatch({ type: "back" }) }, "Back");
  const next = h("button", { type: "button", class: "step-button next", click: () => forward() });
  const play = h("button", {
    type: "button",
    class: "step-button",
    click: () => startOrStop(),
  });
  const speed = h("select", {
    id: "speed",
    change: () => dispatch({ type: "speed", speed: Number(speed.value) }),
  }, ...SPEEDS.map((each) => h("option", { value: `${each}` }, `${each}×`)));
  const dots = h("div", { class: "dots" });
  const done = h("div", { class: "track-done" });
  const handle = h("input", {
    type: "range",
    class: "scrub",
    min: "0",
    step: "any",
    "aria-label": "Position in the pass",
    input: () => dispatch({ type: "scrubbed", at: stepAt(Number(handle.value)) }),
    change: () => dispatch({ type: "goto", step: Math.round(stepAt(Number(handle.value))) }),
    // The keys step, as everywhere on the page; a range of its own would move by fractions.
    keydown: (event) => {
      if (event instanceof KeyboardEvent && event.key.startsWith("Arrow")) event.preventDefault();
    },
  });
  const groups = h("div", { class: "groups" });
  root.append(
    h("div", { class: "step-buttons" }, back, next, play),
    h("div", { class: "timeline" }, h("div", { class: "track" }, done), dots, handle, groups),
    h("label", { class: "speed", for: "speed" }, "Speed", speed),
  );

  /** @type {readonly number[]} */
  let stops = [];
  const shape = createWatch();
  const changed = createWatch();

  function forward() {
    const state = get();
    if (state.step === stepsOf(cardOf(state)).length - 1) dispatch({ type: "goto", step: stops[0] ?? 0 });
    else dispatch({ type: "next" });
  }

  function startOrStop() {
    const state = get();
    const atEnd = state.step === stepsOf(cardOf(state)).length - 1;
    if (!state.playing && atEnd) dispatch({ type: "goto", step: stops[0] ?? 0 });
    dispatch({ type: "play", playing: !state.playing });
  }

  /**
   * Where a position stands on the timeline, on which every stop takes the same room.
   *
   * @param {number} at  in steps
   */
  function placeOf(at) {
    const after = stops.findIndex((stop) => stop >= at);
    if (after <= 0) return 0;
    const [from, to] = [stops[after - 1] ?? 0, stops[after] ?? 0];
    return after - 1 + (at - from) / (to - from);
  }

  /** @param {number} place */
  function stepAt(place) {
    const from = Math.floor(place);
    const low = stops[from] ?? 0;
    const high = stops[from + 1] ?? low;
    return low + (high - low) * (place - from);
  }

  /** @param {State} state */
  function build(state) {
    const steps = stepsOf(cardOf(state));
    stops = stopsOf(steps, state.opened);
    const last = Math.max(1, stops.length - 1);
    handle.max = `${last}`;
    dots.replaceChildren(
      ...stops.map((_, k) => {
        const dot = h("i", {});
        dot.style.left = `${(k / last) * 100}%`;
        return dot;
      }),
    );
    const names = [...new Set(steps.map((step) => step.group))];
    groups.replaceChildren(
      ...names.map((name) => {
        const places = stops.flatMap((stop, k) => (steps[stop]?.group === name ? [k] : []));
        const middle = ((places[0] ?? 0) + (places.at(-1) ?? 0)) / 2;
        const several = steps.filter((step) => step.group === name).length > 1;
        const button = h("button", {
          type: "button",
          class: "group",
          "data-group": name,
          click: () => openOrGo(name, several),
        }, name);
        if (several) button.setAttribute("aria-expanded", `${state.opened.has(name)}`);
        button.style.left = `${(middle / last) * 100}%`;
        return button;
      }),
    );
  }

  /**
   * @param {string} name
   * @param {boolean} several
   */
  function openOrGo(name, several) {
    const state = get();
    const steps = stepsOf(cardOf(state));
    const here = steps[state.step]?.group === name;
    if (several && (here || !state.opened.has(name))) dispatch({ type: "group", group: name });
    if (!here) {
      const first = stopsOf(steps, get().opened).find((stop) => steps[stop]?.group === name);
      dispatch({ type: "goto", step: first ?? state.step });
    }
  }

  return {
    /** @param {State} state */
    sync(state) {
      const steps = stepsOf(cardOf(state));
      if (shape(state.network, state.opened)) build(state);
      if (!changed(state.at, state.step, state.playing, state.speed, state.network, state.opened, state.trace)) return;
      const place = placeOf(state.at);
      const last = Math.max(1, stops.length - 1);
      done.style.width = `${(place / last) * 100}%`;
      [...dots.children].forEach((dot, k) => {
        dot.classList.toggle("passed", k <= place + 0.01);
        dot.classList.toggle("now", stops[k] === state.step);
      });
      handle.value = `${place}`;
      handle.setAttribute("aria-valuetext", titleOf(state));
      const now = steps[state.step]?.group;
      for (const button of groups.querySelectorAll("button")) {
        button.classList.toggle("now", button.dataset.group === now);
      }
      const end = state.step === steps.length - 1;
      back.disabled = state.step <= (stops[0] ?? 0);
      setText(next, end ? "Start over" : "Next");
      setText(play, state.playing ? "Pause" : "Play");
      speed.value = `${state.speed}`;
    },
    forward,
    startOrStop,
  };
}
