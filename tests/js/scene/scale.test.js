import assert from "node:assert/strict";
import { test } from "node:test";

import { gridEnd } from "../../../static/js/scene/scale.js";

test("the end of a grid's scale leaves out a few outliers, and no more", () => {
  const W = Float32Array.from({ length: 1000 }, (_, k) => (k % 2 ? 1 : -1) * (k / 1000));
  W.set([40, -50], 0);
  const end = gridEnd(W);
  assert.equal(end, 1);
  assert.equal(W.filter((w) => Math.abs(w) > end).length, 2);
  assert.equal(gridEnd(W), end);
});
