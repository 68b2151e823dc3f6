import assert from "node:assert/strict";
import { test } from "node:test";

import { momentOf, placeOf } from "../../../static/js/state/moment.js";
import { reduce } from "../../../static/js/state/state.js";
import { stepsOf } from "../../../static/js/state/steps.js";
import { where } from "../../../static/js/state/where.js";
import { CARDS, CLASSIC, DRAWING, PHOTO, readState, stateAfter, traceOfCard } from "../models.js";
import { seeded } from "../seeded.js";
import { randomMoment } from "../link/moments.js";

test("a page brought to a moment is at that moment: 300 random ones", () => {
  const random = seeded(5);
  for (let round = 0; round < 300; round += 1) {
    const { moment, card } = randomMoment(random, CARDS);
    let state = stateAfter([{ type: "restored", moment }]);
    if (moment.work.drawing.length || moment.work.blank || moment.work.image) {
      state = reduce(state, { type: "trace", trace: traceOfCard(card) });
    }
    const { place: { inner, ...there }, ...made } = momentOf(state);
    const { place: { inner: wanted, ...rest }, ...more } = moment;
    assert.deepEqual({ ...made, there }, { ...more, there: rest });
    // A place inside a step stands only where the step is walked through.
    if (inner && wanted && inner.neuron === wanted.neuron) assert.ok(state.place.granularity !== "layer");
    assert.equal(state.hand.at, state.place.step);
    assert.equal(state.hand.playing, false);
  }
});

test("a place inside a step is kept while its terms are awaited", () => {
  const state = reduce(readState(), {
    type: "restored",
    moment: { place: { step: "sums-2", granularity: "term", inner: { neuron: 3, place: 5 } } },
  });
  assert.deepEqual(state.place.inner, { neuron: 3, place: 5 });
});

test("a place inside a step is kept while the drawing is read, and forgotten with another network", () => {
  const inner = { neuron: 3, place: /** @type {const} */ ("bias") };
  const moment = { work: { drawing: DRAWING }, place: { step: "sums-2", granularity: /** @type {const} */ ("neuron"), inner } };
  const opened = stateAfter([{ type: "restored", moment }]);
  assert.deepEqual(opened.place.inner, inner);
  const read = reduce(opened, { type: "trace", trace: traceOfCard(CLASSIC) });
  assert.deepEqual(read.place.inner, inner);
  assert.equal(reduce(read, { type: "network", network: "one-hidden" }).place.inner, null);
  assert.equal(reduce(opened, { type: "clear" }).place.inner, null);
});

test("the drawing that a link replaces can be had back with Undo", () => {
  const before = readState();
  const other = [[/** @type {const} */ ([0, 0]), /** @type {const} */ ([1, 1])]];
  const after = reduce(before, { type: "restored", moment: { work: { drawing: other } } });
  assert.deepEqual(after.work.drawing, other);
  assert.deepEqual(reduce(after, { type: "undo" }).work.drawing, DRAWING);
});

test("an image that a link replaces can be had back with Undo, photo and all", () => {
  const before = reduce(readState(), { type: "image", image: PHOTO });
  const after = reduce(before, { type: "restored", moment: { work: { drawing: DRAWING } } });
  assert.equal(after.work.image, null);
  assert.equal(reduce(after, { type: "undo" }).work.image, PHOTO);
});

test("a link to the image that is there leaves its photo to be stepped through", () => {
  const before = reduce(readState(), { type: "image", image: PHOTO });
  const image = { grey: PHOTO.grey.slice(), photo: null };
  const after = reduce(before, { type: "restored", moment: { work: { drawing: [], image }, place: { step: "ink" } } });
  assert.equal(after.work, before.work, "the same pass need not be asked for again");
  assert.equal(where(after).step.id, "ink");
});

test("a moment with the drawing that is on the pad asks for no other pass, and leaves Undo as it is", () => {
  const before = readState();
  const drawing = DRAWING.map((stroke) => stroke.map(([x, y]) => /** @type {const} */ ([x, y])));
  const after = reduce(before, { type: "restored", moment: { work: { drawing }, place: { step: "fit" } } });
  assert.notEqual(after.place.step, before.place.step);
  assert.equal(after.work, before.work);
  assert.deepEqual(after.hand.past, before.hand.past);
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
  const { kept } = on.answers;
  assert.ok(kept?.trace);
  const back = reduce(on, { type: "restored", moment: place });
  assert.equal(back.place.step, stepsOf(CLASSIC).length - 1);
  assert.equal(back.place.selected, null);
  assert.deepEqual(back.work.drawing, []);
  assert.equal(back.answers.kept, kept);
  const then = momentOf(start);
  assert.deepEqual(momentOf(back), { ...then, work: { ...then.work, drawing: [] }, kept: kept.work });
});

test("a blank page that came with a link is one again after Undo and Redo", () => {
  const linked = reduce(readState(), { type: "restored", moment: { work: { drawing: [], blank: true } } });
  assert.equal(linked.work.blank, true);
  const undone = reduce(linked, { type: "undo" });
  assert.deepEqual(undone.work.drawing, DRAWING);
  assert.equal(reduce(undone, { type: "redo" }).work.blank, true);
});
