import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { edited } from "../../../static/js/state/edits.js";
import { addNoise } from "../../../static/js/state/noise.js";
import { encodeEdits } from "../../../static/js/wire/edits.js";

const NOISE = JSON.parse(await readFile(new URL("../../fixtures/noise.json", import.meta.url), "utf8"));

test("noise is the server's own, to the last digit", () => {
  const W = Float32Array.from(NOISE.weights);
  const noisy = W.slice();
  addNoise(noisy, W, NOISE);
  assert.deepEqual([...noisy], [...Float32Array.from(NOISE.noisy)]);
});

test("what is done to a whole layer comes first, whatever was done before", () => {
  const layers = [{ W: new Float32Array([1, 2, 3, 4]), b: new Float32Array([5, 6]) }];
  const [layer] = edited(layers, [
    { kind: "bias", layer: 0, neuron: 1, value: 9 },
    { kind: "weight", layer: 0, neuron: 0, input: 0, value: 7 },
    { kind: "biases", layer: 0, value: 0 },
    { kind: "noise", layer: 0, seed: 1, value: 1 },
  ]);
  assert.deepEqual([...layer?.b ?? []], [0, 9]);
  assert.equal(layer?.W[0], 7);
  assert.notEqual(layer?.W[1], 2);
  assert.deepEqual([...layers[0]?.W ?? []], [1, 2, 3, 4]);
});

test("edits of a whole layer travel before all others", () => {
  const sent = /** @type {{place: object, value: ArrayBuffer}[]} */ (encodeEdits([
    { kind: "activation", layer: 0, neuron: 1, value: 0 },
    { kind: "noise", layer: 1, seed: 5, value: 0.5 },
  ]));
  assert.deepEqual(sent.map(({ place }) => place), [
    { kind: "noise", layer: 1, seed: 5 }, { kind: "activation", layer: 0, neuron: 1 },
  ]);
  assert.deepEqual([...new Float32Array(sent[0]?.value ?? new ArrayBuffer(0))], [0.5]);
});
