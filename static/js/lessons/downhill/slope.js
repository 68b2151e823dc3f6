/**
 * Both slopes under the ball, by back-propagation, and what nudging each weight finds.
 *
 * @typedef {import("../downhill.js").State} State
 */

import { netSpan, tidy } from "../../kit/figures.js";
import { createWatch, h } from "../../parts/dom.js";
import { nudgeOf } from "./ground.js";

const PLACES = 3; // of slopes: the smallest nudge differs in the second

/**
 * @param {import("../../kit/lesson.js").Numbers["answer"]} answers
 * @returns {import("../../kit/lesson.js").Figure<State>}
 */
export function slope(answers) {
  return (room, { start }) => {
    const body = h("tbody", {});
    const heads = ["", "slope", "E", "E nudged", "rise ÷ nudge"].map((text) => h("th", { scope: "col" }, text));
    room.append(h("table", { class: "figures slopes" }, h("thead", {}, h("tr", {}, ...heads)), body));
    const changed = createWatch();
    return {
      sync({ state }) {
        const found = answers("nudge", nudgeOf(state, start));
        if (!found || !changed(found)) return;
        body.replaceChildren(...["₁", "₂"].map((sign, k) => h("tr", {},
          h("th", { scope: "row" }, `∂E/∂w${sign}`),
          ...[found.slope[k], found.total, found.nudged[k], found.quotients[k]].map((value) =>
            h("td", {}, netSpan(value, tidy(value, PLACES)))))));
      },
    };
  };
}
