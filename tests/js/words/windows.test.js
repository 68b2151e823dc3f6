import assert from "node:assert/strict";
import { test } from "node:test";

import { sharingOf } from "../../../static/js/words/sharing.js";
import { fieldInWords, fieldOn, kernelForm, poolInNumbers, poolInWords } from "../../../static/js/words/windows.js";
import { readsOf } from "../../../static/js/state/windows.js";
import { explanation } from "../explanations.js";
import { MAPS } from "../models.js";

/** @param {import("../../../static/js/words/formula.js").MathNode | string} tree @returns {string} */
const text = (tree) => (typeof tree === "string" ? tree : tree.children.map(text).join(""));

/**
 * A pool's place that reads these nine numbers.
 *
 * @param {readonly number[]} values
 */
function pool(values) {
  const inputs = Float32Array.from(values);
  const best = Math.max(...values);
  const weights = inputs.map((_, k) => (k === values.indexOf(best) ? 1 : 0));
  const reads = Uint32Array.from(readsOf(MAPS, 1, 0));
  return explanation(MAPS, { layer: 1, neuron: 0 }, { inputs, weights, reads, shown: { ...explanation(MAPS, { layer: 1, neuron: 0 }).shown, a: best } });
}

test("a pool says which of its places won, and that the others are forgotten", () => {
  const opened = pool([0, 0, 0.25, 0, 0, 0.75, 0, 0, 0]);
  assert.equal(poolInWords(MAPS, opened), "The largest wins: row 2, column 3 with 0.75. The other 8 are forgotten, and so is where it stood.");
  assert.equal(text(poolInNumbers(MAPS, opened)), "a1,1,12=max(0.00,0.00,0.25,0.00,0.00,0.75,0.00,0.00,0.00)=0.75");
  assert.match(poolInWords(MAPS, pool([0, 0, 0, 0, 0, 0, 0, 0, 0])), /All 9 are 0.00: the first is taken/);
});

test("what a place sees of the digit ends at the digit's edge", () => {
  assert.equal(fieldInWords(fieldOn(MAPS, { layer: 0, neuron: 0 })), "It sees rows 1 to 4, columns 1 to 4 of the digit.");
  assert.equal(fieldInWords(fieldOn(MAPS, { layer: 1, neuron: 4 })), "It sees rows 9 to 19, columns 9 to 19 of the digit.");
});

test("what a kernel shares, and what it would take without", () => {
  assert.deepEqual(sharingOf(MAPS, 0), { each: 26, places: 81, shared: 52, unshared: 2 * 81 * 26, dense: 162 * 785 });
});

test("a corner's kernel is written over its window, with dots where it hangs over the edge", () => {
  const reads = Uint32Array.from(readsOf(MAPS, 0, 0));
  const [weights, inputs] = [new Float32Array(16).fill(0.5), new Float32Array(16).fill(1)];
  const lines = kernelForm("a", MAPS, explanation(MAPS, { layer: 0, neuron: 0 }, { reads, weights, inputs }), 0).map(text);
  assert.match(lines[0] ?? "", /1,1,1/);
  assert.equal(lines[1], `·····${"·0.500.500.500.50".repeat(4)}`);
  assert.match(lines[3] ?? "", /0\.50=0\.50$/);
});
