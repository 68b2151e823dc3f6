/**
 * A small network's pass as one works it out on paper: every neuron's sum and activation, as far as
 * the stepper has come.
 */

import { reachedOf, writtenLines } from "../../kit/written.js";
import { createWatch, h } from "../../parts/dom.js";
import { breakable } from "../../parts/math.js";
import { cardOf } from "../../state/selectors.js";
import { where } from "../../state/where.js";
import { layerTitle } from "../../words/names.js";
import { openedOf } from "./question.js";

/** @type {import("../../kit/lesson.js").Figure<import("../by-hand.js").State>} */
export function working(root, { numbers }) {
  const changed = createWatch();
  return {
    sync({ state: { pass } }) {
      const opened = openedOf(numbers, pass);
      if (!opened || !changed(pass.place, pass.work.network, ...opened.flat())) return;
      const card = cardOf(pass);
      const { walked } = where(pass);
      root.replaceChildren(...opened.map((neurons, layer) =>
        h("section", { class: "working-layer" },
          h("h3", {}, layerTitle(card, layer)),
          h("div", { class: "working-neurons" }, ...neurons.map((each, neuron) => {
            const now = walked?.layer === layer && walked.neuron === neuron;
            const lines = writtenLines(pass, each, reachedOf(pass, { layer, neuron }));
            return h("div", { class: `formula working-neuron${now ? " now" : ""}` }, ...lines.map(breakable));
          })))));
    },
  };
}
