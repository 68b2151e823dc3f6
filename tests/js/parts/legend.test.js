import assert from "node:assert/strict";
import { test } from "node:test";

import { unitScales } from "../../../static/js/parts/legend.js";
import { stepsOf } from "../../../static/js/state/steps.js";
import { CLASSIC } from "../models.js";

/**
 * What the legend says of the neurons at a step.
 *
 * @param {string} id
 * @param {readonly number[]} activations  ends of the scales
 */
function said(id, activations) {
  const step = stepsOf(CLASSIC).find((each) => each.id === id);
  assert.ok(step);
  const scales = { lines: 1, sums: [4, 6, 8], activations };
  return unitScales(CLASSIC, step, scales).map(({ label, low, high }) => `${label} ${low}…${high}`);
}

test("one scale stands for all neurons only where it is that of all", () => {
  assert.deepEqual(said("answer", [1, 1, 1]), ["neurons a 0…1"]);
  assert.deepEqual(said("answer", [5, 10, 1]), ["hidden 1 a 0…5", "hidden 2 a 0…10", "output a 0…1"]);
  assert.deepEqual(said("activations-1", [5, 10, 1]), ["neurons a 0…5"]);
});

test("the layers before the sums have their own", () => {
  assert.deepEqual(said("sums-1", [5, 10, 1]), ["bundles and neurons z -4…4"]);
  assert.deepEqual(said("sums-2", [5, 10, 1]), ["hidden 1 a 0…5", "hidden 2 z -6…6"]);
  assert.deepEqual(said("sums-3", [1, 1, 1]), ["hidden layers a 0…1", "output z -8…8"]);
  assert.deepEqual(said("inputs", [1, 1, 1]), []);
});
