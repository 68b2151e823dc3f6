/**
 * The answer sheet: what the server computes of the worksheet's questions.
 *
 * @typedef {import("../../kit/lesson.js").Figure<import("../keeping-it-honest.js").State>} Figure
 * @typedef {import("./facts.js").Facts} Facts
 */

import { netSpan, tidy } from "../../kit/figures.js";
import { heldBy } from "./facts.js";
import { bestOf } from "./runs.js";

const STARTS = [1, 0.25]; // of a weight
const TWO = [2, 4, 1]; // weights 2 and 4 on inputs of 1, and the bias

/** All four masks of two neurons, and their average, by hand. @type {Figure} */
export const fourMasks = (room, { numbers }) => ({
  sync() {
    const [w1 = 0, w2 = 0, bias = 0] = TWO;
    const at = (/** @type {readonly number[]} */ vector) => numbers.layers({
      network: { layers: [{ weights: [[w1, w2]], biases: [bias], activation: "linear" }] }, input: { vector },
    })?.[0]?.a[0];
    const all = [[0, 0], [2, 0], [0, 2], [2, 2], [1, 1]].map(at);
    if (all.includes(undefined)) return;
    const spans = all.map((each) => netSpan(each ?? 0));
    const full = spans.pop() ?? "";
    room.replaceChildren(...spans.flatMap((each, k) => [k ? ", " : "", each]), ". Their average is what the full network says: ", full, ".");
  },
});

/** Three times a tenth of each weight, and three times 0.1. @type {Figure} */
export const pulled = (room, { numbers }) => {
  const thrice = (/** @type {import("../../kit/numbers.js").InlineLayer} */ layer, /** @type {number} */ w) =>
    numbers.layers({ network: { layers: [layer, layer, layer] }, input: { vector: [w] } });
  const l2 = { weights: [[0.9]], biases: [0], activation: "linear" };
  const l1 = { weights: [[1]], biases: [-0.1], activation: "relu" };
  return {
    sync() {
      const all = [l2, l1].flatMap((layer) => STARTS.map((w) => thrice(layer, w)));
      if (all.includes(null)) return;
      const first = all.map((layers) => layers?.at(-1)?.a[0]).indexOf(0);
      const name = `${["L2", "L1"][Math.floor(first / 2)]}’s ${STARTS[first % 2]}`;
      const [large, small, one, other] = all.map((layers) => (layers ?? []).flatMap(({ a }, k) => [k ? ", " : "", netSpan(a[0] ?? 0, tidy(a[0] ?? 0, 5))]));
      room.replaceChildren("L2: ", ...(large ?? []), ", and ", ...(small ?? []), ". L1: ", ...(one ?? []), ", and ", ...(other ?? []), `. So ${name} is 0 first: a share of a weight never is all of it.`);
    },
  };
};

/** Where to stop. @param {Facts} facts @returns {Figure} */
export const whenToStop = (facts) => (room, { start }) => ({
  sync() {
    const run = facts.run(heldBy("none", start.seed));
    if (!run) return;
    const best = bestOf(run);
    room.replaceChildren("At step ", netSpan(run.steps[best] ?? 0), ": ", netSpan(run.checked[best] ?? 0), ` of ${start.new}; at the end `, netSpan(run.checked.at(-1) ?? 0), ".");
  },
});
