import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";

import { newestWins } from "../../../static/js/wire/newest.js";

/** A line on which the test answers by hand. */
function createLine() {
  /** @type {string[]} */
  const sent = [];
  /** @type {(() => void)[]} */
  const open = [];
  return {
    sent,
    send(/** @type {string} */ message) {
      sent.push(message);
      return /** @type {Promise<void>} */ (new Promise((resolve) => open.push(resolve)));
    },
    inFlight: () => open.length,
    async answer() {
      open.shift()?.();
      await setImmediate();
    },
  };
}

test("one message is in flight, and of those that wait only the newest is sent", async () => {
  const line = createLine();
  const request = newestWins(line.send);
  for (const message of ["a", "b", "c", "d"]) void request(message);
  assert.deepEqual(line.sent, ["a"]);
  await line.answer();
  assert.deepEqual(line.sent, ["a", "d"]);
  assert.equal(line.inFlight(), 1);
});

test("the last message is always sent, whenever it comes", async () => {
  const line = createLine();
  const request = newestWins(line.send);
  void request("a");
  void request("b");
  await line.answer();
  void request("c");
  assert.deepEqual(line.sent, ["a", "b"]);
  await line.answer();
  assert.deepEqual(line.sent, ["a", "b", "c"]);
  await line.answer();
  assert.equal(line.inFlight(), 0);
});

test("after a rest the next message goes out at once", async () => {
  const line = createLine();
  const request = newestWins(line.send);
  void request("a");
  await line.answer();
  void request("b");
  assert.deepEqual(line.sent, ["a", "b"]);
  assert.equal(line.inFlight(), 1);
});
