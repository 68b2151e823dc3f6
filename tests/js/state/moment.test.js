import assert from "node:assert/strict";
import { test } from "node:test";

import { madeOf, momentOf, placeOf } from "../../../static/js/state/moment.js";
import { reduce } from "../../../static/js/state/state.js";
import { stepsOf } from "../../../static/js/state/steps.js";
import { CARDS, CLASSIC, DRAWING, readState, stateAfter, traceOfCard } from "../models.js";
import { seeded } from "../seeded.js";
import { randomMoment } from "../link/moments.js";

test("a page brought to a moment is at that moment: 300 random ones", () => {
  const random = seeded(5);
  for (let round = 0; round < 300; round += 1) {
    const { moment, card } = randomMoment(random, CARDS);
    let state = stateAfter([{ type: "restored", moment }]);
    if (moment.drawing.length || moment.blank) {
      state = reduce(state, { type: "trace", trace: traceOfCard(card) });
    }
    const { inner, ...there } = momentOf(state);
    const { inner: wanted, ...rest } = moment;
    assert.deepEqual(there, rest);
    // A place inside a step stands only where the step is walked through.
    if (inner && wanted && inner.neuron === wanted.neuron) assert.ok(state.granularity !== "layer");
    assert.equal(state.at, state.step);
    assert.equal(state.playing, false);
  }
});

test("a place inside a step is kept while its terms are awaited", () => {
  const state = reduce(readState(), {
    type: "restored",
    moment: { step: "sums-2", granularity: "term", inner: { neuron: 3, place: 5 } },
  });
  assert.deepEqual(state.inner, { neuron: 3, place: 5 });
});

test("a place inside a step is kept while the drawing is read, and forgotten with another network", () => {
  const moment = { drawing: DRAWING, step: "sums-2", granularity: /** @type {const} */ ("neuron"), inner: { neuron: 3, place: /** @type {const} */ ("bias") } };
  const opened = stateAfter([{ type: "restored", moment }]);
  assert.deepEqual(opened.inner, moment.inner);
  const read = reduce(opened, { type: "trace", trace: traceOfCard(CLASSIC) });
  assert.deepEqual(read.inner, moment.inner);
  assert.equal(reduce(read, { type: "network", network: "one-hidden" }).inner, null);
  assert.equal(reduce(opened, { type: "clear" }).inner, null);
});

test("the drawing that a link replaces can be had back with Undo", () => {
  const before = readState();
  const other = [[/** @type {const} */ ([0, 0]), /** @type {const} */ ([1, 1])]];
  const after = reduce(before, { type: "restored", moment: { drawing: other } });
  assert.deepEqual(after.drawing, other);
  assert.deepEqual(reduce(after, { type: "undo" }).drawing, DRAWING);
});

test("Back brings back the place and leaves the drawing", () => {
  const start = readState();
  const place = placeOf(momentOf(start));
  const on = [
    { type: /** @type {const} */ ("goto"), step: 3 },
    { type: /** @type {const} */ ("select"), unit: { layer: 1, neuron: 2 } },
    { type: /** @type {const} */ ("clear") },
    { type: /** @type {const} */ ("blank") },
    { type: /** @type {const} */ ("trace"), trace: traceOfCard(CLASSIC) },
    { type: /** @type {const} */ ("keep") },
    { type: /** @type {const} */ ("clear") },
  ].reduce(reduce, start);
  const { kept } = on.explore;
  assert.ok(kept?.trace);
  const back = reduce(on, { type: "restored", moment: place });
  assert.equal(back.step, stepsOf(CLASSIC).length - 1);
  assert.equal(back.selected, null);
  assert.deepEqual(back.drawing, []);
  assert.equal(back.explore.kept, kept);
  assert.deepEqual(momentOf(back), { ...momentOf(start), drawing: [], kept: madeOf(kept) });
});

test("a blank page that came with a link is one again after Undo and Redo", () => {
  const linked = reduce(readState(), { type: "restored", moment: { drawing: [], blank: true } });
  assert.equal(linked.blank, true);
  const undone = reduce(linked, { type: "undo" });
  assert.deepEqual(undone.drawing, DRAWING);
  assert.equal(reduce(undone, { type: "redo" }).blank, true);
});
