import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { countingWords } from "../../../static/js/lessons/by-hand/whole-formula.js";
import { objection } from "../../../static/js/kit/number-field.js";
import { passField, passFrom } from "../../../static/js/kit/pass-link.js";
import { agreement } from "../../../static/js/lessons/by-hand/spread.js";
import {
  decimal, numbersFrom, randomVector, randomWeights, toyCard, weightsFrom,
} from "../../../static/js/kit/toy.js";
import { unfoldedFormula } from "../../../static/js/lessons/by-hand/whole-formula.js";
import { reduce } from "../../../static/js/state/state.js";
import { seeded } from "../seeded.js";

/** @typedef {import("../../../static/js/words/formula.js").MathNode} MathNode */

const CARDS = ["3-2-1", "3-2-2-1"].map((name) => toyCard(name, "sigmoid"));
const SHALLOW = /** @type {import("../../../static/js/types.js").Card} */ (CARDS[0]);
const DEEP = /** @type {import("../../../static/js/types.js").Card} */ (CARDS[1]);
const NUMBERS = [0.5, -1, 0.8, 1.5, 0.4, -0.6, 0.2, -0.5, 1.2, -0.8, 0.1];

/**
 * @param {MathNode | string} node
 * @returns {string}
 */
function text(node) {
  return typeof node === "string" ? node : node.children.map(text).join("");
}

/**
 * @param {MathNode | string} node
 * @returns {string[]}
 */
function lit(node) {
  return typeof node === "string" ? [] : [...(node.lit ? [text(node)] : []), ...node.children.flatMap(lit)];
}

describe("a toy network", () => {
  test("is told by its sizes, and counted by its layers of weights", () => {
    assert.deepEqual(DEEP.layers.map(({ inputs, outputs }) => [inputs, outputs]), [[3, 2], [2, 2], [2, 1]]);
    assert.equal(DEEP.n_parameters, 17);
    assert.match(countingWords(SHALLOW).join(" "), /^3-2-1 has two layers of weights and one hidden layer: .* 6 \+ 2 weights and 2 \+ 1 biases, 11 numbers/);
    assert.match(countingWords(DEEP).join(" "), /three layers of weights and two hidden layers/);
  });

  test("has its numbers as one list, and gets them back as they were typed", () => {
    const weights = weightsFrom(SHALLOW, NUMBERS);
    assert.deepEqual(weights.map(({ W, b }) => [W.length, b.length]), [[6, 2], [2, 1]]);
    assert.deepEqual(numbersFrom(weights), NUMBERS);
    for (const value of [0.1, -17.3, 19.9999, 0.0001]) assert.equal(decimal(Math.fround(value)), value);
  });

  test("gets random numbers in tenths, within their bounds", () => {
    const random = seeded(3);
    const numbers = numbersFrom(randomWeights(DEEP, random));
    assert.equal(numbers.length, 17);
    assert.ok(numbers.every((value) => Math.abs(value) <= 2 && Object.is(decimal(Math.round(value * 10) / 10), value)));
    const vector = randomVector(DEEP, random);
    assert.equal(vector.length, 3);
    assert.ok(vector.every((value) => Math.abs(value) <= 1));
  });
});

describe("the whole network in one formula", () => {
  test("unfolds layer by layer, from the output to the input", () => {
    assert.equal(text(unfoldedFormula(2, 1)), "a2=f2(W2a1+b2)");
    assert.equal(text(unfoldedFormula(2, 2)), "a2=f2(W2f1(W1p+b1)+b2)");
    assert.equal(text(unfoldedFormula(3, 3)), "a3=f3(W3f2(W2f1(W1p+b1)+b2)+b3)");
  });

  test("marks what was unfolded last", () => {
    assert.deepEqual(lit(unfoldedFormula(3, 1)), []);
    assert.deepEqual(lit(unfoldedFormula(3, 2)), ["f2(W2a1+b2)"]);
  });
});

describe("a pass in a link", () => {
  const field = passField(CARDS, 20);
  const pass = passFrom(CARDS, "3-2-1", [1, 0.5, -1], NUMBERS);

  test("comes back as it was: numbers, input, and where it stands", () => {
    const walked = reduce(reduce(pass, { type: "goto", step: 3 }), { type: "select", unit: { layer: 1, neuron: 0 } });
    const back = field.read(field.write(walked));
    assert.deepEqual([back?.work.network, back?.work.vector, back?.place.step], ["3-2-1", [1, 0.5, -1], 3]);
    assert.deepEqual(back?.place.selected, { layer: 1, neuron: 0 });
    assert.deepEqual(back?.weights["3-2-1"], pass.weights["3-2-1"]);
    assert.equal(field.write(/** @type {typeof pass} */ (back)), field.write(walked));
  });

  test("has nothing in it that a link uses itself", () => {
    assert.doesNotMatch(field.write(pass), /[&=#]/);
  });

  test("is not believed when it was changed", () => {
    const text = field.write(pass);
    for (const changed of [
      text.replace("0.5", "x"), text.replace("0.5", "21"), text.replace("3-2-1", "3-2-2-1"), text.replace("n:3-2-1", "n:9-9"),
      text.replace("s:inputs", "s:answer"), text.split("~").slice(0, 2).join("~"), `${text}~1`, "",
    ]) assert.equal(field.read(changed), undefined, changed);
  });
});

test("a typed number is within the limits, or told what was expected", () => {
  for (const fine of ["0", "-20", "−1.5", "0,25", " 3 "]) assert.equal(objection(fine, 20), null, fine);
  assert.equal(objection("abc", 20), "Expected a number from −20 to 20, found “abc”.");
  assert.equal(objection("20.5", 20), "Expected a number from −20 to 20, found “20.5”.");
  assert.equal(objection("  ", 20), "Expected a number from −20 to 20, found nothing.");
});

test("outputs agree to as many decimals as all of them read alike", () => {
  const rows = (/** @type {readonly number[]} */ ...values) => values.map((value) => Float32Array.of(value, 0.25));
  assert.equal(agreement(rows(0.50881, 0.50884)), 4);
  assert.equal(agreement(rows(0.5042, 0.5011)), 2);
  assert.equal(agreement(rows(0.2, 0.9)), 0);
});
