/** Questions with answers: those that are asked again, and those that are not. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { createAsker, Lost } from "../../../static/js/wire/asker.js";
import { check, Refused, WIRE } from "../../../static/js/wire/decode.js";
import { createLessonAsker } from "../../../static/js/wire/lessons.js";

const BUSY = { v: WIRE, error: { code: "rate", values: {}, retry_after: 0.01 } };
const NO = { v: WIRE, error: { code: "limit", values: { what: "layers", most: 2 } } };

/** @param {any} answer */
function decode(answer) {
  check(answer);
  return answer.answer;
}

/** A server with these answers, one after the other; null: the line breaks. @param {any[]} answers */
function server(...answers) {
  /** @type {any[]} */
  const sent = [];
  return {
    sent,
    async send(/** @type {string} */ event, /** @type {any} */ message) {
      sent.push({ event, ...message });
      const answer = answers.shift();
      if (answer === null) throw new Error("operation has timed out");
      return answer;
    },
  };
}

test("a question that came too soon is asked again, with a number of its own", async () => {
  const { sent, send } = server(BUSY, { v: WIRE, answer: 7 });
  assert.equal(await createAsker(send)("pass", { input: 1 }, decode), 7);
  assert.deepEqual(sent.map(({ seq, input }) => [seq, input]), [[1, 1], [2, 1]]);
});

test("what is refused for good is not asked again", async () => {
  const { sent, send } = server(NO);
  await assert.rejects(createAsker(send)("pass", {}, decode), (error) => error instanceof Refused && error.code === "limit");
  assert.equal(sent.length, 1);
});

test("a broken line is told from a refusal, and from a fault of the page", async () => {
  const asker = createAsker(server(null, { v: WIRE }).send);
  await assert.rejects(asker("pass", {}, decode), (error) => error instanceof Lost);
  await assert.rejects(asker("pass", {}, () => {
    throw new TypeError("a fault");
  }), TypeError);
});

/** A lesson's page on that server. @param {any[]} answers */
function lesson(...answers) {
  const { sent, send } = server(...answers);
  /** @type {(message: any) => void} */
  let push = () => {};
  /** @type {Set<() => void>} */
  const listeners = new Set();
  /** @type {any} */
  let connection = "online";
  /** @type {any[]} */
  const waits = [];
  const ask = createLessonAsker({ ask: send, on: (_, receive) => (push = receive) }, {
    waits: (waiting) => waits.push(waiting),
    connection: () => connection,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  return {
    ask, sent, waits,
    /** A message about the newest question, or another one. @param {any} message */
    push: (message) => push({ v: WIRE, seq: sent.at(-1)?.seq, ...message }),
    connect(/** @type {string} */ now) {
      connection = now;
      for (const listener of [...listeners]) listener();
    },
  };
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test("who waits for a long answer is told how it stands, until it is there", async () => {
  const { ask, push, waits } = lesson({ v: WIRE, waiting: true, place: 2 });
  const answer = ask("train", { seed: 1 });
  await settled();
  push({ progress: 0.5 });
  push({ seq: 0, progress: 0.9 }); // of a question that nobody asks any more
  push({ answer: { done: true } });
  assert.deepEqual(await answer, { done: true });
  assert.deepEqual(waits, [{ place: 2, progress: 0 }, { place: 0, progress: 0.5 }, null]);
});

test("a long answer that is lost with its line is asked for again on the new one", async () => {
  const { ask, sent, connect } = lesson({ v: WIRE, waiting: true, place: 0 }, { v: WIRE, answer: { done: true } });
  const answer = ask("train", { seed: 1 });
  await settled();
  connect("connecting"); // the page gave the line up by itself
  await settled();
  connect("online");
  assert.deepEqual(await answer, { done: true });
  assert.equal(sent.length, 2);
});

test("parts of a long answer are heard as they come, and change nothing of how it stands", async () => {
  const { ask, push, waits } = lesson({ v: WIRE, waiting: true, place: 0 });
  /** @type {any[]} */
  const pieces = [];
  const answer = ask("train", { seed: 1 }, (piece) => pieces.push(piece));
  await settled();
  push({ piece: { step: 8, numbers: new Uint8Array(Float32Array.of(0.5, 2).buffer) } });
  push({ answer: { done: true } });
  await answer;
  assert.deepEqual(pieces, [{ step: 8, numbers: Float32Array.of(0.5, 2) }]);
  assert.deepEqual(waits, [{ place: 0, progress: 0 }, null]);
});

for (const code of ["replaced", "stopped"]) {
  test(`a question that was ${code} is no refusal, and not asked again`, async () => {
    const { ask, sent } = lesson({ v: WIRE, error: { code, values: {} } });
    await assert.rejects(ask("learn", {}), (error) => error instanceof Error && !(error instanceof Refused));
    assert.equal(sent.length, 1);
  });
}

test("a question that would not go through is refused, and no line is lost", async () => {
  const send = () => Promise.reject(new Refused("size"));
  await assert.rejects(createAsker(send)("pass", {}, decode), (/** @type {any} */ error) => error.code === "size");
});
