/** A run that is watched: what its link holds, and what is said of it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { BEGINNING, runField } from "../../../static/js/kit/run-state.js";
import { standing, weightName } from "../../../static/js/kit/run-words.js";

const field = runField({ steps: 3000, digits: 2000, seed: 999, rate: 100, batch: 200, chart: 12 });
const calm = { run: BEGINNING, digits: 2000, place: 0, isThere: true, isRunning: false, hasFailed: false, isOther: false, left: null, last: 3000 };

test("a link holds the exact step, what led there and the fingerprint", () => {
  const run = { ...BEGINNING, rate: 0.3, batch: 10, seed: 7, at: 421, mark: "970ef1b2" };
  assert.equal(field.write(run), "0.3_10_7_ours_421_970ef1b2");
  assert.deepEqual(field.read(field.write(run)), run);
  assert.deepEqual(field.read(field.write(BEGINNING)), BEGINNING);
});

test("a link that was changed is not believed", () => {
  for (const text of [
    "", "1_100_0_ours_1", "1_100_0_ours_3001_", "101_100_0_ours_1_", "-1_100_0_ours_1_", "1_0_0_ours_1_",
    "1_100_1000_ours_1_", "1_100_0_theirs_1_", "1_100_0_ours_1_xyz", "1_100_0_ours_1.5_", "1_100_0_ours_1__",
  ]) assert.equal(field.read(text), undefined, text);
});

test("a run is described in words, whatever becomes of it", () => {
  assert.match(standing(calm), /Nothing is learned yet/);
  assert.match(standing({ ...calm, place: 3 }), /waits: 2 before it/);
  assert.match(standing({ ...calm, place: 1 }), /none before it/);
  assert.match(standing({ ...calm, isThere: false }), /draws the digits/);
  const paused = { ...calm, run: { ...BEGINNING, at: 420 } };
  assert.match(standing(paused), /Paused after step 420\. It has read 42,000 digits: each of the 2,000 about 21 times/);
  assert.match(standing({ ...paused, isRunning: true }), /^It learns\.$/);
  assert.match(standing({ ...paused, isOther: true }), /has other numbers here\. Paused after step 420/);
  assert.match(standing({ ...paused, left: 420, last: 420 }), /left the chart at step 420.*try a smaller one/);
  assert.match(standing({ ...calm, run: { ...BEGINNING, at: 3000 } }), /Done: 3,000 steps/);
  assert.match(standing({ ...calm, hasFailed: true }), /Press Run to ask again/);
});

test("a weight is named by what it reads and whose it is", () => {
  const sizes = [784, 16, 16, 10];
  assert.equal(weightName(sizes, 0, 10, 155), "Row 6, column 16 → neuron 11 of hidden layer 1");
  assert.equal(weightName(sizes, 2, 8, 1), "Neuron 2 → output 8");
});
