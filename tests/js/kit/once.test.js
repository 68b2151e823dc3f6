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
  const once = createOnce(/** @type {any} */ ({
    get: () => ({ line }),
    ask: (/** @type {string} */ name) => new Promise((give, lose) => asked.push({ name, give, lose: () => lose(new Error("lost")) })),
    markDirty: () => {},
  }));
  return { line, asked, once };
}

test("what is wanted frame by frame is asked for once, and kept", async () => {
  const { asked, once } = page();
  for (let frame = 0; frame < 3; frame += 1) void once.want("a 1", "a", { k: 1 });
  assert.equal(asked.length, 1);
  assert.equal(once.known("a 1"), null);
  asked[0]?.give({ found: 7 });
  await soon();
  void once.want("a 1", "a", { k: 1 });
  assert.equal(asked.length, 1);
  assert.deepEqual(once.known("a 1"), { found: 7 });
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
  const { line, asked, once } = page();
  void once.want("a", "a", {});
  asked[0]?.lose();
  await soon();
  void once.want("a", "a", {});
  assert.equal(asked.length, 1);
  line.connection = "offline";
  void once.want("a", "a", {});
  line.connection = "online";
  void once.want("a", "a", {});
  assert.equal(asked.length, 2);
});
