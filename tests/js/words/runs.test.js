import assert from "node:assert/strict";
import { test } from "node:test";

import { math, node, op, symbol } from "../../../static/js/words/formula.js";
import { runsOf } from "../../../static/js/words/runs.js";

test("a formula is one line of text, its indices small and low, its exponents small and high", () => {
  const runs = runsOf(math(symbol("z", 1, 7), op("="), node("mn", "0.5"), op("+"), node("mi", "ReLU")));
  assert.deepEqual(runs.map(({ text }) => text.replaceAll("\u00a0", "_")), ["z", "7", "1", "_=_", "0.5", "_+_", "ReLU"]);
  assert.deepEqual(runs.map(({ rise }) => Math.sign(rise)), [0, -1, 1, 0, 0, 0, 0]);
  assert.deepEqual(runs.map(({ size }) => size < 1), [false, true, true, false, false, false, false]);
  assert.deepEqual(runs.map(({ italic }) => italic), [true, false, false, false, false, false, false]);
});

test("a fraction is written with a stroke", () => {
  const text = runsOf(math(node("mfrac", node("mn", "1"), node("mn", "2")))).map((run) => run.text).join("");
  assert.equal(text, "1\u00a0/\u00a02");
});
