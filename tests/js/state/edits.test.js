import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  edited, heldAt, LARGEST, readNumber, weightsOf, withEdit,
} from "../../../static/js/state/edits.js";
import { encodeEdits } from "../../../static/js/wire/edits.js";
import { editInWords } from "../../../static/js/words/edits.js";
import { noteInWords } from "../../../static/js/words/predict.js";
import { reduce } from "../../../static/js/state/state.js";
import { CLASSIC, LINEAR, readState } from "../models.js";

/** @typedef {import("../../../static/js/state/edits.js").Edit} Edit */

const LAYERS = [
  { W: new Float32Array([1, 2, 3, 4, 5, 6]), b: new Float32Array([7, 8]) }, // 3 inputs, 2 neurons
  { W: new Float32Array([9, 10]), b: new Float32Array([11]) },
];

/** @param {readonly Edit[]} edits */
const withAll = (edits) =>
  edits.reduce((state, edit) => reduce(state, { type: "edit", edit }), readState());

describe("weights with edits", () => {
  test("each edit replaces its number, a later one an earlier one; the original stays", () => {
    const before = structuredClone(LAYERS);
    const [first, second] = edited(LAYERS, [
      { kind: "weights", layer: 0, neuron: 1, inputs: [0, 2], values: [-1, -2] },
      { kind: "weight", layer: 0, neuron: 1, input: 2, value: 0.5 },
      { kind: "bias", layer: 0, neuron: 0, value: 0 },
    ]);
    assert.deepEqual([...first?.W ?? []], [1, 2, 3, -1, 5, 0.5]);
    assert.deepEqual([...first?.b ?? []], [0, 8]);
    assert.equal(second, LAYERS[1]);
    assert.deepEqual(LAYERS, before);
  });

  test("without edits of weights they are the very same", () => {
    assert.equal(edited(LAYERS, []), LAYERS);
    assert.equal(edited(LAYERS, [{ kind: "activation", layer: 0, neuron: 0, value: 0 }]), LAYERS);
  });

  test("a layer that is not loaded waits", () => {
    const [first] = edited([undefined, LAYERS[1]], [{ kind: "bias", layer: 0, neuron: 0, value: 1 }]);
    assert.equal(first, undefined);
  });
});

describe("the list of edits", () => {
  test("an edit of the same number takes the place of the one before", () => {
    /** @type {Edit} */
    const once = { kind: "bias", layer: 0, neuron: 2, value: 1 };
    const twice = { ...once, value: 2 };
    assert.deepEqual(withEdit([once], twice), [twice]);
    assert.equal(withEdit([once], { kind: "activation", layer: 0, neuron: 2, value: 2 }).length, 2);
  });

  test("painting a neuron's grid is one edit, however often the brush is set down", () => {
    /** @type {Edit} */
    const first = { kind: "weights", layer: 0, neuron: 2, inputs: [5, 6], values: [1, 1] };
    assert.deepEqual(
      withEdit([first], { ...first, inputs: [6, 7], values: [-1, -1] }),
      [{ ...first, inputs: [5, 6, 7], values: [1, -1, -1] }],
    );
  });

  test("edits are undone one by one, or all at once; another network has its own", () => {
    /** @type {readonly Edit[]} */
    const edits = [
      { kind: "activation", layer: 0, neuron: 3, value: 0 },
      { kind: "bias", layer: 2, neuron: 1, value: 4 },
    ];
    const state = withAll(edits);
    assert.deepEqual(state.work.edits, edits);
    assert.equal(heldAt(state, { layer: 0, neuron: 3 }), 0);
    assert.equal(heldAt(state, { layer: 0, neuron: 4 }), null);
    const [first] = state.work.edits;
    assert.deepEqual(reduce(state, { type: "unedit", edit: /** @type {Edit} */ (first) }).work.edits, [edits[1]]);
    const other = reduce(state, { type: "network", network: LINEAR.name });
    assert.deepEqual(other.work.edits, []);
    assert.deepEqual(reduce(other, { type: "network", network: CLASSIC.name }).work.edits, edits);
    assert.deepEqual(reduce(state, { type: "edits", edits: [] }).work.edits, []);
  });

  test("weights shown are those with edits, and the loaded ones are not touched", () => {
    const weights = { W: new Float32Array(160), b: new Float32Array(10) };
    const loaded = reduce(readState(), { type: "weights", network: "classic", layer: 2, weights });
    const state = reduce(loaded, { type: "edit", edit: { kind: "weight", layer: 2, neuron: 1, input: 3, value: 5 } });
    assert.equal(weightsOf(state)[2]?.W[19], 5);
    assert.equal(weightsOf(state), weightsOf(state));
    assert.equal(state.weights.classic?.[2]?.W[19], 0);
  });

  test("no more edits than a question may carry", () => {
    const many = Array.from({ length: 2000 }, (_, k) => /** @type {Edit} */ ({
      kind: "weight", layer: 0, neuron: k % 16, input: Math.floor(k / 16), value: 0,
    }));
    const full = withAll(many);
    const more = reduce(full, { type: "edit", edit: { kind: "bias", layer: 0, neuron: 0, value: 0 } });
    assert.equal(more.work.edits.length, 2000);
    assert.match(noteInWords(more.line.note), /2000 edits/);
  });
});

test("a typed number is one within float32, or none", () => {
  assert.equal(readNumber("0"), 0);
  assert.equal(readNumber(" −1.5 "), -1.5);
  assert.equal(readNumber("0,25"), 0.25);
  assert.equal(readNumber("0.1"), Math.fround(0.1));
  assert.equal(readNumber(`${LARGEST}`), LARGEST);
  for (const text of ["", " ", "abc", "1e39", "-1e39", "NaN", "Infinity", "1 2"]) {
    assert.equal(readNumber(text), null, text);
  }
});

test("edits in words count from 1", () => {
  const words = (/** @type {Edit} */ edit) => editInWords(CLASSIC, edit);
  assert.equal(words({ kind: "activation", layer: 0, neuron: 2, value: 0 }), "neuron 3 of hidden layer 1 silenced");
  assert.equal(words({ kind: "activation", layer: 0, neuron: 2, value: 0.5 }), "neuron 3 of hidden layer 1 held at a = 0.50");
  assert.equal(words({ kind: "weight", layer: 1, neuron: 0, input: 4, value: -1 }), "weight 5 of neuron 1 of hidden layer 2 = −1.00");
  assert.equal(words({ kind: "weights", layer: 0, neuron: 0, inputs: [1, 2], values: [0, 0] }), "2 weights of neuron 1 of hidden layer 1 painted");
});

test("numbers travel as float32, however large: the parser cuts whole ones beyond 2⁶³", () => {
  /** @type {Edit} */
  const bias = { kind: "bias", layer: 0, neuron: 2, value: Math.fround(1e30) };
  const [painted, one] = encodeEdits([
    { kind: "weights", layer: 0, neuron: 2, inputs: [1, 783], values: [0.5, -2] }, bias,
  ]);
  const { value, ...place } = bias;
  assert.deepEqual(one, { place, value: Float32Array.of(value).buffer });
  const inputs = Uint16Array.of(1, 783).buffer;
  assert.deepEqual(painted, { place: { kind: "weights", layer: 0, neuron: 2, inputs }, value: Float32Array.of(0.5, -2).buffer });
});

test("a painted grid travels as a bit for each pixel and value, and all that is done to a neuron as one", () => {
  const inputs = Array.from({ length: 784 }, (_, input) => input);
  const values = inputs.map((input) => [0.5, -0.5, 0][input % 3] ?? 0);
  const painted = encodeEdits([
    { kind: "weights", layer: 0, neuron: 2, inputs, values },
    { kind: "weight", layer: 0, neuron: 2, input: 0, value: -0.5 },
  ]);
  assert.equal(painted.length, 1);
  const [{ place, value }] = /** @type {[any]} */ (painted);
  assert.deepEqual(Array.from(new Float32Array(value)), [-0.5, 0, 0.5]);
  const masks = new Uint8Array(place.masks);
  assert.equal(masks.length, 3 * 98);
  assert.deepEqual([masks[0], masks[98], masks[196]], [0b11001001, 0b00100100, 0b00010010]);
});

test("all 128 neurons of deep, painted in three colours from edge to edge, fit one message", () => {
  const inputs = Array.from({ length: 784 }, (_, input) => input);
  const values = inputs.map((input) => [0.5, -0.5, 0][input % 3] ?? 0);
  const painted = encodeEdits(Array.from({ length: 128 }, (_, neuron) =>
    /** @type {Edit} */ ({ kind: "weights", layer: 0, neuron, inputs, values })));
  const around = 100; // bytes of an edit at most beside its binary: names, layer, neuron
  const sizes = painted.map(({ place, value }) => around + value.byteLength + /** @type {any} */ (place).masks.byteLength);
  assert.ok(sizes.reduce((sum, size) => sum + size) < 60_000);
});
