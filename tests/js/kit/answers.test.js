/** A lesson's own questions: asked once, the newest wins, and a broken line is tried again. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { createAnswers } from "../../../static/js/kit/answers.js";
import { Refused } from "../../../static/js/wire/decode.js";

/** A server that answers when it is told to. */
function page() {
  /** @type {{name: string, data: any, give: (answer: unknown) => void, fail: (error: Error) => void}[]} */
  const asked = [];
  let drawn = 0;
  const ask = (/** @type {string} */ name, /** @type {any} */ data) =>
    new Promise((give, fail) => asked.push({ name, data, give, fail }));
  const markDirty = () => (drawn += 1);
  return { asked, ask, markDirty, drawn: () => drawn, settle: () => new Promise((resolve) => setTimeout(resolve)) };
}

test("a question is asked once, and its answer is kept", async () => {
  const { asked, settle, drawn, ...given } = page();
  const answer = createAnswers(given);
  assert.equal(answer("least", { says: [0] }), null);
  assert.equal(answer("least", { says: [0] }), null);
  assert.equal(asked.length, 1);
  asked[0]?.give({ mistakes: 1 });
  await settle();
  assert.equal(drawn(), 1);
  assert.deepEqual(answer("least", { says: [0] }), { mistakes: 1 });
  assert.equal(asked.length, 1);
});

test("while one is under way only the newest of the others waits; other names do not", async () => {
  const { asked, settle, ...given } = page();
  const answer = createAnswers(given);
  for (const b of [1, 2, 3]) answer("measure", { b });
  answer("least", {});
  assert.deepEqual(asked.map(({ name, data }) => [name, data.b]), [["measure", 1], ["least", undefined]]);
  asked[0]?.give({});
  await settle();
  assert.deepEqual(asked.slice(2).map(({ data }) => data.b), [3]);
});

test("what the line lost is asked again, what was refused is not", async () => {
  const { asked, settle, ...given } = page();
  const answer = createAnswers(given);
  answer("learn", {});
  asked[0]?.fail(new Error("the line broke"));
  await settle();
  assert.equal(answer("learn", {}), null);
  assert.equal(asked.length, 2);
  asked[1]?.fail(new Refused("limit", { what: "size", most: 100 }));
  await settle();
  assert.equal(answer("learn", {}), null);
  assert.equal(asked.length, 2);
});
