/** Where a plot's numbers stand, and which number stands under a pointer. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { scalesOf } from "../../../static/js/kit/plot.js";

const SIZE = { width: 328, height: 200 };
const { X, Y, xAt } = scalesOf({ span: [-12, 12], range: [-1, 1] }, SIZE, 13);

test("a number is found again where it stands", () => {
  for (const x of [-12, -3.5, 0, 12]) assert.ok(Math.abs(xAt(X(x)) - x) < 1e-9);
});

test("a pointer beside the plot holds its first or last number", () => {
  assert.equal(xAt(-40), -12);
  assert.equal(xAt(4000), 12);
});

test("larger numbers stand higher, and all of them on the canvas", () => {
  assert.ok(Y(1) < Y(0) && Y(0) < Y(-1));
  for (const y of [Y(1), Y(-1)]) assert.ok(y > 0 && y < SIZE.height);
});
