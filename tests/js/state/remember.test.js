import assert from "node:assert/strict";
import { test } from "node:test";

import { remembering } from "../../../static/js/state/remember.js";

test("asked the same again it answers the same object, asked anything else a new one", () => {
  const listed = remembering((/** @type {number[]} */ ...values) => values);
  const first = listed(1, 2);
  assert.equal(listed(1, 2), first);
  assert.deepEqual(listed(1, 3), [1, 3]);
  assert.deepEqual(listed(1), [1], "a question that begins as the one before is another one");
  assert.deepEqual(listed(1, 4), [1, 4]);
});
