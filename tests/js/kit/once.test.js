/** A long question is asked once, one after the other, and again over another line. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { createOnce } from "../../../static/js/kit/once.js";

/** @returns {Promise<void>} */
const soon = () => new Promise((resolve) => setTimeout(resolve));

/** A page whose answers are given by hand. */
function page() {
  const line = { connection: "online" };
  /** @type {{name: string, give: (answer: unknown) => void, lose: () => void}[]} */
  const asked = [];
  const missed = { times: 0 };
  const once = createOnce(/** @type {any} */ ({
    get: () => ({ line }),
    ask: (/** @type {string} */ name) => new Promise((give, lose) => asked.push({ name, give, lose: () => lose(new Error("lost")) })),
    markDirty: () => {},
    misses: () => void (missed.times += 1),
  }));
  return { line, asked, missed, once };
}

test("what is wanted frame by frame is asked for once, and kept", async () => {
  const { asked, missed, once } = page();
  for (let frame = 0; frame < 3; frame += 1) void once.want("a 1", "a", { k: 1 });
  assert.equal(asked.length, 1);
  assert.equal(once.known("a 1"), null);
  assert.equal(missed.times, 1); // whoever shows it says that it is being computed
  asked[0]?.give({ found: 7 });
  await soon();
  void once.want("a 1", "a", { k: 1 });
  assert.equal(asked.length, 1);
  assert.deepEqual(once.known("a 1"), { found: 7 });
  assert.equal(missed.times, 1);
});

test("a second question waits for the first one's answer", async () => {
  const { asked, once } = page();
  void once.want("a", "a", {});
  void once.want("b", "b", {});
  assert.deepEqual(asked.map(({ name }) => name), ["a"]);
  asked[0]?.give({});
  await soon();
  void once.want("b", "b", {});
  assert.deepEqual(asked.map(({ name }) => name), ["a", "b"]);
});

test("what was lost is asked again, but not over the same line", async () => {
  const { line, asked, missed, once } = page();
  void once.want("a", "a", {});
  asked[0]?.lose();
  await soon();
  void once.want("a", "a", {});
  assert.equal(asked.length, 1);
  assert.equal(once.known("a"), null);
  assert.equal(missed.times, 0); // nobody computes it
  line.connection = "offline";
  void once.want("a", "a", {});
  line.connection = "online";
  void once.want("a", "a", {});
  assert.equal(asked.length, 2);
});
