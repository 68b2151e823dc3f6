import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { layerLines, vectorLine } from "../../../static/js/lessons/by-hand/forms.js";
import { ALL, reachedOf, writtenLines } from "../../../static/js/kit/written.js";
import { reduce } from "../../../static/js/state/state.js";
import { answered, explanation } from "../explanations.js";
import { TOY, TOY_WEIGHTS, toyState } from "../models.js";
import { withChange } from "../../../static/js/state/change.js";

/** @typedef {import("../../../static/js/words/formula.js").MathNode} MathNode */

/**
 * @param {MathNode | string} node
 * @returns {string}
 */
function text(node) {
  return typeof node === "string" ? node : node.children.map(text).join("");
}

/**
 * @param {MathNode | string} node
 * @returns {number[]}
 */
function nets(node) {
  if (typeof node === "string") return [];
  return [...(node.net === undefined ? [] : [node.net]), ...node.children.flatMap(nets)];
}

const OPENED = explanation(TOY, { layer: 0, neuron: 0 }, {
  weights: Float32Array.of(0.5, -1, 0.8), inputs: Float32Array.of(1, 0.5, -1), order: Uint16Array.of(0, 1, 2),
  bias: 0.2, z: -0.6, a: 0.3543437,
  running: {
    decimals: 4, term: Float64Array.of(0.5, -0.5, -0.8), sum: Float64Array.of(0.5, 0, -0.8), rounding: 0, bias: 0.2, z: -0.6,
  },
});

describe("a neuron worked out", () => {
  const state = toyState();
  const lines = (/** @type {Partial<typeof ALL>} */ reached) => writtenLines(state, OPENED, { ...ALL, ...reached }).map(text);

  test("has its factors, its terms and its activation in a line each", () => {
    assert.deepEqual(lines({}), [
      "z11=0.5·1+(−1)·0.5+0.8·(−1)+0.2",
      "=0.5000−0.5000−0.8000+0.2000=−0.6000",
      "a11=σ(−0.6000)=0.3543",
    ]);
  });

  test("has factors whose product is the term, and says what rounding left over", () => {
    const opened = explanation(TOY, { layer: 1, neuron: 0 }, {
      weights: Float32Array.of(1.5, -0.5), inputs: Float32Array.of(0.66818774, 0.3543437), order: Uint16Array.of(0, 1),
      bias: 0.2, z: 1.02511,
      running: {
        decimals: 4, term: Float64Array.of(1.0023, -0.1772), sum: Float64Array.of(1.0023, 0.8251), rounding: 0.0001, bias: 0.2, z: 1.0252,
      },
    });
    const [products, terms] = writtenLines(state, opened, ALL);
    assert.equal(text(products ?? ""), "z12=1.5·0.6682+(−0.5)·0.3543+0.2");
    assert.equal(text(terms ?? ""), "=1.0023−0.1772+0.2000+0.0001\u2002(rounding)=1.0252");
    assert.deepEqual(nets(products ?? ""), [...opened.inputs], "what the layer before computed");
  });

  test("grows with the pass", () => {
    assert.deepEqual(lines({ terms: 0, sum: false, activation: false }), ["z11=…"]);
    assert.deepEqual(lines({ terms: 2, sum: false, activation: false }), [
      "z11=0.5·1+(−1)·0.5+…", "=0.5000−0.5000+…",
    ]);
    assert.equal(lines({ activation: false }).length, 2);
  });

  test("of zeros only has its bias", () => {
    const zeros = { ...OPENED, running: { ...OPENED.running, term: new Float64Array(), sum: new Float64Array(), bias: -0.2, z: -0.2 }, bias: -0.2 };
    assert.deepEqual(writtenLines(state, zeros, ALL).map(text).slice(0, 2), ["z11=−0.2", "=−0.2000=−0.2000"]);
  });

  test("marks what the network computed, in full, and nothing that was typed", () => {
    const [products, terms, activation] = writtenLines(state, OPENED, ALL);
    assert.deepEqual(nets(products ?? ""), []);
    assert.deepEqual(nets(terms ?? ""), [0.5, -0.5, -0.8, 0.2, -0.6]);
    assert.deepEqual(nets(activation ?? ""), [-0.6, 0.3543437]);
  });
});

test("the vector form has the row and the column, the matrix form every row", () => {
  const state = toyState();
  assert.equal(text(vectorLine(state, OPENED)), "z11=0.5−10.8·10.5−1+0.2=−0.6000");
  const other = { ...OPENED, neuron: 1 };
  const weights = /** @type {typeof TOY_WEIGHTS[number]} */ (TOY_WEIGHTS[0]);
  const [sums, activations] = layerLines(state, [OPENED, other], weights).map(text);
  assert.equal(sums, "z1=1−20.50.253−1·10.5−1+0.5−0.5=−0.6000−0.6000");
  assert.equal(activations, "a1=σ−0.6000−0.6000=0.35430.3543");
});

describe("how much is written follows the stepper", () => {
  const hidden = (/** @type {number} */ neuron) => ({ layer: 0, neuron });
  const output = { layer: 1, neuron: 0 };
  const NONE = { terms: 0, sum: false, activation: false };

  test("term by term", () => {
    let state = reduce(reduce(toyState(), { type: "granularity", granularity: "term" }), { type: "goto", step: 0 });
    assert.deepEqual(reachedOf(state, hidden(0)), NONE);
    const seen = [];
    for (let press = 0; state.place.step < 2 && press < 40; press += 1) {
      state = answered(reduce(state, { type: "next" }), TOY);
      seen.push(reachedOf(state, hidden(0)).terms);
      assert.deepEqual(reachedOf(state, output), NONE);
    }
    assert.deepEqual(seen.slice(0, 6), [0, 1, 2, 3, Infinity, Infinity]);
    assert.deepEqual(reachedOf(state, hidden(1)), ALL);
  });

  test("by layers the sums come first, then the activations", () => {
    const at = (/** @type {number} */ step) => reachedOf(reduce(withChange(toyState(), { place: { granularity: "layer", inner: null } }), { type: "goto", step }), hidden(1));
    assert.deepEqual([at(0), at(1), at(2), at(3)], [NONE, { ...ALL, activation: false }, ALL, ALL]);
  });
});
