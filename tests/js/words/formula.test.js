import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  activationFormula, activationInNumbers, placeInNumbers, softmaxSum, sumFormula, sumInNumbers,
} from "../../../static/js/words/formula.js";
import { around, matrixForm, scalarForm, shapesOf, vectorForm } from "../../../static/js/words/forms.js";
import { factors } from "../../../static/js/words/format.js";
import { explanation } from "../explanations.js";
import { CLASSIC, LINEAR } from "../models.js";
import { seeded } from "../seeded.js";

/**
 * @typedef {import("../../../static/js/words/formula.js").MathNode} MathNode
 * @typedef {import("../../../static/js/types.js").Explanation} Explanation
 */

/**
 * What is read on the screen.
 *
 * @param {MathNode | string} node
 * @returns {string}
 */
const text = (node) => (typeof node === "string" ? node : node.children.map(text).join(" "));

/**
 * @param {MathNode | string} node
 * @param {(node: MathNode) => boolean} is
 * @returns {readonly MathNode[]}
 */
const all = (node, is) =>
  typeof node === "string" ? [] : [...(is(node) ? [node] : []), ...node.children.flatMap((child) => all(child, is))];

const UNIT = { layer: 0, neuron: 6 };
const SHOWN = {
  decimals: 2, positive: 7.88, negative: -11.36, bias: 0.65, z: -2.83, a: 0.06, decimals_for_a: 2,
  rows: [], rest: { n: 0, term: 0 }, rounding: 0, zeros: 0,
};

describe("the weighted sum in general", () => {
  test("one notation at a time", () => {
    assert.equal(text(sumFormula("a", CLASSIC, 1)), "z 2 = W 2 a 1 + b 2");
    assert.equal(text(sumFormula("p", CLASSIC, 1)), "n 2 = W 2 a 1 + b 2");
    assert.equal(text(sumFormula("p", CLASSIC, 0)), "n 1 = W 1 p + b 1");
    assert.doesNotMatch(text(sumFormula("p", CLASSIC, 0)), /z|a/);
    assert.doesNotMatch(text(sumFormula("a", CLASSIC, 0)), /n|p/);
  });

  test("of one neuron, as a sum of products or of vectors", () => {
    assert.equal(text(sumFormula("a", CLASSIC, 0, "scalar", 7)), "z 7 1 = ∑ i w 7,i 1 a i 0 + b 7 1");
    assert.equal(text(sumFormula("p", CLASSIC, 0, "scalar")), "n j 1 = ∑ i w ji 1 p i + b j 1");
    assert.equal(text(sumFormula("a", CLASSIC, 1, "vector", 7)), "z 7 2 = w 7 2 · a 1 + b 7 2");
  });

  test("the function is the layer's own", () => {
    assert.equal(text(activationFormula("a", CLASSIC, 1)), "a 2 = σ ( z 2 )");
    assert.equal(text(activationFormula("p", LINEAR, 0)), "a j 1 = e n j 1 ∑ i e n i 1");
  });
});

describe("with the actual numbers", () => {
  test("the sum by signs, and the activation", () => {
    assert.equal(text(sumInNumbers("a", UNIT, SHOWN)), "z 7 1 = 7.88 − 11.36 + 0.65 = −2.83");
    assert.equal(text(activationInNumbers(CLASSIC, { ...UNIT, z: SHOWN.z }, SHOWN)), "a 7 1 = σ ( −2.83 ) = 0.06");
  });

  test("a softmax output is its share of all ten, in figures that a pocket calculator makes it of", () => {
    const random = seeded(5);
    for (let round = 0; round < 500; round += 1) {
      const z = Float32Array.from({ length: 10 }, () => random() * 20 - 10);
      const powers = Array.from(z, Math.exp);
      const a = Float32Array.from(powers, (each) => each / powers.reduce((sum, one) => sum + one, 0));
      const neuron = round % 10;
      const written = softmaxSum({ z, a }, neuron).map((each) => text(each).replace(/^(S =|\+) e /, "").replace("−", "-"));
      const [all, mine] = [written.map((each) => Math.exp(Number(each))), Math.exp(Number(written[neuron]))];
      assert.equal((mine / all.reduce((sum, one) => sum + one, 0)).toFixed(2), (a[neuron] ?? 0).toFixed(2), written.join());
    }
    const [z, a] = [Float32Array.of(0, 1, 2), Float32Array.of(0.09, 0.24, 0.67)];
    const opened = { layer: 0, neuron: 1, softmax: { z, a }, z: 1 };
    assert.equal(text(activationInNumbers(LINEAR, opened, { ...SHOWN, a: 0.24 })), "a 1 1 = e 1.00 / ( ⋯ + e 1.00 + ⋯ ) = 0.24");
  });

  test("a place of the walk: the sum before, what is added, the sum after", () => {
    const opened = explanation(CLASSIC, UNIT, {
      shown: SHOWN,
      running: {
        decimals: 4, term: Float64Array.of(1.2449, -0.5), sum: Float64Array.of(1.2449, 0.7449), rounding: 0.0001, bias: 0.65, z: 1.395,
      },
    });
    const at = (/** @type {import("../../../static/js/state/walk.js").Place} */ place) =>
      text(placeInNumbers("a", CLASSIC, opened, place));
    assert.equal(at("start"), "0");
    assert.equal(at(0), "0 + 1.2449 = 1.2449");
    assert.equal(at(1), "1.2449 − 0.5000 = 0.7449");
    assert.equal(at("zeros"), "0.7449 + 0 = 0.7449");
    assert.equal(at("bias"), "z 7 1 = 0.7449 + 0.0001 + 0.6500 = 1.3950");
    assert.equal(at("f"), "a 7 1 = σ ( −2.83 ) = 0.06");
  });
});

/** A neuron of the second layer, which reads 16 inputs. */
const OPENED = explanation(CLASSIC, { layer: 1, neuron: 6 }, {
  inputs: Float32Array.from({ length: 16 }, (_, k) => k / 16),
  weights: Float32Array.from({ length: 16 }, (_, k) => (k % 2 ? -k : k) / 8),
  shown: SHOWN,
  running: {
    decimals: 4, term: Float64Array.from({ length: 16 }, (_, k) => ((k % 2 ? -1 : 1) * Math.round((k * k * 10000) / 128)) / 10000),
    sum: new Float64Array(16), rounding: 0, bias: 0.65, z: -2.83,
  },
});

describe("the sum written out", () => {
  test("its first terms, then dots, then the bias and z", () => {
    const lines = scalarForm("a", OPENED, null).map(text);
    assert.equal(lines[0], "z 7 2 = 0.00 · 0.00");
    assert.equal(lines[1], "+ ( −0.13 ) · 0.06"); // −0.0078, as the walk says
    assert.equal(lines.at(-1), "+ ⋯ + 0.65 = −2.83");
  });

  test("keeps the term of now in sight, and marks it", () => {
    for (let rank = 0; rank < 16; rank += 1) {
      const lines = scalarForm("a", OPENED, rank);
      const marked = lines.flatMap((line) => all(line, ({ now }) => now === true));
      assert.equal(marked.length, 1);
      const [weight, input] = factors(OPENED.weights[rank] ?? 0, OPENED.inputs[rank] ?? 0, OPENED.running.term[rank] ?? 0, 4);
      assert.equal(text(marked[0] ?? "").replace(/[( )]/g, ""), `${weight}·${input}`);
      assert.equal(/⋯/.test(text(lines.at(-1) ?? "")), rank < 14);
    }
  });

  test("no term at all: the bias is the sum", () => {
    const none = { ...OPENED, running: { ...OPENED.running, term: new Float64Array(), sum: new Float64Array() } };
    assert.deepEqual(scalarForm("p", none, null).map(text), ["n 7 2 = 0 + 0.65 = −2.83"]);
  });

  test("as two vectors, with the same column marked in both", () => {
    const [row, column] = vectorForm("a", OPENED, 5);
    assert.equal(text(row ?? ""), "z 7 2 = 0.00 ⋯ 0.50 −0.63 0.75 ⋯ −1.88");
    assert.equal(text(column ?? ""), "· 0.00 ⋮ 0.25 0.31 0.38 ⋮ 0.94 + 0.65 = −2.83");
    for (const line of [row, column]) assert.equal(all(line ?? "", ({ now }) => now === true).length, 1);
  });

  test("as a matrix, with its row and column lit", () => {
    const W = Float32Array.from({ length: 256 }, (_, k) => Math.floor(k / 16) + (k % 16) / 100);
    const b = new Float32Array(16).fill(0.5);
    const pass = { z: Float32Array.from({ length: 16 }, (_, k) => k), a: b };
    const [weights, inputs] = matrixForm(OPENED, 5, { W, b }, pass);
    assert.match(text(weights ?? ""), /^0\.00 ⋮ 5\.00 6\.00 7\.00 ⋮ 15\.00 = 0\.00/);
    assert.match(text(inputs ?? ""), /^· 0\.00 ⋮ 0\.31 ⋮ 0\.94 \+ 0\.50/);
    const rows = all(weights ?? "", ({ tag, children }) => tag === "mtr" && children.length > 1);
    assert.equal(text(rows[3] ?? ""), "6.00 ⋯ 6.05 ⋯ 6.15");
    assert.deepEqual(all(weights ?? "", ({ now }) => now === true).map(text), ["6.05"]);
    const lit = rows.flatMap((row) => all(row, (each) => each.lit === true).map(text));
    assert.deepEqual(lit, ["0.05", "5.05", "6.00", "6.05", "6.15", "7.05", "15.05"]);
  });

  test("with the real shapes", () => {
    assert.equal(shapesOf({ outputs: 16, inputs: 784 }), "16×1 = 16×784 · 784×1 + 16×1");
  });
});

test("what stands for a long row: both ends, and the neighbours of what is looked at", () => {
  assert.deepEqual(around(5, 16), [0, null, 4, 5, 6, null, 15]);
  assert.deepEqual(around(0, 16), [0, 1, null, 15]);
  assert.deepEqual(around(15, 16), [0, null, 14, 15]);
  assert.deepEqual(around(1, 3), [0, 1, 2]);
  assert.deepEqual(around(0, 1), [0]);
  assert.deepEqual(around(5, 16, 0), [0, null, 5, null, 15]);
});
