/** A map's weights: one for all its places, whichever of them an edit names. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { decodeEdits, encodeEdits } from "../../../static/js/link/edits.js";
import { heldAt, weightsOf } from "../../../static/js/state/edits.js";
import { atMiddle, biasIndex, inKernel, placesOf, weightIndex } from "../../../static/js/state/kernels.js";
import { readsOf } from "../../../static/js/state/windows.js";
import { initialState, reduce } from "../../../static/js/state/state.js";
import { inputOfTerm, termOfInput } from "../../../static/js/state/terms.js";
import { encodeEdits as sent } from "../../../static/js/wire/edits.js";
import { editInWords } from "../../../static/js/words/edits.js";
import { MAPS } from "../models.js";

// MAPS: 28×28 → 2 maps of 9×9, kernels of 5×5, stride 3, padding 1 → pools of 3.

describe("what a place reads", () => {
  test("in the middle its whole window, at a corner what is inside", () => {
    assert.equal(readsOf(MAPS, 0, 40).length, 25);
    assert.equal(readsOf(MAPS, 0, 40)[0], 11 * 28 + 11); // row 4, column 4: from 4 × 3 − 1
    assert.deepEqual(readsOf(MAPS, 0, 81).slice(0, 5), [0, 1, 2, 3, 28]);
    assert.equal(readsOf(MAPS, 0, 0).length, 16);
  });

  test("a pool reads its own map, a neuron everything", () => {
    assert.deepEqual(readsOf(MAPS, 1, 9), [81, 82, 83, 90, 91, 92, 99, 100, 101]);
    assert.equal(readsOf(MAPS, 2, 3).length, 18);
  });

  test("its weights are those of its map", () => {
    assert.equal(weightIndex(MAPS, 0, 81, 0), 25 + 6); // the corner of the image is the kernel's second row and column
    assert.equal(weightIndex(MAPS, 0, 81 + 40, 11 * 28 + 11), 25);
    assert.equal(weightIndex(MAPS, 0, 81, 100), -1);
    assert.equal(weightIndex(MAPS, 2, 3, 5), 3 * 18 + 5);
    assert.deepEqual(inKernel(MAPS, 0, 0, 29), { channel: 0, row: 2, column: 2 });
    assert.equal(biasIndex(MAPS, 0, 90), 1);
    assert.deepEqual([placesOf(MAPS, 0), placesOf(MAPS, 1), placesOf(MAPS, 2)], [81, 9, 1]);
  });

  test("a term knows its input, and an input its term", () => {
    const opened = { reads: Uint32Array.of(7, 9) };
    assert.deepEqual([inputOfTerm(opened, 1), termOfInput(opened, 9), termOfInput(opened, 8)], [9, 1, -1]);
    assert.deepEqual([inputOfTerm({ reads: null }, 4), termOfInput({}, 4)], [4, 4]);
  });
});

describe("an edit of what a map shares", () => {
  test("is one edit, by whichever of its places it is made", () => {
    /** @type {import("../../../static/js/state/edits.js").Edit} */
    const corner = { kind: "weight", layer: 0, neuron: 81, input: 0, value: 2 };
    const middle = atMiddle(MAPS, corner);
    assert.deepEqual(middle, { ...corner, neuron: 81 + 40, input: 12 * 28 + 12 });
    let state = initialState([MAPS]);
    state = reduce(state, { type: "edit", edit: corner });
    state = reduce(state, { type: "edit", edit: { ...corner, neuron: 81 + 41, input: 12 * 28 + 15, value: 3 } });
    assert.deepEqual(state.work.edits, [{ ...middle, value: 3 }]);
    assert.deepEqual(state.place.selected, { layer: 0, neuron: 81 + 41 }); // where one looks stays
  });

  test("changes the kernel, and the map's bias", () => {
    const weights = { W: new Float32Array(50), b: new Float32Array(2) };
    let state = reduce(initialState([MAPS]), { type: "weights", network: "maps", layer: 0, weights });
    state = reduce(state, { type: "edit", edit: { kind: "weights", layer: 0, neuron: 81, inputs: [0, 1], values: [1, -1] } });
    state = reduce(state, { type: "edit", edit: { kind: "bias", layer: 0, neuron: 100, value: 0.5 } });
    const { W, b } = weightsOf(state)[0] ?? {};
    assert.deepEqual([...W ?? []].flatMap((w, k) => (w ? [[k, w]] : [])), [[31, 1], [32, -1]]);
    assert.deepEqual([...b ?? []], [0, 0.5]);
  });

  test("a silent map holds its places, and no others", () => {
    const state = reduce(initialState([MAPS]), { type: "edit", edit: { kind: "activations", layer: 0, map: 1, value: 0 } });
    assert.equal(heldAt(state, { layer: 0, neuron: 81 }), 0);
    assert.equal(heldAt(state, { layer: 0, neuron: 80 }), null);
    assert.deepEqual(sent(state.work.edits)[0]?.place, { kind: "activations", layer: 0, map: 1 });
  });

  test("is said with the places that it counts at", () => {
    const words = (/** @type {import("../../../static/js/state/edits.js").Edit} */ edit) => editInWords(MAPS, edit);
    assert.equal(words({ kind: "weight", layer: 0, neuron: 121, input: 12 * 28 + 12, value: 2 }),
      "weight (row 2, column 2) of map 2 of hidden layer 1 = +2.00, at 81 places");
    assert.equal(words({ kind: "bias", layer: 0, neuron: 40, value: -1 }), "bias of map 1 of hidden layer 1 = −1.00, at 81 places");
    assert.equal(words({ kind: "activations", layer: 0, map: 1, value: 0 }), "map 2 of hidden layer 1 silenced");
    assert.equal(words({ kind: "activation", layer: 0, neuron: 81, value: 0 }),
      "map 2, row 1, column 1 of hidden layer 1 silenced");
  });
});

describe("a link", () => {
  test("holds what was changed of a map", () => {
    /** @type {readonly import("../../../static/js/state/edits.js").Edit[]} */
    const edits = [
      { kind: "activations", layer: 1, map: 1, value: 0 },
      { kind: "activations", layer: 0, value: 0 },
      { kind: "weight", layer: 0, neuron: 121, input: 348, value: 2 },
      { kind: "weights", layer: 0, neuron: 121, inputs: [348, 349], values: [1, -1] },
    ];
    assert.deepEqual(decodeEdits(encodeEdits(edits), MAPS), edits);
  });

  for (const text of ["s0.2_0", "s2.0_0", "s0.1.1_0", "z0.1_0", "z1_0", "n1.3_1", "n0_1", "b1.0_1", "w1.0.0_1", "w0.0.100_1"]) {
    test(`${text} is no edit of this network`, () => assert.equal(decodeEdits(text, MAPS), null));
  }
});
