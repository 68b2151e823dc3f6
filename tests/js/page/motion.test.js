import assert from "node:assert/strict";
import { test } from "node:test";

import { createMotion } from "../../../static/js/page/motion.js";
import { reduce } from "../../../static/js/state/state.js";
import { stepsOf } from "../../../static/js/state/steps.js";
import { createStore } from "../../../static/js/page/store.js";
import { CLASSIC, readState } from "../models.js";

const FRAME = 1000 / 60; // ms
const LAST = stepsOf(CLASSIC).length - 1;

/** @param {{still?: boolean, step?: number, speed?: number}} [options] */
function createPage({ still = false, step = 4, speed = 1 } = {}) {
  const start = reduce(reduce(readState(), { type: "goto", step }), { type: "set", hand: { at: step } });
  const store = createStore(reduce, reduce(start, { type: "set", hand: { speed } }));
  const advance = createMotion(store, () => still);
  let time = 1e6;

  /** Frames until one says that no other is needed: where the pass stood at each. */
  function run(most = 1000) {
    const seen = [];
    for (let k = 0; k < most; k += 1) {
      time += FRAME;
      if (!advance(time)) return seen;
      seen.push(store.get().hand.at);
    }
    return seen;
  }
  return { store, run, rest: (/** @type {number} */ ms) => (time += ms) };
}

test("at rest no frame is needed", () => {
  assert.deepEqual(createPage().run(), []);
});

test("one step takes 0.7 seconds, evenly, and ends exactly there", () => {
  const { store, run } = createPage();
  store.dispatch({ type: "next" });
  const seen = run();
  assert.ok(Math.abs(seen.length * FRAME - 700) < 3 * FRAME, `${seen.length} frames`);
  assert.deepEqual(seen, seen.toSorted((a, b) => a - b));
  assert.equal(store.get().hand.at, store.get().place.step);
});

test("speed divides the time", () => {
  const { store, run } = createPage({ speed: 4 });
  store.dispatch({ type: "next" });
  assert.ok(run().length * FRAME < 700 / 4 + 3 * FRAME);
});

test("a jump over many steps is no journey", () => {
  const { store, run } = createPage({ step: 0 });
  store.dispatch({ type: "goto", step: LAST });
  assert.ok(run().length * FRAME < 1200 + 3 * FRAME);
  assert.equal(store.get().hand.at, LAST);
});

test("Back turns the movement round from where it stands", () => {
  const { store, run } = createPage();
  store.dispatch({ type: "next" });
  const there = run(20).at(-1) ?? 0;
  store.dispatch({ type: "back" });
  const seen = run();
  assert.ok(seen.every((at) => at <= there) && seen.length < 25);
  assert.equal(store.get().hand.at, 4);
});

test("without motion the pass is there at the next frame", () => {
  const { store, run } = createPage({ still: true });
  store.dispatch({ type: "goto", step: LAST });
  assert.deepEqual(run(), [LAST]);
});

test("a long rest before Next makes the first frame no longer", () => {
  const { store, run, rest } = createPage();
  rest(60_000);
  store.dispatch({ type: "next" });
  assert.ok((run(3).at(-1) ?? 0) < 4.1);
});

test("Play rests at each step, ends at the answer, and needs no more frames", () => {
  const { store, run } = createPage({ step: LAST - 3 });
  store.dispatch({ type: "set", hand: { playing: true } });
  const seen = run();
  assert.equal(store.get().hand.at, LAST);
  assert.equal(store.get().hand.playing, false);
  for (let step = LAST - 3; step < LAST; step += 1) {
    const rested = seen.filter((at) => at === step).length * FRAME;
    assert.ok(rested > 500, `${rested} ms at step ${step}`);
  }
});

test("a pass that is paused stays where it is once its movement is over", () => {
  const { store, run } = createPage({ step: 2 });
  store.dispatch({ type: "set", hand: { playing: true } });
  run(30);
  store.dispatch({ type: "set", hand: { playing: false } });
  run();
  const { step } = store.get().place;
  assert.deepEqual(run(), []);
  assert.equal(store.get().place.step, step);
});
