import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { inputName, shortUnitName, unitName } from "../../static/js/words/names.js";
import { createReader } from "../../static/js/wire/reader.js";
import { reduce, traceOf } from "../../static/js/state/state.js";
import { stepsOf } from "../../static/js/state/steps.js";
import { createStore } from "../../static/js/page/store.js";
import { tipOf } from "../../static/js/words/tips.js";
import { WIRE } from "../../static/js/wire/decode.js";
import { encodeNetwork } from "../../static/js/wire/network.js";
import { sentenceOf, titleOf } from "../../static/js/words/words.js";
import { TOY, TOY_WEIGHTS, toyState } from "./models.js";
import { withChange } from "../../static/js/state/change.js";

/** @typedef {import("../../static/js/state/state.js").Action} Action */

describe("the story of a toy network", () => {
  test("begins with its input and ends with its output", () => {
    assert.deepEqual(stepsOf(TOY).map(({ id }) => id), [
      "inputs", "sums-1", "activations-1", "sums-2", "activations-2",
    ]);
  });

  test("is told of numbers, not of pixels and digits", () => {
    const start = reduce(toyState(), { type: "goto", step: 0 });
    assert.equal(titleOf(start), "Input: a vector of 3 numbers");
    assert.equal(sentenceOf(start), "The network reads p = (0.50, −1.00, 2.00) as it is.");
    assert.equal(unitName(TOY, { layer: 1, neuron: 0 }), "neuron 1 of the output layer");
    assert.equal(shortUnitName(TOY, { layer: 1, neuron: 0 }), "Output, neuron 1");
    assert.equal(inputName(TOY, 0, 2), "input 3");
    assert.equal(tipOf(start, { kind: "pixel", pixel: 1 }), "Input 2\n−1");
    assert.match(tipOf(start, { kind: "link", layer: 0, neuron: 1, input: 1 }), /weight \+3\.00 × input −1\.00 = −3\.00/);
  });
});

describe("the questions of a toy network", () => {
  const settled = () => new Promise((resolve) => setTimeout(resolve, 60));
  const floats = (/** @type {Float32Array} */ values) => new Uint8Array(values.slice().buffer);

  /** @param {readonly Action[]} actions */
  async function passesAfter(...actions) {
    /** @type {any[]} */
    const passes = [];
    const before = reduce(toyState(), { type: "set", line: { connection: "connecting" } });
    const store = createStore(reduce, withChange(before, { answers: { trace: null } }));
    createReader(store, (event, /** @type {any} */ message) => {
      if (event !== "pass") return Promise.reject(new Error("the line broke"));
      passes.push(message);
      const layers = TOY.layers.map(({ outputs }) => ({ z: floats(new Float32Array(outputs)), a: floats(new Float32Array(outputs)) }));
      return Promise.resolve({
        v: WIRE, seq: message.seq, network: null, image: null, digit: null,
        input: floats(Float32Array.from(message.input.vector)), layers, prediction: 0, runner_up: null,
      });
    });
    store.dispatch({ type: "set", line: { connection: "online" } });
    await settled();
    for (const action of actions) {
      store.dispatch(action);
      await settled();
    }
    return { passes, state: store.get() };
  }

  test("bring the network and the vector along, and nothing else", async () => {
    const { passes: [first], state } = await passesAfter();
    assert.deepEqual(Object.keys(first).sort(), ["input", "network", "seq"]);
    assert.deepEqual(first.input, { vector: [0.5, -1, 2] });
    assert.deepEqual(first.network.layers[0], {
      weights: [[1, -2, 0.5], [0.25, 3, -1]], biases: [0.5, -0.5], activation: "sigmoid",
    });
    assert.ok(traceOf(state), "the answer, which names no network, is of this one");
    assert.deepEqual([...traceOf(state)?.input ?? []], [0.5, -1, 2]);
  });

  test("are asked anew when a weight or an input changes", async () => {
    const weights = { W: Float32Array.of(9, 9), b: Float32Array.of(0) };
    const { passes } = await passesAfter(
      { type: "set", work: { weights: [...TOY_WEIGHTS.slice(0, 1), weights] } },
      { type: "set", work: { vector: [1, 1, 1] } },
    );
    assert.equal(passes.length, 3);
    assert.deepEqual(passes[1].network.layers[1].weights, [[9, 9]]);
    assert.deepEqual(passes[2].input.vector, [1, 1, 1]);
  });

  test("need every layer's weights", () => {
    assert.throws(() => encodeNetwork(TOY, [TOY_WEIGHTS[0]]), /weights for layer 2 of toy/);
  });
});
