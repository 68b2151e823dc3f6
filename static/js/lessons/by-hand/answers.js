/**
 * The answers to the worksheet, computed: its neurons are those of the network that the lesson begins with.
 *
 * @typedef {import("../../kit/lesson.js").Figure<import("../by-hand.js").State>} Figure
 * @typedef {import("../../types.js").LayerPass} LayerPass
 */

import { createWatch, h, setText } from "../../parts/dom.js";
import { rendered } from "../../parts/math.js";
import { number } from "../../words/format.js";
import { ALL, writtenLines } from "../../kit/written.js";
import { layerLines } from "./forms.js";
import { openedOf } from "./question.js";
import { sigmoid } from "./asks.js";

/**
 * @param {Parameters<typeof sigmoid>[0]} walk
 * @param {import("../../state/state.js").State} pass  of the same numbers
 * @returns {Readonly<Record<"sum" | "product" | "activations", Figure>>}
 */
export function answers(walk, pass) {
  /** @type {(lines: (opened: readonly import("../../kit/written.js").Opened[]) => readonly import("../../words/formula.js").MathNode[]) => Figure} */
  const worked = (lines) => (room, { numbers }) => {
    const changed = createWatch();
    return {
      sync() {
        const hidden = openedOf(numbers, pass, "index")?.[0];
        if (hidden && changed(...hidden)) room.replaceChildren(...lines(hidden).map((line) => h("p", {}, rendered(line))));
      },
    };
  };
  return {
    sum: worked(([first]) => (first ? writtenLines(pass, first, ALL).slice(0, 2) : [])),
    product: worked((hidden) => layerLines(pass, hidden, pass.work.weights?.[0] ?? { W: new Float32Array(), b: new Float32Array() }).slice(0, 1)),
    activations: (room, { numbers }) => ({
      sync() {
        const layer = numbers.layers(sigmoid(walk))?.[0];
        if (layer) setText(room, Array.from(layer.a, (a, k) => `σ(${number(layer.z[k] ?? 0, 4)}) = ${number(a, 4)}`).join(", "));
      },
    }),
  };
}
