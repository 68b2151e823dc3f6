import assert from "node:assert/strict";
import { test } from "node:test";

import { createAnswers } from "../../../static/js/mistakes/answers.js";
import { createSamples, PAGE } from "../../../static/js/mistakes/samples.js";
import { initialState, reduce } from "../../../static/js/mistakes/state.js";
import { Refused } from "../../../static/js/wire/decode.js";
import { CARDS } from "../models.js";

/** Questions that are answered by hand. */
function line() {
  /** @type {{name: string, data: any, give: (answer: any) => void, lose: (error: Error) => void}[]} */
  const asked = [];
  /** @type {string[]} */
  const refused = [];
  let changes = 0;
  const answers = createAnswers((name, data) => new Promise((give, lose) => asked.push({ name, data, give, lose })), {
    changed: () => void (changes += 1), refused: (words) => void refused.push(words),
  });
  return { asked, refused, answers, changes: () => changes };
}

const rest = () => new Promise((resolve) => setTimeout(resolve));

test("a question is asked once, and one of a kind at a time", async () => {
  const { asked, answers, changes } = line();
  assert.equal(answers.get("page", { start: 0 }), null);
  assert.equal(answers.get("page", { start: 0 }), null);
  assert.equal(answers.get("page", { start: 60 }), null);
  assert.equal(answers.get("matrix", {}), null);
  assert.deepEqual(asked.map(({ name, data }) => [name, data.start]), [["page", 0], ["matrix", undefined]]);
  asked[0]?.give("first");
  await rest();
  assert.equal(changes(), 1);
  assert.equal(answers.get("page", { start: 0 }), "first");
  answers.get("page", { start: 60 });
  assert.equal(asked.length, 3);
});

test("what was refused is told, and asked again only once the line was gone; what was lost is asked at once", async () => {
  const { asked, refused, answers } = line();
  answers.get("matrix", {});
  asked[0]?.lose(new Refused("busy"));
  await rest();
  assert.equal(refused.length, 1);
  answers.get("matrix", {});
  assert.equal(asked.length, 1);
  answers.forget();
  answers.get("matrix", {});
  assert.equal(asked.length, 2);
  asked[1]?.lose(new Error("the line broke"));
  await rest();
  answers.get("matrix", {});
  assert.equal(asked.length, 3);
  assert.equal(refused.length, 1);
});

test("samples come page by page, each with its own pixels", async () => {
  const { asked, answers } = line();
  const samples = createSamples(answers);
  const offline = initialState(CARDS);
  assert.equal(samples.sample(offline, 0), null);
  assert.equal(asked.length, 0);
  const state = reduce(offline, { line: { connection: "online" } });
  assert.equal(samples.sample(state, PAGE + 1), null);
  assert.deepEqual([asked[0]?.data.start, asked[0]?.data.n], [PAGE, PAGE]);
  const images = new Uint8Array(2 * 784).fill(1, 784);
  asked[0]?.give({ total: PAGE + 2, images, labels: [3, 5], answers: [3, 6], sure: Float32Array.of(1, 0.5) });
  await rest();
  assert.equal(samples.total(state, PAGE), PAGE + 2);
  assert.equal(samples.total(state, 0), PAGE + 2, "known, though that page is not there yet");
  assert.equal(samples.total(reduce(state, { order: "digit" }), PAGE), null);
  const { image, ...sample } = /** @type {import("../../../static/js/mistakes/samples.js").Sample} */ (samples.sample(state, PAGE + 1));
  assert.deepEqual(sample, { label: 5, answer: 6, sure: 0.5 });
  assert.ok(image.every((grey) => grey === 1));
  assert.equal(samples.sample(state, PAGE + 2), null);
});
