/**
 * A toy network's pass as one works it out on paper: every neuron's sum and activation, as far as
 * the stepper has come.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../kit/written.js").Opened} Opened
 */

import { layerTitle } from "../../words/names.js";
import { createWatch, h } from "../../parts/dom.js";
import { breakable } from "../../parts/math.js";
import { cardOf } from "../../state/selectors.js";
import { reachedOf, writtenLines } from "../../kit/written.js";
import { where } from "../../state/where.js";

/** @param {HTMLElement} root */
export function createWorking(root) {
  const changed = createWatch();

  return {
    /**
     * @param {State} state
     * @param {readonly (readonly (Opened | null)[])[]} opened  by layer and neuron
     */
    sync(state, opened) {
      if (!changed(state.place.step, state.place.inner, state.place.granularity, state.work.network, state.place.notation, ...opened.flat())) return;
      const card = cardOf(state);
      const walked = where(state).walked;
      root.replaceChildren(...opened.map((neurons, layer) =>
        h("section", { class: "working-layer" },
          h("h3", {}, layerTitle(card, layer)),
          h("div", { class: "working-neurons" }, ...neurons.map((each, neuron) => {
            const now = walked?.layer === layer && walked.neuron === neuron;
            const lines = each ? writtenLines(state, each, reachedOf(state, { layer, neuron })).map(breakable) : [];
            return h("div", { class: `formula working-neuron${now ? " now" : ""}` }, ...lines);
          })))));
    },
  };
}
