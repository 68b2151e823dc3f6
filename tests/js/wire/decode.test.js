/** The bytes that the Python tests write and read, too: one contract, two readers. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, test } from "node:test";

import { refusalOf } from "../../../static/js/words/refusals.js";
import {
  MAX_POINTS,
  Refused,
  WIRE,
  decodeEveryone,
  decodeExplanation,
  decodeImage,
  decodeTrace,
  decodeTraces,
  encodeDrawing,
  encodeImage,
} from "../../../static/js/wire/decode.js";

/**
 * @typedef {import("../../../static/js/types.js").Drawing} Drawing
 * @typedef {import("../../../static/js/types.js").Stroke} Stroke
 */

// The decoder that is inside the page's Socket.IO client.
const unpack = createRequire(import.meta.url)("notepack.io/browser/decode.js");
const FOLDER = new URL("../../fixtures/wire/", import.meta.url);

/** @param {string} name */
const message = (name) => unpack(Uint8Array.from(readFileSync(new URL(`${name}.msgpack`, FOLDER)))); // small files share a buffer

/** @param {string} name */
const meaning = (name) => JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), "utf8"));

/** @param {ArrayLike<number>} values */
const list = (values) => Array.from(values);

/** @param {readonly number[]} values  float32 that went through JSON as decimals */
const float32 = (values) => list(Float32Array.from(values));

describe("decodeTrace", () => {
  test("reads whether it is a digit at all, where the server was asked", () => {
    const { doubt } = decodeTrace(message("doubt"));
    assert.equal(doubt?.says, meaning("doubt").doubt.says);
    assert.deepEqual(list(doubt?.a ?? []), meaning("doubt").doubt.a);
    assert.equal(decodeTrace(message("pass")).doubt, null);
  });

  test("reads every number of a pass", () => {
    const expected = meaning("pass");
    const trace = decodeTrace(message("pass"));
    assert.equal(trace.seq, expected.seq);
    assert.equal(trace.network, expected.network);
    assert.equal(trace.prediction, expected.prediction);
    assert.equal(trace.runnerUp, expected.runner_up);
    assert.ok(trace.input instanceof Float32Array && trace.digit);
    assert.deepEqual(trace.shape, [28, 28]);
    assert.deepEqual(trace.digit.box, expected.digit.box);
    assert.equal(trace.digit.scale, expected.digit.scale);
    assert.deepEqual(trace.digit.shift, expected.digit.shift);
    assert.equal(trace.layers.length, expected.layers.length);
    for (const [k, layer] of trace.layers.entries()) {
      assert.deepEqual(list(layer.z), float32(expected.layers[k].z));
      assert.deepEqual(list(layer.a), float32(expected.layers[k].a));
    }
  });

  test("reads maps as bytes with a scale each, and what follows them as ever", () => {
    const [maps, pool, output] = meaning("maps").layers;
    const { layers } = decodeTrace(message("maps"));
    for (const [k, sent] of [maps, pool].entries()) {
      const size = sent.a.length / 2;
      const scale = float32(sent.scale);
      assert.deepEqual(list(layers[k]?.scale ?? []), scale);
      assert.deepEqual(list(layers[k]?.a ?? []), float32(sent.a.map((/** @type {number} */ level, /** @type {number} */ n) => level * (scale[Math.floor(n / size)] ?? 0))));
      assert.equal(layers[k]?.z.length, 0);
    }
    assert.ok(maps.a.includes(-127) || maps.a.includes(127));
    assert.deepEqual(list(layers[2]?.z ?? []), float32(output.z));
    assert.equal(layers[2]?.scale, undefined);
  });

  test("keeps copies: what comes later in the same buffer cannot change a trace", () => {
    const frame = readFileSync(new URL("pass.msgpack", FOLDER));
    const trace = decodeTrace(unpack(frame));
    const before = list(trace.layers[0]?.z ?? []);
    frame.fill(0);
    assert.deepEqual(list(trace.layers[0]?.z ?? []), before);
    assert.ok(before.some((z) => z !== 0));
  });

  test("puts the fitted image into the field wherever it was moved to, byte by byte", () => {
    const cases = message("images");
    assert.equal(cases.length, 10);
    for (const { answer, fitted, image } of cases) {
      const trace = decodeTrace(answer);
      assert.deepEqual(trace.digit?.fitted, decodeImage(new Uint8Array(fitted)));
      assert.deepEqual(trace.input, decodeImage(new Uint8Array(image)));
    }
  });

  test("an image without a drawing has no digit, and a vector has its own shape", () => {
    const whole = { ...message("pass"), digit: null };
    const image = new Uint8Array(784).fill(51);
    const seen = decodeTrace({ ...whole, image });
    assert.equal(seen.digit, null);
    assert.deepEqual(list(seen.input), list(new Float32Array(784).fill(0.2)));
    assert.deepEqual(seen.shape, [28, 28]);
    const read = decodeTrace({ ...whole, input: new Uint8Array(Float32Array.of(1, -3).buffer) });
    assert.deepEqual([list(read.input), read.shape], [[1, -3], [2]]);
  });

  test("a pixel goes from byte to number and back unchanged", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, grey) => grey);
    assert.deepEqual(encodeImage(decodeImage(bytes)), { image: bytes.buffer });
  });
});

test("decodeTraces gives each vector a pass of its own", () => {
  const expected = meaning("vectors");
  const traces = decodeTraces(message("vectors"));
  assert.equal(traces.length, 3);
  for (const name of /** @type {const} */ (["z", "a"])) {
    assert.deepEqual(traces.flatMap(({ layers }) => list(layers[0]?.[name] ?? [])), float32(expected.layers[0][name]));
  }
  assert.deepEqual(traces.flatMap(({ input }) => list(input ?? [])), expected.input);
  assert.deepEqual(traces.map(({ prediction }) => prediction), expected.prediction);
  assert.deepEqual(traces.map(({ runnerUp }) => runnerUp), expected.runner_up);
});

test("decodeEveryone reads what each network says", () => {
  const [expected] = meaning("everyone").readings;
  const [reading] = decodeEveryone(message("everyone"));
  assert.ok(reading);
  assert.deepEqual(list(reading.a), float32(expected.a));
  const { network, prediction, runnerUp } = reading;
  assert.deepEqual([network, prediction, runnerUp], [expected.network, expected.prediction, expected.runner_up]);
});

test("decodeExplanation reads every number of an opened neuron", () => {
  const expected = meaning("explain");
  const opened = decodeExplanation(message("explain"));
  for (const name of /** @type {const} */ (["weights", "inputs", "terms", "gradient", "pushes"])) {
    assert.ok(opened[name] instanceof Float32Array, name);
    assert.deepEqual(list(opened[name]), float32(expected[name]), name);
  }
  assert.ok(opened.order instanceof Uint16Array);
  assert.deepEqual(list(opened.order), expected.order);
  assert.deepEqual(list(opened.curve.a), float32(expected.curve.a));
  for (const name of /** @type {const} */ (["layer", "neuron", "n_zero", "bias", "z", "a", "slope"])) {
    assert.equal(opened[name], expected[name], name);
  }
  assert.deepEqual(opened.shown, expected.shown);
  const { term, sum, ...rest } = opened.running;
  assert.ok(term instanceof Float64Array && sum instanceof Float64Array);
  assert.deepEqual({ term: list(term), sum: list(sum), ...rest }, expected.running);
});

test("decodeExplanation says what a place of a map reads, and has its whole map as it was computed", () => {
  const expected = meaning("explain-map");
  const opened = decodeExplanation(message("explain-map"));
  assert.deepEqual(list(opened.reads ?? []), expected.reads);
  assert.equal(opened.reads?.length, opened.terms.length);
  assert.deepEqual(list(opened.map?.z ?? []), float32(expected.map.z));
  assert.equal(opened.map?.a[0], Math.fround(expected.a)); // neuron 81 begins its map
  assert.deepEqual([decodeExplanation(message("explain")).reads, decodeExplanation(message("explain")).map], [null, null]);
});

describe("what the server refused", () => {
  test("is thrown with its code, and in words of the page's own", () => {
    const { code, values } = meaning("error").error;
    assert.throws(
      () => decodeTrace(message("error")),
      (thrown) =>
        thrown instanceof Refused && thrown.code === code && thrown.message === refusalOf(code, values),
    );
  });

  test("another version of the wire is said", () => {
    for (const answer of [{ ...message("pass"), v: WIRE + 1 }, {}, null, undefined]) {
      assert.throws(() => decodeTrace(answer), { code: "wire", message: /another version/ });
      assert.throws(() => decodeExplanation(answer), { code: "wire" });
    }
  });
});

describe("encodeDrawing", () => {
  test("writes the very bytes that the server's tests read", () => {
    const { points, lengths } = encodeDrawing(meaning("drawing"));
    const { input } = meaning("request");
    assert.ok(points instanceof ArrayBuffer, "the client sends typed arrays as objects");
    assert.deepEqual(list(new Uint8Array(points)), input.points);
    assert.deepEqual(lengths, input.lengths);
  });

  test("what lies outside the pad lands on its edge", () => {
    const { points } = encodeDrawing([[[-0.5, 0], [1, 7]]]);
    assert.deepEqual(list(new Uint16Array(points)), [0, 0, 65535, 65535]);
  });

  test("an empty drawing is no points", () => {
    const { points, lengths } = encodeDrawing([]);
    assert.equal(points.byteLength, 0);
    assert.deepEqual(lengths, []);
  });

  /** @param {number} n */
  const wave = (n) =>
    Array.from({ length: n }, (_, k) => /** @type {[number, number]} */ ([k / n, (k % 50) / 50]));

  test("as many points as the wire takes go as they are", () => {
    const { lengths } = encodeDrawing([wave(MAX_POINTS - 1000), wave(1000)]);
    assert.deepEqual(lengths, [MAX_POINTS - 1000, 1000]);
  });

  for (const sizes of [[MAX_POINTS + 1], [9000, 3000, 1, 2], Array(800).fill(20)]) {
    test(`${sizes.length} strokes of ${sizes[0]} points are thinned, and keep their ends`, () => {
      const drawing = sizes.map(wave);
      const { points, lengths } = encodeDrawing(drawing);
      const pairs = new Uint16Array(points);
      const total = lengths.reduce((sum, n) => sum + n, 0);
      assert.ok(total <= MAX_POINTS, `${total} points`);
      assert.equal(pairs.length, 2 * total);
      assert.equal(lengths.length, drawing.length);
      let start = 0;
      for (const [k, n] of lengths.entries()) {
        const stroke = /** @type {Stroke} */ (drawing[k]);
        assert.ok(n >= Math.min(2, stroke.length));
        assert.equal(pairs[2 * start], Math.round((stroke[0]?.[0] ?? 0) * 65535));
        start += n;
        assert.equal(pairs[2 * start - 2], Math.round((stroke.at(-1)?.[0] ?? 0) * 65535));
      }
    });
  }

  for (const n of [1300, 3000, 20_000]) {
    test(`of ${n} strokes enough are left to cover the pad, and no more than may travel`, () => {
      const { points, lengths } = encodeDrawing(
        Array.from({ length: n }, (_, k) => [[k / n, 0], [k / n, 0.5], [k / n, 1], [k / n, 0.9]]),
      );
      const xs = list(new Uint16Array(points)).filter((_, k) => k % 2 === 0);
      assert.ok(xs.length <= MAX_POINTS && xs.length === lengths.reduce((sum, each) => sum + each, 0));
      const gaps = xs.slice(1).map((x, k) => x - (xs[k] ?? 0));
      assert.ok(Math.max(...gaps) < 65535 / 500 && (xs.at(-1) ?? 0) > 65535 * 0.99);
    });
  }
});
