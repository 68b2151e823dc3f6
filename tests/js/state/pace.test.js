import assert from "node:assert/strict";
import { test } from "node:test";

import { restOf } from "../../../static/js/state/pace.js";

test("a finer walk goes faster, and slows down for what matters", () => {
  const at = (/** @type {import("../../../static/js/state/walk.js").Place} */ place, order = /** @type {const} */ ("size")) =>
    restOf({ granularity: "term", inner: { neuron: 0, place }, order });
  const layer = restOf({ granularity: "layer", inner: null, order: "size" });
  const neuron = restOf({ granularity: "neuron", inner: { neuron: 0, place: "bias" }, order: "size" });
  assert.ok(neuron < layer);
  assert.ok(at(100) < at(0) && at(0) < layer);
  assert.equal(at("bias"), layer);
  assert.equal(at("start"), layer);
});

test("800 terms play in less than a minute", () => {
  const whole = Array.from({ length: 784 }, (_, place) =>
    restOf({ granularity: "term", inner: { neuron: 0, place }, order: "index" }),
  );
  assert.ok(whole.reduce((sum, rest) => sum + rest, 0) < 60_000);
});
