import assert from "node:assert/strict";
import { test } from "node:test";

import { brushed, cellsBetween, stepped } from "../../../static/js/input/cells.js";

test("arrow keys go to the neighbours, and the edge holds", () => {
  const middle = 14 * 28 + 14;
  assert.deepEqual(
    ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "x"].map((key) => stepped(middle, key)),
    [middle - 1, middle + 1, middle - 28, middle + 28, null],
  );
  for (const key of ["ArrowLeft", "ArrowUp"]) assert.equal(stepped(0, key), 0);
  for (const key of ["ArrowRight", "ArrowDown"]) assert.equal(stepped(783, key), 783);
  assert.equal(stepped(27, "ArrowRight"), 27);
});

test("a fast brush leaves no gap", () => {
  assert.deepEqual(cellsBetween(0, 0), [0]);
  assert.deepEqual(cellsBetween(0, 3), [0, 1, 2, 3]);
  assert.deepEqual(cellsBetween(58, 0), [58, 29, 0]);
  const way = cellsBetween(0, 5 * 28 + 20);
  assert.equal(way.length, 21);
  way.slice(1).forEach((cell, k) => {
    const before = way[k] ?? 0;
    assert.ok(Math.abs((cell % 28) - (before % 28)) <= 1);
    assert.ok(Math.abs(Math.floor(cell / 28) - Math.floor(before / 28)) <= 1);
  });
});

test("a brush touches a cell and its neighbours, once each", () => {
  assert.deepEqual(brushed([29]).sort((a, b) => a - b), [1, 28, 29, 30, 57]);
  assert.deepEqual(brushed([0]).sort((a, b) => a - b), [0, 1, 28]);
  assert.equal(brushed([29, 30]).length, 8);
});
