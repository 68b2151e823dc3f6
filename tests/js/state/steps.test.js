import assert from "node:assert/strict";
import { test } from "node:test";

import { isOutput, layerGroup, reached, stepsOf, stopsOf } from "../../../static/js/state/steps.js";
import { CARDS, CLASSIC, LINEAR } from "../models.js";

test("the story of a pass begins with the drawing and ends with the answer", () => {
  for (const card of CARDS) {
    const steps = stepsOf(card);
    assert.equal(steps[0]?.id, "drawing");
    assert.equal(steps.at(-1)?.id, "answer");
    assert.equal(new Set(steps.map(({ id }) => id)).size, steps.length, "ids are unique");
    const layers = steps.flatMap(({ layer, kind }) => (layer === null ? [] : [`${kind} ${layer}`]));
    assert.deepEqual(layers, card.layers.flatMap((_, k) => [`sums ${k}`, `activations ${k}`]));
  }
});

test("groups are named as the timeline shows them, in one run each", () => {
  const groups = (/** @type {typeof CLASSIC} */ card) => stepsOf(card).map(({ group }) => group);
  assert.deepEqual([...new Set(groups(CLASSIC))], [
    "Prepare", "Input", "Hidden 1", "Hidden 2", "Output", "Answer",
  ]);
  assert.deepEqual([...new Set(groups(LINEAR))], ["Prepare", "Input", "Output", "Answer"]);
  const runs = groups(CLASSIC).filter((group, k, all) => group !== all[k - 1]);
  assert.equal(runs.length, new Set(runs).size);
  assert.equal(layerGroup(CLASSIC, 1), "Hidden 2");
  assert.ok(isOutput(CLASSIC, 2) && !isOutput(CLASSIC, 1) && isOutput(LINEAR, 0));
});

test("a closed group stops once, at its end", () => {
  const steps = stepsOf(CLASSIC);
  const closed = stopsOf(steps, new Set());
  assert.deepEqual(closed.map((stop) => steps[stop]?.id), [
    "centre", "inputs", "activations-1", "activations-2", "activations-3", "answer",
  ]);
  const all = stopsOf(steps, new Set(steps.map(({ group }) => group)));
  assert.deepEqual(all, [...steps.keys()]);
});

test("from one step to the next, reached runs from 0 to 1", () => {
  assert.equal(reached(3, 5), 0);
  assert.equal(reached(4, 5), 0);
  assert.equal(reached(4.25, 5), 0.25);
  assert.equal(reached(5, 5), 1);
  assert.equal(reached(9, 5), 1);
});
