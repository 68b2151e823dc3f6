/**
 * Four newer functions, one at a time, over the ReLU that they mend.
 *
 * @typedef {import("../activation-functions.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 */

import { netSpan, tidy } from "../../kit/figures.js";
import { createHandle, grid } from "../../kit/handle.js";
import { createPlot } from "../../kit/plot.js";
import { createWatch } from "../../parts/dom.js";
import { number } from "../../words/format.js";
import { curveOf, NEWER, readingOf, shapeOf } from "./shapes.js";

const FAR = -4; // a sum at which what they let through is told

/**
 * @param {State} state
 * @returns {import("./shapes.js").Activation}
 */
function activationOf({ newer, alpha }) {
  return newer === "parametric-relu" ? { name: newer, alpha: [alpha] } : newer;
}

/** @type {Figure} */
export function newerPlot(room, page) {
  return createPlot(room, page, (/** @type {import("../../kit/lesson.js").Frame<State>} */ { state, palette }) => {
    const f = activationOf(state);
    const [shape, relu, dip] = [shapeOf(page.numbers, f), shapeOf(page.numbers, "relu"), page.numbers.answer("lowest", { f })];
    if (!shape || !relu || !dip) return null;
    return {
      curves: [{ ...curveOf(relu, "relu"), colour: palette.edge, dash: [3, 4] }, curveOf(shape, f)],
      span: [FAR, 1], range: [-0.6, 1], levels: [{ y: 0, text: "0" }, { y: 1, text: "1" }],
      now: dip.z === null ? [] : [{ x: dip.z, y: dip.a }], made: [shape, relu, dip],
      words: `${NEWER[state.newer]}, with ReLU dotted behind it.`,
    };
  });
}

/**
 * The slope below 0 of the parametric one.
 *
 * @param {(alpha: number) => void} setAlpha
 * @returns {Figure}
 */
export function createAlpha(setAlpha) {
  return (room) => {
    const handle = createHandle({ name: "Slope α below 0", values: () => grid(0, 1, 0.05), set: setAlpha });
    room.classList.add("named-handle");
    room.append("α =", handle.element);
    return {
      sync({ state }) {
        room.hidden = state.newer !== "parametric-relu";
        handle.sync(state.alpha);
      },
    };
  };
}

/** What is special about it, in numbers. @type {Figure} */
export function newerWords(room, { numbers }) {
  const changed = createWatch();
  return {
    sync({ state }) {
      const f = activationOf(state);
      const [far, dip] = [readingOf(numbers, f, FAR), numbers.answer("lowest", { f })];
      if (!far || !dip || !changed(state.newer, far.a, dip)) return;
      const dipped = dip.z === null ? [] : [
        " It goes down before it goes up: lowest at z ≈ ", netSpan(dip.z, number(dip.z, 3)), ", where it says ≈ ", netSpan(dip.a, number(dip.a, 3)), ".",
      ];
      const what = {
        "leaky-relu": "Below 0 it lets a hundredth through: at z = −4 it says ",
        "parametric-relu": "Its slope α below 0 is learned, like a weight: at z = −4 it says ",
        gelu: "z · Φ(z), where Φ is the bell curve’s share to the left of z: at z = −4 it says ",
        swish: "z · σ(z), the sum times its own sigmoid: at z = −4 it says ",
      }[state.newer];
      room.replaceChildren(what, netSpan(far.a, tidy(far.a, 4)), ".", ...dipped);
    },
  };
}
