/** The 4 that becomes a 9: on the pad at every step, and where its tip is. */

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  FACE, fourToNine, HOUSE, nearestStep, STEPS, tipOf,
} from "../../../static/js/lessons/pixels-to-numbers/four-or-nine.js";

const steps = Array.from({ length: STEPS + 1 }, (_, step) => step);

test("every point is on the pad", () => {
  for (const drawing of [...steps.map(fourToNine), FACE, HOUSE]) {
    for (const [x, y] of drawing.flat()) {
      assert.ok(x > 0 && x < 1 && y > 0 && y < 1);
    }
  }
});

test("the top is open at first, and the tip touches the stem in the end", () => {
  const stem = (/** @type {number} */ step) => fourToNine(step)[1]?.[0] ?? [0, 0];
  const gap = (/** @type {number} */ step) => Math.hypot(tipOf(step)[0] - stem(step)[0], tipOf(step)[1] - stem(step)[1]);
  assert.ok(gap(0) > 0.2);
  assert.ok(gap(STEPS) < 0.078); // the pen's width
  for (const step of steps.slice(1)) assert.ok(tipOf(step)[0] > tipOf(step - 1)[0]);
});

test("the tip's place leads back to its step", () => {
  for (const step of steps) assert.equal(nearestStep(tipOf(step)), step);
  assert.equal(nearestStep([0, 0]), 0);
  assert.equal(nearestStep([1, 1]), STEPS);
});
