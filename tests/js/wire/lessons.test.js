/** Sweeps and lessons' answers: the bytes that the Python tests write and read, too. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

import { createLessonAsker, decodeLesson, decodeRegion, decodeSweep } from "../../../static/js/wire/lessons.js";
import { WIRE } from "../../../static/js/wire/decode.js";

const unpack = createRequire(import.meta.url)("notepack.io/browser/decode.js");
const FOLDER = new URL("../../fixtures/wire/", import.meta.url);

/**
 * A copy, since small files share a buffer with others, whose beginning the decoder takes for theirs.
 *
 * @param {string} name
 */
const message = (name) => unpack(Uint8Array.from(readFileSync(new URL(`${name}.msgpack`, FOLDER))));

/** @param {string} name */
const meaning = (name) => JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), "utf8"));

/** @param {readonly number[]} values */
const float32 = (values) => Array.from(Float32Array.from(values));

test("decodeSweep gives each value its own layers", () => {
  const expected = meaning("sweep");
  const { values, passes } = decodeSweep(message("sweep"));
  assert.deepEqual(Array.from(values), float32(expected.values));
  assert.equal(passes.length, values.length);
  for (const [k, name] of /** @type {const} */ ([[0, "z"], [0, "a"], [1, "z"], [1, "a"]])) {
    const whole = passes.flatMap((layers) => Array.from(layers[k]?.[name] ?? []));
    assert.deepEqual(whole, float32(expected.layers[k][name]), `${name} of layer ${k}`);
  }
});

test("decodeRegion gives each neuron its own bytes, and their scale", () => {
  const expected = meaning("region").layers;
  const layers = decodeRegion(message("region"), 6);
  assert.deepEqual(layers.map(({ low, high, neurons }) => ({
    low, high, levels: neurons.flatMap((each) => Array.from(each)),
  })), expected);
  assert.deepEqual(layers.map(({ neurons }) => neurons.map(({ length }) => length)), [[36], [36, 36]]);
});

test("decodeLesson gives numbers for bytes, at any depth", () => {
  const answer = decodeLesson(message("lesson"));
  assert.equal(answer.done, true);
  assert.deepEqual(Array.from(answer.weights[0]), float32(meaning("lesson").answer.weights[0]));
});

test("decodeLesson leaves bytes as they came", () => {
  const { shades } = decodeLesson(message("lesson"));
  assert.ok(shades instanceof Uint8Array);
  assert.deepEqual(Array.from(shades), meaning("lesson").answer.shades.u8);
});

test("an answer that takes long is none yet", () => {
  assert.equal(decodeLesson({ v: WIRE, seq: 1, waiting: true }), null);
});

test("what the server refused is thrown", () => {
  for (const decode of [decodeSweep, decodeLesson, (/** @type {any} */ answer) => decodeRegion(answer, 6)]) {
    assert.throws(() => decode(message("error")), { code: meaning("error").error.code });
  }
});

test("two that ask on one page do not hear each other's long answers", async () => {
  /** @type {((message: unknown) => void)[]} */
  const listeners = [];
  /** @type {any[]} */
  const sent = [];
  const socket = {
    ask: async (/** @type {string} */ _event, /** @type {any} */ asked) => (sent.push(asked), { v: WIRE, seq: asked.seq, waiting: true, place: 1 }),
    on: (/** @type {string} */ _event, /** @type {(message: unknown) => void} */ listener) => void listeners.push(listener),
  };
  const page = { waits() {}, connection: () => /** @type {const} */ ("online"), subscribe: () => () => {} };
  const [one, other] = [createLessonAsker(socket, page), createLessonAsker(socket, page)];
  const answers = [one("numbers", {}), other("mistakes", {})];
  await new Promise((resolve) => setTimeout(resolve));
  for (const { seq, ask } of sent.reverse()) for (const hear of listeners) hear({ v: WIRE, seq, answer: { ask } });
  assert.deepEqual(await Promise.all(answers), [{ ask: "numbers" }, { ask: "mistakes" }]);
});
