import assert from "node:assert/strict";
import { test } from "node:test";

import { createLoop } from "../../../static/js/page/loop.js";

/** Frames that come when the test says so. */
function createClock() {
  /** @type {((time: number) => void)[]} */
  let asked = [];
  return {
    request: (/** @type {(time: number) => void} */ callback) => void asked.push(callback),
    pending: () => asked.length,
    tick(/** @type {number} */ time) {
      const due = asked;
      asked = [];
      for (const callback of due) callback(time);
    },
  };
}

test("no frame is asked for before something changes", () => {
  const clock = createClock();
  createLoop(() => assert.fail("drawn without a change"), clock.request);
  assert.equal(clock.pending(), 0);
});

test("many changes make one frame, and the next change another", () => {
  const clock = createClock();
  /** @type {number[]} */
  const drawn = [];
  const markDirty = createLoop((time) => void drawn.push(time), clock.request);
  for (let k = 0; k < 5; k += 1) markDirty();
  assert.equal(clock.pending(), 1);
  clock.tick(16);
  assert.deepEqual(drawn, [16]);
  assert.equal(clock.pending(), 0, "at rest nothing is asked for");
  markDirty();
  clock.tick(32);
  assert.deepEqual(drawn, [16, 32]);
});

test("a frame that changes something asks for the next one", () => {
  const clock = createClock();
  let left = 3;
  const markDirty = createLoop(() => {
    left -= 1;
    if (left > 0) markDirty();
  }, clock.request);
  markDirty();
  for (let k = 1; k <= 10; k += 1) clock.tick(k * 16);
  assert.equal(left, 0);
});
