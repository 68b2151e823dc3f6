/**
 * A digit as classic reads it with the painted neuron in it: what that one makes of the digit, and
 * the ten outputs beside those of the network as it is shipped.
 *
 * @typedef {import("../../kit/lesson.js").Figure<import("../what-a-neuron-looks-for.js").State>} Figure
 */

import { drawGrey } from "../../draw/grid.js";
import { outOf, showNet } from "../../kit/figures.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { pixelCanvas } from "../../parts/pixel-canvas.js";
import { strongest } from "../../state/selectors.js";
import { number } from "../../words/format.js";
import { inPlaceOf } from "./question.js";

/**
 * @param {(digit: number) => import("../../kit/numbers.js").Question} shipped
 * @returns {Figure}
 */
export const read = (shipped) => (room, { numbers }) => {
  const ctx = pixelCanvas();
  const [z, a] = [h("b"), h("b")];
  room.append(ctx.canvas, h("p", { class: "grid-fired" }, "yours: z = ", z, ", a: ", a));
  const drawn = createWatch();

  return {
    sync({ state, palette }) {
      const was = numbers.trace(shipped(state.digit));
      const is = numbers.layers({ ...shipped(state.digit), edits: inPlaceOf(state) })?.[0];
      if (was && drawn(was, palette)) drawGrey(ctx, was.input, palette);
      if (!is) return;
      showNet(z, is.z[state.neuron] ?? 0);
      showNet(a, is.a[state.neuron] ?? 0, outOf("sigmoid", is.a[state.neuron] ?? 0, is.z[state.neuron] ?? 0));
    },
  };
};

/**
 * @param {(digit: number) => import("../../kit/numbers.js").Question} shipped
 * @returns {Figure}
 */
export const outputs = (shipped) => (root, { numbers }) => {
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const [was, is] = [bar("shipped"), bar("yours")];
    const element = h("tr", {}, h("th", { scope: "row" }, `${digit}`),
      h("td", { class: "output-bars" }, was.track, is.track), h("td", {}, was.figure), h("td", {}, is.figure));
    return { element, was, is };
  });
  const words = h("p", { class: "verdict", role: "status" });
  root.append(
    h("table", { class: "figures outputs" },
      h("thead", {}, h("tr", {}, h("td"), h("td"), h("th", { scope: "col" }, "shipped"), h("th", { scope: "col" }, "with yours"))),
      h("tbody", {}, ...rows.map(({ element }) => element))),
    words);
  const changed = createWatch();

  return {
    sync({ state }) {
      const before = numbers.layers(shipped(state.digit))?.at(-1)?.a;
      const after = numbers.layers({ ...shipped(state.digit), edits: inPlaceOf(state) })?.at(-1)?.a;
      if (!before || !after || !changed(before, after)) return;
      const [answer, mine] = [strongest(before), strongest(after)];
      rows.forEach(({ element, was, is }, digit) => {
        was.show(before[digit] ?? 0);
        is.show(after[digit] ?? 0);
        element.classList.toggle("answer", digit === mine);
      });
      setText(words, answer === mine ? `The answer stays ${mine}.` : `The answer was ${answer}; with your neuron it is ${mine}.`);
    },
  };
};

/** @param {string} kind */
function bar(kind) {
  const fill = h("i", { class: `output-bar ${kind}` });
  const figure = h("span", { class: `output-figure ${kind}` });
  return {
    track: h("span", { class: "output-track" }, fill),
    figure,
    /** @param {number} value */
    show(value) {
      fill.style.width = `${100 * value}%`;
      showNet(figure, value, number(value));
    },
  };
}
