import assert from "node:assert/strict";
import { test } from "node:test";

import { fetched } from "../../../static/js/wire/fetched.js";

test("what a figure looks at frame by frame is fetched once, and only if somebody looks", async () => {
  let nFetched = 0;
  let changes = 0;
  const value = fetched(async () => (nFetched += 1), () => (changes += 1));
  assert.equal(nFetched, 0);
  assert.equal(value(), null);
  assert.equal(value(), null);
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(value(), 1);
  assert.deepEqual([nFetched, changes], [1, 1]);
});

test("what did not come is asked for again", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let nFetched = 0;
  const value = fetched(async () => {
    if (++nFetched === 1) throw new Error("the line broke");
    return "here";
  }, () => {});
  assert.equal(value(), null);
  await Promise.resolve();
  await Promise.resolve();
  assert.equal(value(), null);
  t.mock.timers.tick(5000);
  await Promise.resolve();
  await Promise.resolve();
  assert.equal(value(), "here");
});
