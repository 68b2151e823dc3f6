/**
 * On a phone the inspector is a sheet: its handle names the neuron, and pulls the sheet up. In the
 * projector's view a press on a neuron does that, too.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../types.js").Frame} Frame
 */

import { capital, number } from "../words/format.js";
import { toldOf } from "../state/reveal.js";
import { cardOf, figuresOf } from "../state/state.js";
import { unitName } from "../words/words.js";
import { createWatch, h, setText } from "./dom.js";
import { icon } from "./icons.js";
import { where } from "../state/where.js";

/**
 * @param {HTMLElement} handle
 * @param {() => boolean} unfolds  whether a chosen neuron is to be seen opened
 */
export function createTray(handle, unfolds) {
  const words = h("span", {});
  handle.append(words, icon("down"));
  handle.addEventListener("click", () => unfold(handle.getAttribute("aria-expanded") === "false"));
  const changed = createWatch();
  const chosen = createWatch();

  /** @param {boolean} open */
  function unfold(open) {
    handle.setAttribute("aria-expanded", `${open}`);
    if (open && unfolds()) handle.scrollIntoView({ block: "start" }); // where it stands below the pad
  }

  return {
    /** @param {Frame} frame */
    sync({ state }) {
      const { answers: { trace, maps }, work, place } = state;
      if (chosen(place.selected) && unfolds()) unfold(place.selected !== null);
      if (!changed(trace, maps, work, place)) return;
      setText(words, inWords(state));
    },
  };
}

/** @param {State} state */
function inWords(state) {
  const { focus, trace } = where(state);
  if (!focus || !trace) return "Inspector: the digit image";
  const card = cardOf(state);
  const name = unitName(card, focus);
  const figures = figuresOf(state, focus);
  const told = toldOf(state, focus);
  if (!figures || told === "part") return capital(name);
  if (told === null) return capital(`${name}: not reached yet`);
  return capital(`${name}: ${told === "sum" ? `z = ${number(figures.z)}` : number(figures.a)}`);
}
