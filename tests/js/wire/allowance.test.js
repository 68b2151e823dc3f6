import assert from "node:assert/strict";
import { test } from "node:test";

import { createAllowance } from "../../../static/js/wire/allowance.js";

/** @param {readonly number[]} times  ms at which messages go out */
function waits(times) {
  let time = 0;
  const spend = createAllowance(10, 3, () => time);
  return times.map((each) => {
    time = each;
    return spend();
  });
}

test("who keeps to the rate never waits", () => {
  assert.deepEqual(waits([0, 10, 20, 30, 40, 50]), [0, 0, 0, 0, 0, 0]);
});

test("in a hurry a few go out at once, then one at a time", () => {
  assert.deepEqual(waits([0, 0, 0, 0, 10, 20]), [0, 0, 0, 10, 10, 10]);
});

test("a rest saves up no more than the limit", () => {
  assert.deepEqual(waits([0, 0, 0, 1000, 1000, 1000, 1000]), [0, 0, 0, 0, 0, 0, 10]);
});
