/** Where keys lead, which values there are, and how figures are written. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { outOf, tidy } from "../../../static/js/kit/figures.js";
import { destination, grid, nearest } from "../../../static/js/kit/handle.js";
import { layoutDiagram } from "../../../static/js/kit/diagram-layout.js";

describe("a handle's values", () => {
  test("are decimals at equal distances, both ends included", () => {
    assert.deepEqual(grid(-0.3, 0.3, 0.1), [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]);
    assert.equal(grid(-12, 12, 0.5).length, 49);
  });

  test("are found from a number between them", () => {
    assert.equal(nearest([0, 1, 2], 1.4), 1);
    assert.equal(nearest([0, 1, 2], 99), 2);
  });

  test("are walked by keys", () => {
    const keys = ["ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown", "PageUp", "PageDown", "Home", "End", "a"];
    assert.deepEqual(keys.map((key) => destination(key, 10, 49)), [11, 11, 9, 9, 15, 5, 0, 48, null]);
  });
});

test("figures have no more decimals than they need, and only 0 and 1 read as 0 and 1", () => {
  const figures = [1, -0.5, 0.731, 10, -10, 0, 1e-9, 0.9999, -0.9999];
  assert.deepEqual(figures.map((each) => tidy(each)), ["1", "−0.5", "0.73", "10", "−10", "0", "≈ 0", "≈ 1", "≈ −1"]);
});

test("what a sigmoid says is never written as 0 or 1", () => {
  assert.deepEqual([outOf("sigmoid", 1, 40), outOf("sigmoid", 0, -1000), outOf("sigmoid", 0.5, 0)], ["≈ 1", "≈ 0", "0.5"]);
  assert.deepEqual([outOf("step", 1, 40), outOf("tanh", 0, 0), outOf("relu", 1, 1)], ["1", "0", "1"]);
});

describe("a diagram", () => {
  for (const [inputs, neurons] of /** @type {const} */ ([[1, 1], [2, 1], [2, 2]])) {
    test(`of ${inputs} inputs and ${neurons} neurons keeps its numbers apart on a phone`, () => {
      const size = { width: 332, height: neurons === 2 ? 435 : 285 };
      const { inputs: x, weights, biases, sums, outputs } = layoutDiagram({ inputs, neurons }, size);
      const all = [...x, ...weights.flat(), ...biases, ...sums, ...outputs];
      assert.equal(all.length, inputs + inputs * neurons + 3 * neurons);
      all.forEach((one, k) => all.slice(k + 1).forEach((other) => {
        const apart = Math.abs(one.x - other.x) >= 50 || Math.abs(one.y - other.y) >= 60;
        assert.ok(apart, `${JSON.stringify(one)} and ${JSON.stringify(other)}`);
      }));
    });
  }
});
