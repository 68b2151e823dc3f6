/**
 * Back, Next, Play, and the timeline: groups that open into their steps, and a handle to drag.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../types.js").Frame} Frame
 * @typedef {import("../state/state.js").Action} Action
 * @typedef {import("../state/walk.js").Granularity} Granularity
 */

import { SPEEDS } from "../state/pace.js";
import { shareDone } from "../state/position.js";
import { isAtEnd } from "../state/selectors.js";
import { answerIsHidden } from "../state/state.js";
import { stopsOf } from "../state/steps.js";
import { granularitiesOf } from "../state/walk.js";
import { nextWords, titleOf } from "../words/words.js";
import { createWatch, h, setText, setUsable } from "./dom.js";
import { icon } from "./icons.js";
import { where } from "../state/where.js";

/**
 * @param {HTMLElement} root
 * @param {{
 *   get: () => State,
 *   dispatch: (action: Action) => void,
 *   reveal: () => void,
 *   takesNext?: () => boolean,
 * }} page  `reveal` brings the stage into sight, where the page scrolls; `takesNext`: this Next is
 *   for something else
 */
export function createStepper(root, { get, dispatch, reveal, takesNext }) {
  const button = (/** @type {string} */ kind, /** @type {() => void} */ click) =>
    h("button", {
      type: "button",
      class: `step-button ${kind}`,
      click: () => {
        click();
        reveal();
      },
    });
  const back = button("back", () => dispatch({ type: "back" }));
  const next = button("next", forward);
  const play = button("play", startOrStop);
  back.append(...pictured("back", "Back"));
  const granularity = choice("step-by", "Next goes by", [], (value) =>
    dispatch({ type: "granularity", granularity: /** @type {Granularity} */ (value) }));
  const speed = choice("speed", "Speed", SPEEDS.map((each) => [`${each}`, `${each}×`]), (value) =>
    dispatch({ type: "set", hand: { speed: Number(value) } }));

  const dots = h("div", { class: "dots" });
  const done = h("div", { class: "track-done" });
  const knob = h("div", { class: "knob" });
  const scrub = h("input", {
    type: "range",
    class: "scrub",
    min: "0",
    step: "any",
    "aria-label": "Position in the pass",
    input: () => {
      dragged = true;
      dispatch({ type: "scrubbed", at: stepAt(Number(scrub.value)) });
    },
    change: letGo,
    // The keys step, as everywhere on the page; a range of its own would move by fractions.
    keydown: (event) => {
      if (event instanceof KeyboardEvent && /^(Arrow|Page)/.test(event.key)) event.preventDefault();
    },
  });
  const groups = h("div", { class: "groups" });
  root.append(
    h("div", { class: "step-buttons" }, back, next, play),
    h("div", { class: "timeline" }, h("div", { class: "track" }, done), dots, knob, scrub, groups),
    h("div", { class: "step-choices" }, granularity.label, speed.label),
  );

  /** @type {readonly number[]} */
  let stops = [];
  const shape = createWatch();
  const network = createWatch();
  const changed = createWatch();
  const pressed = createWatch();
  let dragged = false; // the range is where a hand has put it

  function forward() {
    if (takesNext?.()) return;
    if (isAtEnd(get())) dispatch({ type: "goto", step: stops[0] ?? 0 });
    else dispatch({ type: "next" });
  }

  function startOrStop() {
    const { playing } = get().hand;
    if (!playing && isAtEnd(get())) dispatch({ type: "goto", step: stops[0] ?? 0 });
    dispatch({ type: "set", hand: { playing: !playing } });
  }

  /** A handle that is let go between two steps goes to the nearer one. */
  function letGo() {
    const { inner, step } = get().place;
    if (!inner) dispatch({ type: "goto", step });
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
  function rebuild(state) {
    if (shape(where(state).steps, state.place.opened)) build(state);
  }

  /** @param {State} state */
  function build(state) {
    const { steps, card } = where(state);
    if (network(card)) {
      const each = granularitiesOf(card);
      const named = (/** @type {Granularity} */ by) => (by === "neuron" && each.includes("map") ? "position" : by);
      granularity.select.replaceChildren(...each.map((by) => h("option", { value: by }, named(by))));
    }
    stops = stopsOf(steps, state.place.opened);
    const last = Math.max(1, stops.length - 1);
    const percent = (/** @type {number} */ place) => `${(place / last) * 100}%`;
    scrub.max = `${last}`;
    dots.replaceChildren(...stops.map((_, k) => placed(h("i", {}), percent(k))));
    const names = [...new Set(steps.map((step) => step.group))];
    groups.replaceChildren(
      ...names.map((name) => {
        const places = stops.flatMap((stop, k) => (steps[stop]?.group === name ? [k] : []));
        const middle = ((places[0] ?? 0) + (places.at(-1) ?? 0)) / 2;
        const several = steps.filter((step) => step.group === name).length > 1;
        const label = h("button", { type: "button", class: "group-name", "data-group": name, click: () => goTo(name) }, name);
        const group = h("div", { class: "group" }, label, ...(several ? [opener(name, state.place.opened.has(name))] : []));
        group.style.setProperty("--at", `${(middle / last) * 100}`);
        return placed(group, percent(middle));
      }),
    );
  }

  /**
   * @param {string} name
   * @param {boolean} open
   */
  function opener(name, open) {
    const label = open ? `Take the steps of ${name} as one` : `Open ${name} into its steps`;
    return h("button", {
      type: "button",
      class: "group-open",
      "aria-expanded": `${open}`,
      "aria-label": label,
      "data-opens": name,
      title: label,
      click: () => {
        dispatch({ type: "group", group: name });
        rebuild(get()); // now, so that the keyboard can stay on the button
        for (const button of groups.querySelectorAll("button")) if (button.dataset.opens === name) button.focus();
      },
    }, icon("down"));
  }

  /** @param {string} name */
  function goTo(name) {
    const state = get();
    const { steps } = where(state);
    const first = stops.find((stop) => steps[stop]?.group === name);
    if (first !== undefined) dispatch({ type: "goto", step: first });
    reveal();
  }

  return {
    /** @param {Frame} frame */
    sync({ state }) {
      const { hand: { at, playing, speed: times }, place: looked } = state;
      const { step, inner, granularity: by } = looked;
      rebuild(state);
      const place = placeOf(inner ? step + shareDone(state) : at);
      const title = titleOf(state);
      const words = nextWords(state);
      const same = !changed(place, title, words, looked, playing, times, stops);
      if (same && !dragged) return;
      dragged = false;
      const { steps } = where(state);
      const share = `${(place / Math.max(1, stops.length - 1)) * 100}%`;
      done.style.width = share;
      knob.style.left = share;
      [...dots.children].forEach((dot, k) => dot.classList.toggle("passed", k <= place + 0.01));
      scrub.value = `${place}`;
      scrub.setAttribute("aria-valuetext", title);
      const now = steps[step]?.group;
      for (const group of groups.children) {
        const label = group.firstElementChild;
        const here = label instanceof HTMLElement && label.dataset.group === now;
        group.classList.toggle("now", here);
        if (here) label.setAttribute("aria-current", "step");
        else label?.removeAttribute("aria-current");
      }
      groups.dataset.covered = `${answerIsHidden(state)}`;
      setUsable(back, step > (stops[0] ?? 0) || inner !== null);
      setText(next, words);
      if (pressed(playing)) play.replaceChildren(...pictured(playing ? "pause" : "play", playing ? "Pause" : "Play"));
      granularity.select.value = by === "map" && !granularity.select.querySelector("[value=map]") ? "layer" : by;
      speed.select.value = `${times}`;
    },
    forward,
    startOrStop,
  };
}

/**
 * A picture for phones, which have no room for the word beside it.
 *
 * @param {"back" | "play" | "pause"} picture
 * @param {string} words
 */
function pictured(picture, words) {
  return [icon(picture), h("span", {}, words)];
}

/**
 * @template {HTMLElement} Kind
 * @param {Kind} element
 * @param {string} left
 */
function placed(element, left) {
  element.style.left = left;
  return element;
}

/**
 * @param {string} id
 * @param {string} name
 * @param {readonly (readonly [value: string, label: string])[]} options
 * @param {(value: string) => void} choose
 */
function choice(id, name, options, choose) {
  // On a phone the label has no room; the name stays.
  const select = h("select", { id, "aria-label": name, change: () => choose(select.value) },
    ...options.map(([value, label]) => h("option", { value }, label)));
  return { select, label: h("label", { class: `step-choice ${id}`, for: id }, h("span", {}, name), select) };
}
