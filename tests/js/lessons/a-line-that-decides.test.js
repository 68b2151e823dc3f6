/** Lesson 3's pure parts: rules in words, a scene's points, and the box of three inputs. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { cutOf, seenFrom } from "../../../static/js/lessons/a-line-that-decides/box.js";
import { casesOf, equation, reading, sumInNumbers } from "../../../static/js/lessons/a-line-that-decides/rules.js";

const START = {
  names: ["Ada", "Ben"],
  gates: { and: [0, 0, 0, 1], or: [0, 1, 1, 1], xor: [0, 1, 1, 0] },
  scenes: { line: { points: [8, 4, 4, 9] }, rank: { points: [8, 4, 4, 9] }, rule: { points: [2, 10, 2, 4], fires: [0, 1] } },
};
const STATE = /** @type {const} */ ({
  w: [2, 1, -1, 0], b: -18, points: [8, 4, 4, 9], others: [6, 0], gate: "xor", chosen: 0, step: 0, starts: null,
});

describe("a rule in words", () => {
  test("leaves out ones and zeros, and takes a sign into the sum", () => {
    assert.equal(equation([2, 1], -18), "2x₁ + x₂ − 18 = 0");
    assert.equal(equation([-1, 0.5], 0), "−x₁ + 0.5x₂ = 0");
    assert.equal(equation([0, 1], 3), "x₂ + 3 = 0");
    assert.equal(equation([0, 0], -18), "−18 = 0");
    assert.equal(equation([0, 0], 0), "0 = 0");
  });

  test("is written out in numbers, negative ones in brackets", () => {
    assert.equal(sumInNumbers([2, 1], -18, [8, 4]), "2 · 8 + 1 · 4 − 18");
    assert.equal(sumInNumbers([2, -1], 0.5, [-3, 6]), "2 · (−3) + (−1) · 6 + 0.5");
  });
});

describe("a scene's points", () => {
  test("have the names and the inputs of the scene", () => {
    assert.deepEqual(casesOf({ ...STATE, scene: "rank" }, START)[1], { name: "Ben", at: { x: 4, y: 9 }, x: [4, 9, 6], wanted: null });
    assert.deepEqual(casesOf({ ...STATE, scene: "rule" }, START)[1], { name: "B", at: { x: 4, y: 9 }, x: [4, 9], wanted: 1 });
  });

  test("are the four corners where switches are read, and want what their table says", () => {
    const corners = casesOf({ ...STATE, scene: "xor" }, START);
    assert.deepEqual(corners.map(({ x, wanted }) => [...x, wanted]), [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]]);
  });

  test("stay on the plane, and are as many as the scene has", () => {
    const beyond = casesOf({ ...STATE, scene: "line", points: [-12, 4, 4, 9] }, START);
    assert.deepEqual(beyond[0]?.at, { x: 0, y: 4 });
    assert.deepEqual(casesOf({ ...STATE, scene: "line", points: [1, 2] }, START).map(({ x }) => x), [[8, 4], [4, 9]]);
  });

  test("are read by as many weights as the scene has inputs", () => {
    const { network } = reading({ ...STATE, scene: "line" }, [8, 4]);
    assert.deepEqual(typeof network === "string" ? null : network.layers[0]?.weights, [[2, 1]]);
  });
});

describe("a box of three inputs", () => {
  /** @type {readonly [readonly [number, number, number], readonly [number, number, number]]} */
  const box = [[0, 0, 1], [12, 12, 10]];

  test("is cut by a plane in corners that lie on it, in order around it", () => {
    const cut = cutOf([2, 1, -1], -12, box);
    assert.equal(cut.length, 4);
    for (const [x, y, z] of cut) assert.ok(Math.abs(2 * x + y - z - 12) < 1e-9);
    // In order, its sides do not cross: opposite corners of a parallelogram have one middle.
    const [a = [0], b = [0], c = [0], d = [0]] = cut.map(([x]) => [x]);
    assert.ok(Math.abs((a[0] ?? 0) + (c[0] ?? 0) - (b[0] ?? 0) - (d[0] ?? 0)) < 1e-9);
  });

  test("is sliced in a line, and not cut by what is outside", () => {
    assert.equal(cutOf([2, 1, -1], -12, [[0, 0, 6], [12, 12, 6]]).length, 2);
    assert.deepEqual(cutOf([2, 1, -1], 40, box), []);
    assert.deepEqual(cutOf([0, 0, 0], 0, box), []);
  });

  test("is seen whole, however it is turned", () => {
    for (let turn = -3; turn <= 3; turn += 0.25) {
      const at = seenFrom(turn, { width: 300, height: 280 }, box);
      for (const x of [0, 12]) for (const y of [0, 12]) for (const z of [1, 10]) {
        const seen = at([x, y, z]);
        assert.ok(seen.x >= 0 && seen.x <= 300 && seen.y >= 0 && seen.y <= 280, JSON.stringify(seen));
      }
    }
  });
});
