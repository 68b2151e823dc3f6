import assert from "node:assert/strict";
import { test } from "node:test";

import { createPass } from "../../../static/js/kit/pass.js";
import { passFrom } from "../../../static/js/kit/pass-link.js";
import { toyCard } from "../../../static/js/kit/toy.js";
import { WIRE } from "../../../static/js/wire/decode.js";

const CARDS = [toyCard("2-1", "sigmoid")];
const settled = () => new Promise((resolve) => setTimeout(resolve, 40));
const floats = (/** @type {readonly number[]} */ values) => new Uint8Array(Float32Array.from(values).buffer);

/** A lesson's state, its pass, and what was sent; a weight of 9 is refused. */
function lesson() {
  /** @type {any} */
  let state = { pass: passFrom(CARDS, "2-1", [1, 2], [0.5, -1, 0.25]), line: { error: null } };
  /** @type {any[]} */
  const sent = [];
  const pass = createPass({
    get: () => state,
    set: (change) => (state = { ...state, ...change }),
    send(event, /** @type {any} */ message) {
      sent.push({ event, ...message });
      if (message.network.layers[0].weights[0][0] === 9) {
        return Promise.resolve({ v: WIRE, seq: message.seq, error: { code: "limit", values: { what: "size", most: 20 } } });
      }
      const layers = [{ z: floats([0.5]), a: floats([0.6]) }];
      return Promise.resolve({
        v: WIRE, seq: message.seq, network: null, image: null, digit: null, input: floats(message.input.vector),
        layers, prediction: 0, runner_up: null,
      });
    },
  });
  const frame = async () => {
    pass.sync({ state: { line: { connection: "online" } } });
    await settled();
  };
  return { pass, sent, frame, state: () => state, set: (/** @type {any} */ change) => (state = { ...state, ...change }) };
}

test("a lesson's pass is read once the line is there, and whenever anybody changes it", async () => {
  const { pass, sent, frame, set } = lesson();
  assert.equal(sent.length, 0);
  await frame();
  assert.deepEqual(sent[0].network.layers, [{ weights: [[0.5, -1]], biases: [0.25], activation: "sigmoid" }]);
  assert.deepEqual([...pass.get().answers.trace?.layers[0]?.a ?? []], [Math.fround(0.6)]);
  await frame();
  assert.equal(sent.length, 1, "nothing changed, nothing asked");
  set({ pass: passFrom(CARDS, "2-1", [3, 4], [0.5, -1, 0.25]) }); // another scene, or a link
  await frame();
  assert.deepEqual(sent.at(-1).input, { vector: [3, 4] });
  pass.dispatch({ type: "set", work: { vector: [5, 6] } });
  await frame();
  assert.deepEqual(sent.at(-1).input, { vector: [5, 6] });
});

test("what the server refuses is said by the lesson, and forgotten with the next answer", async () => {
  const { pass, frame, state } = lesson();
  const weights = (/** @type {number} */ w) => ({ W: Float32Array.of(w, 1), b: Float32Array.of(0) });
  pass.dispatch({ type: "set", work: { weights: [weights(9)] } });
  await frame();
  assert.equal(state().line.error, "Here a number goes from −20 to 20.");
  pass.dispatch({ type: "set", work: { weights: [weights(8)] } });
  await frame();
  assert.equal(state().line.error, null);
});
