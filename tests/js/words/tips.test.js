/** What is told of a neuron, a pixel and a link before the pass has come to them, and after. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { toldOf } from "../../../static/js/state/reveal.js";
import { reduce, whyUntold } from "../../../static/js/state/state.js";
import { stepsOf } from "../../../static/js/state/steps.js";
import { tipOf } from "../../../static/js/words/tips.js";
import { CLASSIC, loadedState } from "../models.js";

/** @param {string} id */
function at(id) {
  return reduce(loadedState(2), { type: "goto", step: stepsOf(CLASSIC).findIndex((step) => step.id === id) });
}
const NUMBER = /\d\.\d\d/;

test("a neuron is told from its step on: its sum, then its activation", () => {
  const unit = { layer: 1, neuron: 4 };
  const told = ["drawing", "inputs", "sums-1", "activations-1", "sums-2", "activations-2", "sums-3", "answer"];
  assert.deepEqual(told.map((id) => toldOf(at(id), unit)), [null, null, null, null, "sum", "activation", "activation", "activation"]);
  const tip = (/** @type {string} */ id) => tipOf(at(id), { kind: "unit", ...unit });
  assert.match(tip("activations-1"), /\nnot reached yet$/);
  assert.match(tip("sums-2"), /\nz = [^a]*$/);
  assert.match(tip("activations-2"), /\nz = .*, a = /);
});

test("of a walk by neurons, those that it has not come to are not told", () => {
  /** @type {readonly import("../../../static/js/state/state.js").Action[]} */
  const walk = [{ type: "granularity", granularity: "neuron" }, { type: "goto", step: at("sums-2").place.step }, { type: "next" }, { type: "next" }];
  const walking = walk.reduce(reduce, at("sums-2"));
  const now = walking.place.inner?.neuron ?? 0;
  assert.ok(now > 0);
  assert.equal(toldOf(walking, { layer: 1, neuron: now - 1 }), "sum");
  assert.notEqual(toldOf(walking, { layer: 1, neuron: now }), "activation");
  assert.equal(toldOf(walking, { layer: 1, neuron: now + 1 }), null);
  assert.match(tipOf(walking, { kind: "unit", layer: 1, neuron: now + 1 }), /not reached yet/);
});

test("neither does a pixel tell its grey before the input’s step, nor a link the activation that it will carry", () => {
  const pixel = /** @type {const} */ ({ kind: "pixel", pixel: 400 });
  assert.doesNotMatch(tipOf(at("fit"), pixel), /of 255/);
  assert.match(tipOf(at("inputs"), pixel), /of 255/);
  const link = /** @type {const} */ ({ kind: "link", layer: 1, neuron: 4, input: 2 });
  assert.match(tipOf(at("sums-1"), link), /\nweight \S+$/);
  assert.match(tipOf(at("activations-1"), link), /× activation/);
});

test("the answer is covered, or not reached yet, or told", () => {
  assert.equal(whyUntold(at("sums-3")), "not reached yet");
  assert.equal(whyUntold(at("activations-3")), null);
  assert.equal(whyUntold(reduce(at("answer"), { type: "cover", covered: true })), "covered");
});

test("a number of a later layer stands in no tip at any step before it", () => {
  for (const [k, { id }] of stepsOf(CLASSIC).entries()) {
    const state = at(id);
    for (const layer of [0, 1, 2]) {
      if (stepsOf(CLASSIC).findIndex((step) => step.layer === layer) <= k) continue;
      assert.doesNotMatch(tipOf(state, { kind: "unit", layer, neuron: 3 }), NUMBER, `${id}, layer ${layer}`);
    }
  }
});
