/** The lesson's networks as lists of numbers: lines, polygons, and one for any truth table. */

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  around, casesOf, deep, flat, hiddenOf, lineOf, polygon, priceOf, truthNet, withLine,
} from "../../../static/js/lessons/bending-the-line/networks.js";
import { looksIn } from "../../../static/js/lessons/bending-the-line/training.js";
import { twinsIn } from "../../../static/js/lessons/bending-the-line/watching.js";

const XOR = [1, 1, 1, 1, -0.5, -1.5, 1, -2, -0.5];

/** @param {import("../../../static/js/kit/numbers.js").Question} question */
const layersOf = ({ network }) => (typeof network === "string" ? [] : network.layers);

test("a list of numbers is W row by row and then b, layer after layer", () => {
  assert.deepEqual(layersOf(deep(XOR, [1, 0])), [
    { weights: [[1, 1], [1, 1]], biases: [-0.5, -1.5], activation: "step" },
    { weights: [[1, -2]], biases: [-0.5], activation: "step" },
  ]);
  assert.equal(hiddenOf(XOR), 2);
  assert.deepEqual(layersOf(flat([1, 2, 3, 4, 5, 6], [0, 0], "sigmoid")), [
    { weights: [[1, 2], [3, 4]], biases: [5, 6], activation: "sigmoid" },
  ]);
});

test("a line is a neuron's two weights and its bias, and can be moved", () => {
  assert.deepEqual(lineOf(XOR, 1, 2), { w: [1, 1], b: -1.5 });
  assert.deepEqual(lineOf(XOR, 0, 1, 6), { w: [1, -2], b: -0.5 });
  const moved = withLine(XOR, { w: [2, -1], b: 0.5 }, 1, 2);
  assert.deepEqual(moved, [1, 1, 2, -1, -0.5, 0.5, 1, -2, -0.5]);
  assert.deepEqual(lineOf(withLine(XOR, { w: [3, 4], b: 5 }, 0, 1, 6), 0, 1, 6), { w: [3, 4], b: 5 });
});

test("a polygon's lines are equally far from the middle", () => {
  for (const edges of [2, 3, 5, 8]) {
    const net = polygon(edges, 1.5);
    assert.equal(hiddenOf(net), edges);
    for (let k = 0; k < edges; k += 1) {
      const { w: [p, q], b } = lineOf(net, k, edges);
      assert.ok(Math.abs(b / Math.hypot(p, q) - 1.5) < 1e-3);
    }
  }
  assert.ok(around(50, 24).every(([x = 0, y = 0]) => Math.abs(Math.hypot(x, y) - 50) < 1e-3));
});

test("a truth table has a hidden neuron for each row that is wanted", () => {
  assert.deepEqual(casesOf(2), [[0, 0], [1, 0], [0, 1], [1, 1]]);
  const [hidden, output] = layersOf(deep(truthNet([1, 0, 0, 1], 2), [0, 0]));
  assert.deepEqual(hidden?.weights, [[-1, -1], [1, 1]]);
  assert.deepEqual(hidden?.biases, [0.5, -1.5]);
  assert.deepEqual(output, { weights: [[1, 1]], biases: [-0.5], activation: "step" });
  assert.equal(hiddenOf(truthNet(Array(8).fill(0), 3), 3), 1, "a layer is never empty");
  assert.equal(hiddenOf(truthNet(Array(8).fill(1), 3), 3), 8);
});

test("a house is priced by one neuron, or by a hidden one more", () => {
  const house = [50, 30, 100];
  assert.deepEqual(layersOf(priceOf(house, [1, 2], false)).map(({ biases }) => biases), [[100]]);
  assert.deepEqual(layersOf(priceOf(house, [1, 2], true))[1]?.weights, [[50, 30, 20]]);
});

test("the looks of a piece are its rows", () => {
  const looks = Float32Array.of(0.5, 0.25, 0, 1, 1, 0, 7, 8, 0.75, 0.5, 1, 0, 0, 1, 9, 10);
  assert.deepEqual(looksIn({ steps: [4, 8], looks }), [
    { step: 4, loss: 0.5, slope: 0.25, said: [0, 1, 1, 0], net: [7, 8] },
    { step: 8, loss: 0.75, slope: 0.5, said: [1, 0, 0, 1], net: [9, 10] },
  ]);
});

test("two evenings in one place are found only if one of them is fun", () => {
  const seen = [[0, 0], [1, 0], [1, 0.01], [0.98, 0.03]];
  assert.deepEqual(twinsIn(seen, [0, 1, 1, 0]), [1, 3]);
  assert.equal(twinsIn(seen.slice(0, 3), [0, 1, 1]), null);
});
