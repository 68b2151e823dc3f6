/** Numbers are asked for once, found from then on, and never asked for again once refused. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { createNumbers, withNumber } from "../../../static/js/kit/numbers.js";
import { WIRE } from "../../../static/js/wire/decode.js";

const QUESTION = {
  network: { layers: [{ weights: [[-4, 1]], biases: [2], activation: "step" }] },
  input: { vector: [1, 3] },
};
const FRIENDS = /** @type {const} */ ({ kind: "input", input: 1 });

/** @param {readonly number[]} values */
const f32 = (values) => new Uint8Array(Float32Array.from(values).buffer);

/** @typedef {{event: string, message: any}} Sent */

/**
 * Numbers whose server answers as it is told.
 *
 * @param {(sent: Sent) => object} answer
 */
function asked(answer) {
  /** @type {Sent[]} */
  const sent = [];
  /** @type {string[]} */
  const refusals = [];
  let changes = 0;
  const numbers = createNumbers(
    async (event, message) => {
      sent.push({ event, message });
      return { v: WIRE, seq: 1, ...answer({ event, message }) };
    },
    { changed: () => (changes += 1), refused: (message) => refusals.push(message) },
  );
  /**
   * One frame that looks something up, and what it then asks for.
   *
   * @template Found
   * @param {() => Found} look
   */
  async function frame(look) {
    numbers.begin();
    const found = look();
    numbers.end();
    await new Promise((resolve) => setTimeout(resolve, 40));
    return found;
  }
  return { numbers, sent, refusals, frame, changes: () => changes };
}

const pass = () => ({ network: null, digit: null, layers: [{ z: f32([1]), a: f32([1]) }], prediction: 0, runner_up: null });

describe("layers", () => {
  test("are asked for after the frame that missed them, and there in the next", async () => {
    const { numbers, sent, frame, changes } = asked(pass);
    assert.equal(await frame(() => numbers.layers(QUESTION)), null);
    assert.ok(changes() > 0);
    assert.deepEqual(Array.from(numbers.layers(QUESTION)?.[0]?.z ?? []), [1]);
    await frame(() => numbers.layers(QUESTION));
    assert.equal(sent.length, 1);
  });

  test("of a frame that is past are not asked for any more", async () => {
    const { numbers, sent, frame } = asked(pass);
    numbers.begin();
    numbers.layers(QUESTION);
    await frame(() => numbers.layers(withNumber(QUESTION, FRIENDS, 5)));
    assert.deepEqual(sent.map(({ message }) => message.input.vector), [[1, 5]]);
  });

  test("that were refused are told, and not asked for twice", async () => {
    const { numbers, sent, refusals, frame } = asked(() => ({ error: { code: "limit", values: { what: "layers", most: 2 } } }));
    await frame(() => numbers.layers(QUESTION));
    await frame(() => numbers.layers(QUESTION));
    assert.deepEqual(new Set(refusals), new Set(["Here it goes up to 2 layers."]));
    assert.equal(sent.length, 1);
  });

  test("that came too soon are asked for again when they may", async () => {
    let first = true;
    const { numbers, sent, frame } = asked(() => {
      const answer = first ? { error: { code: "rate", retry_after: 0.01 } } : pass();
      first = false;
      return answer;
    });
    await frame(() => numbers.layers(QUESTION));
    assert.equal(sent.length, 2);
    assert.ok(numbers.layers(QUESTION));
  });
});

describe("what only this lesson asks", () => {
  const DATA = { f: "tanh", low: -1, high: 1, n: 3 };

  test("is asked for once, waited for, and kept", async () => {
    const { numbers, sent, frame, changes } = asked(() => ({ answer: { slope: f32([0.5]) } }));
    assert.equal(await frame(() => numbers.answer("shape", DATA)), null);
    assert.ok(changes() > 0);
    assert.deepEqual(await frame(() => numbers.answer("shape", { ...DATA })), { slope: Float32Array.of(0.5) });
    assert.deepEqual(sent.map(({ event, message }) => [event, message.ask, message.data]), [["lesson", "shape", DATA]]);
  });

  test("is asked for again where the line broke, and of several frames only the newest's waits", async () => {
    let breaks = true;
    const { numbers, sent, frame } = asked(() => {
      if (breaks) throw new Error("the line broke");
      return { answer: { slope: f32([0.5]) } };
    });
    assert.equal(await frame(() => numbers.answer("shape", DATA)), null);
    breaks = false;
    await frame(() => numbers.answer("shape", DATA));
    assert.ok(sent.length > 1);
    assert.deepEqual(await frame(() => numbers.answer("shape", DATA)), { slope: Float32Array.of(0.5) });
    const before = sent.length;
    numbers.begin();
    numbers.answer("shape", { ...DATA, low: 1 });
    await frame(() => numbers.answer("shape", { ...DATA, low: 2 }));
    assert.deepEqual(sent.slice(before).map(({ message }) => message.data.low), [2]);
  });

  test("is told where it is refused, and not asked for twice", async () => {
    const { numbers, sent, refusals, frame } = asked(() => ({ error: { code: "limit", values: { what: "layers", most: 2 } } }));
    await frame(() => numbers.answer("shape", DATA));
    assert.equal(await frame(() => numbers.answer("shape", DATA)), null);
    assert.ok(numbers.waits());
    assert.deepEqual(new Set(refusals), new Set(["Here it goes up to 2 layers."]));
    assert.equal(sent.length, 1);
  });
});

test("what a lesson asks of two drawings or photos is told apart by their bytes", async () => {
  const { numbers, sent, frame } = asked(({ message }) => ({ answer: { first: new Uint8Array(message.data.pixels)[0] } }));
  const [one, other] = [1, 2].map((byte) => ({ pixels: Uint8Array.of(byte, 7).buffer }));
  const look = () => [one, other].map((data) => numbers.answer("slid", data ?? {})?.first);
  await frame(look);
  assert.deepEqual(await frame(look), [1, 2]);
  assert.equal(sent.length, 2);
});

test("Of all that a frame misses, no more is asked at once than one request of long-polling holds", async () => {
  let [underWay, most, answered] = [0, 0, 0];
  const numbers = createNumbers(
    async () => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 1));
      underWay -= 1;
      answered += 1;
      return { v: WIRE, seq: 1, ...pass() };
    },
    { changed: () => {}, refused: assert.fail },
  );
  numbers.begin();
  for (let bias = 0; bias < 100; bias += 1) numbers.layers(withNumber(QUESTION, { kind: "bias", layer: 0, neuron: 0 }, bias));
  numbers.end();
  while (answered < 100) await new Promise((resolve) => setTimeout(resolve, 1));
  assert.ok(most > 1 && most < 32, `${most} at once`);
});

describe("the nights of a field", () => {
  const nights = [[0, 0], [0, 1], [1, 0], [1, 1]];
  const questions = nights.map((vector) => ({ ...QUESTION, input: { vector } }));
  /** @param {Sent} sent */
  const passes = ({ message: { input: { vectors = [[0]] } } }) => {
    const sums = vectors.map((/** @type {number[]} */ [tired = 0, friends = 0]) => 10 * tired + friends);
    return { network: null, input: f32(vectors.flat()), layers: [{ z: f32(sums), a: f32(sums) }], prediction: sums.map(() => 0), runner_up: null };
  };

  test("are asked for in one message", async () => {
    const { numbers, sent, frame } = asked(passes);
    await frame(() => questions.map((question) => numbers.layers(question)));
    assert.deepEqual(sent.map(({ message }) => message.input), [{ vectors: nights }]);
    assert.deepEqual(questions.map((question) => numbers.layers(question)?.[0]?.z[0]), [0, 1, 10, 11]);
    assert.deepEqual(Array.from(numbers.trace(/** @type {any} */ (questions[3]))?.input ?? []), [1, 1]);
  });

  test("of another network go apart, and no message has more than the server takes", async () => {
    const { numbers, sent, frame } = asked((each) => "vectors" in each.message.input ? passes(each) : pass());
    const many = Array.from({ length: 65 }, (_, k) => ({ ...QUESTION, input: { vector: [0, k] } }));
    await frame(() => [...many, withNumber(QUESTION, { kind: "bias", layer: 0, neuron: 0 }, 9)].map((each) => numbers.layers(each)));
    assert.deepEqual(sent.map(({ message }) => message.input.vectors?.length ?? 1), [64, 1, 1]);
  });

  test("of which one is refused are asked for one by one", async () => {
    const { numbers, sent, frame } = asked(({ message }) =>
      "vectors" in message.input || message.input.vector[0] === 1 ? { error: { code: "limit", values: { what: "size", most: 200 } } } : pass());
    await frame(() => questions.map((question) => numbers.layers(question)));
    assert.equal(sent.length, 1 + 4);
    assert.deepEqual(questions.map((question) => numbers.layers(question)?.[0]?.z[0]), [1, 1, undefined, undefined]);
  });

  test("are swept in one message while a weight moves", async () => {
    const z = f32([0, 1, 2, 3, 10, 11, 12, 13]);
    const { numbers, sent } = asked(() => ({ values: f32([5, 6]), layers: [{ z, a: z }] }));
    const weight = /** @type {const} */ ({ kind: "weight", layer: 0, neuron: 0, input: 1 });
    numbers.expect([...questions, .../** @type {any} */ (questions[0] ? [questions[0]] : [])], weight, [5, 6]);
    await new Promise((resolve) => setTimeout(resolve, 10));
    assert.deepEqual(sent.map(({ event, message }) => [event, message.place, message.input]), [["sweep", weight, { vectors: nights }]]);
    const found = questions.map((question) => numbers.layers(withNumber(question, weight, 6))?.[0]?.z[0]);
    assert.deepEqual(found, [10, 11, 12, 13]);
  });
});

describe("samples", () => {
  const values = [0, 1, 2];
  const sweep = () => ({ values: f32(values), layers: [{ z: f32([-2, -1, 0]), a: f32([0, 0, 0]) }] });

  test("come from one message, and answer the single questions, too", async () => {
    const { numbers, sent, frame } = asked(sweep);
    assert.equal(await frame(() => numbers.samples(QUESTION, FRIENDS, values)), null);
    const [{ event, message } = { event: "", message: null }] = sent;
    assert.deepEqual([event, message.low, message.high, message.n], ["sweep", 0, 2, 3]);
    const found = numbers.samples(QUESTION, FRIENDS, values)?.map((layers) => layers[0]?.z[0]);
    assert.deepEqual(found, [-2, -1, 0]);
    assert.equal(numbers.layers(withNumber(QUESTION, FRIENDS, 1))?.[0]?.z[0], -1);
    assert.equal(sent.length, 1);
  });

  test("are swept in as many messages as the server's bound on all sums takes", async () => {
    const { numbers, sent } = asked(() => ({ error: { code: "sweep", values: {} } }));
    const many = Array.from({ length: 100 }, (_, k) => ({ ...QUESTION, input: { vector: [0, k] } }));
    numbers.expect(many, { kind: "bias", layer: 0, neuron: 0 }, Array.from({ length: 257 }, (_, k) => k));
    await new Promise((resolve) => setTimeout(resolve, 20));
    const sizes = sent.map(({ message }) => message.input.vectors.length);
    assert.deepEqual(sizes, [63, 37]); // 257 × 63 × 1 ≤ 16,384
  });

  test("are expected before they are looked up", async () => {
    const { numbers, sent } = asked(sweep);
    numbers.expect([QUESTION], FRIENDS, values);
    await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(sent.length, 1);
    assert.ok(numbers.samples(QUESTION, FRIENDS, values));
  });
});

describe("withNumber", () => {
  test("changes that number only, and nothing that it was given", () => {
    const weight = withNumber(QUESTION, { kind: "weight", layer: 0, neuron: 0, input: 1 }, 7);
    assert.deepEqual(weight.network, { layers: [{ weights: [[-4, 7]], biases: [2], activation: "step" }] });
    const bias = withNumber(QUESTION, { kind: "bias", layer: 0, neuron: 0 }, 7);
    assert.deepEqual(bias.network, { layers: [{ weights: [[-4, 1]], biases: [7], activation: "step" }] });
    assert.deepEqual(withNumber(QUESTION, FRIENDS, 7).input, { vector: [1, 7] });
    assert.deepEqual(QUESTION.input.vector, [1, 3]);
  });

  test("needs a network that the lesson brought along", () => {
    const named = { ...QUESTION, network: "classic" };
    assert.throws(() => withNumber(named, { kind: "bias", layer: 0, neuron: 0 }, 1), /inline network/);
  });
});

describe("a region", () => {
  const square = () => ({
    across: { input: 0, low: 0, high: 1 }, up: { input: 1, low: 0, high: 8 }, layers: [0],
  });
  const shaded = (/** @type {Sent} */ { message: { n } }) => ({
    layers: [{ low: 0, high: 1, levels: new Uint8Array(n * n).fill(n) }],
  });

  test("is coarse at first, and fine once its question rests", async () => {
    const { numbers, sent, frame } = asked(shaded);
    const own = square();
    assert.equal(await frame(() => numbers.region(QUESTION, own)), null);
    assert.equal((await frame(() => numbers.region(QUESTION, own)))?.n, 48);
    assert.equal((await frame(() => numbers.region(QUESTION, own)))?.n, 96);
    await frame(() => numbers.region(QUESTION, own));
    assert.deepEqual(sent.map(({ event, message }) => [event, message.n]), [["region", 48], ["region", 96]]);
    assert.deepEqual(sent[0]?.message.across, own.across);
  });

  test("keeps up with a handle: what came last is there while the next is asked for", async () => {
    const { numbers, sent, frame } = asked(shaded);
    const own = square();
    const moved = (/** @type {number} */ value) => withNumber(QUESTION, { kind: "bias", layer: 0, neuron: 0 }, value);
    await frame(() => numbers.region(moved(1), own));
    const late = await frame(() => numbers.region(moved(1.5), own));
    assert.equal(late?.layers[0]?.neurons[0]?.[0], 48);
    assert.equal(await frame(() => numbers.region(moved(2), square())), null, "another figure has none yet");
    assert.deepEqual(sent.map(({ message }) => message.n), [48, 48, 48]);
  });

  test("that was refused is told, and not asked for twice", async () => {
    const { numbers, sent, refusals, frame } = asked(() => ({ error: { code: "limit", values: { what: "layers", most: 2 } } }));
    const own = square();
    await frame(() => numbers.region(QUESTION, own));
    await frame(() => numbers.region(QUESTION, own));
    assert.deepEqual(new Set(refusals), new Set(["Here it goes up to 2 layers."]));
    assert.equal(sent.length, 1);
  });
});
