/**
 * On a phone the inspector is a sheet: its handle names the neuron, and pulls the sheet up.
 *
 * @typedef {import("../state.js").State} State
 */

import { capital, number } from "../format.js";
import { toldOf } from "../reveal.js";
import { cardOf, focusOf, traceOf } from "../state.js";
import { unitName } from "../words.js";
import { createWatch, h, setText } from "./dom.js";
import { icon } from "./icons.js";

/** @param {HTMLElement} handle */
export function createTray(handle) {
  const words = h("span", {});
  handle.append(words, icon("down"));
  handle.addEventListener("click", () => {
    handle.setAttribute("aria-expanded", `${handle.getAttribute("aria-expanded") === "false"}`);
  });
  const changed = createWatch();

  return {
    /** @param {State} state */
    sync(state) {
      const { trace, drawing, blank, selected, step, inner, network, covered } = state;
      if (!changed(trace, drawing, blank, selected, step, inner, network, covered)) return;
      setText(words, inWords(state));
    },
  };
}

/** @param {State} state */
function inWords(state) {
  const focus = focusOf(state);
  const trace = traceOf(state);
  if (!focus || !trace) return "Inspector: the digit image";
  const card = cardOf(state);
  const name = unitName(card, focus);
  const pass = trace.layers[focus.layer];
  const told = toldOf(state, focus);
  if (!pass || told === "part") return capital(name);
  if (told === null) return capital(`${name}: not reached yet`);
  const [letter, values] = told === "sum" ? ["z = ", pass.z] : ["", pass.a];
  return capital(`${name}: ${letter}${number(values[focus.neuron] ?? 0)}`);
}
