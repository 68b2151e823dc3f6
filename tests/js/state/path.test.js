import assert from "node:assert/strict";
import { test } from "node:test";

import { pathAhead, pathOf, strongestPath } from "../../../static/js/state/path.js";
import { initialState, reduce } from "../../../static/js/state/state.js";
import { explanation } from "../explanations.js";
import { CLASSIC, DRAWING, loadedState, MAPS, traceOfCard, weightsOfClassic } from "../models.js";

const trace = traceOfCard(CLASSIC);

test("each stretch is the largest term of its neuron, and leads on from the one before", () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const weights = weightsOfClassic(seed);
    const path = strongestPath(2, 3, trace, weights);
    assert.deepEqual(path.map(({ layer }) => layer), [2, 1, 0]);
    assert.equal(path[0]?.neuron, 3);
    path.forEach(({ layer, neuron, input, weight, value, term }, k) => {
      if (k > 0) assert.equal(neuron, path[k - 1]?.input);
      const inputs = layer > 0 ? [...trace.layers[layer - 1]?.a ?? []] : [...trace.input];
      const row = weights[layer]?.W.subarray(neuron * inputs.length, (neuron + 1) * inputs.length) ?? [];
      const terms = inputs.map((each, n) => each * (row[n] ?? 0));
      assert.equal(Math.abs(term), Math.max(...terms.map(Math.abs)));
      assert.deepEqual([weight, value, term], [row[input], inputs[input], terms[input]]);
    });
  }
});

test("the path ends where nothing flows, and where the weights are not loaded", () => {
  const weights = weightsOfClassic(1);
  const dark = { ...trace, input: new Float32Array(784) };
  assert.equal(strongestPath(2, 3, dark, weights).length, 2);
  assert.equal(strongestPath(2, 3, trace, [undefined, ...weights.slice(1)]).length, 2);
  const silent = weights.map(({ W, b }) => ({ W: W.map(() => 0), b }));
  assert.deepEqual(strongestPath(2, 3, trace, silent), []);
});

test("it begins at the neuron in focus, only where it is asked for, and not before the neuron’s step", () => {
  const loaded = loadedState(2);
  assert.deepEqual(pathOf(loaded), []);
  const asked = reduce(loaded, { type: "set", place: { tool: "path" } });
  assert.deepEqual([pathOf(asked)[0]?.layer, pathOf(asked)[0]?.neuron], [2, 3]);
  const unit = { layer: 1, neuron: 4 };
  const chosen = reduce(asked, { type: "select", unit });
  assert.deepEqual([pathOf(chosen)[0]?.layer, pathOf(chosen)[0]?.neuron], [1, 4]);
  const start = reduce(asked, { type: "goto", step: 0 });
  assert.deepEqual(pathOf(start), [], "the answer is not told yet");
  assert.deepEqual(pathOf(reduce(start, { type: "select", unit })), []);
  assert.deepEqual(pathOf(reduce(asked, { type: "clear" })), []);
});

test("through maps it goes by the neurons that the server opened, one asked for after the other", () => {
  let state = reduce(initialState([MAPS], { place: { tool: "path" } }), { type: "drawn", drawing: DRAWING });
  state = reduce(state, { type: "trace", trace: traceOfCard(MAPS) });
  assert.deepEqual(pathOf(state), []);
  const open = (/** @type {number} */ layer, /** @type {number} */ neuron, /** @type {readonly number[]} */ reads) => {
    const terms = Float32Array.from(reads, (_, k) => (k === 1 ? -3 : 1));
    const opened = explanation(MAPS, { layer, neuron }, { terms, weights: terms, inputs: terms.map(() => 1), reads: Uint32Array.from(reads) });
    state = reduce(state, { type: "explanation", explanation: opened });
  };
  open(2, 3, [4, 11]);
  assert.deepEqual(pathAhead(state), { layer: 1, neuron: 11 });
  open(1, 11, [87, 96]);
  assert.deepEqual(pathAhead(state), { layer: 0, neuron: 96 });
  open(0, 96, [28, 57, 58]);
  assert.deepEqual(pathOf(state).map(({ layer, neuron, input, term }) => [layer, neuron, input, term]),
    [[2, 3, 11, -3], [1, 11, 96, -3], [0, 96, 57, -3]]);
  assert.equal(pathAhead(state), null);
});
