import assert from "node:assert/strict";
import { test } from "node:test";

import { agreementInWords, learnedFrom, readingInWords, votesInWords } from "../../../static/js/words/everyone.js";
import { CLASSIC, LINEAR } from "../models.js";

/**
 * @param {number} best
 * @param {number} second
 */
const reading = (best, second) => ({
  network: "classic", prediction: 3, runnerUp: 9,
  a: Float32Array.from({ length: 10 }, (_, digit) => (digit === 3 ? best : digit === 9 ? second : 0)),
});

test("an answer is told as plainly as its outputs give it, scores and probabilities apart", () => {
  assert.equal(readingInWords(reading(0.98, 0.1), CLASSIC), "score 0.98");
  assert.equal(readingInWords(reading(0.98, 0.1), LINEAR), "probability 0.98");
  assert.equal(readingInWords(reading(0.8, 0.6), CLASSIC), "score 0.80, perhaps 9");
  assert.equal(readingInWords(reading(0.31, 0.1), CLASSIC), "score 0.31, not clear");
});

test("what a network learned from is said in a few words, nothing honestly", () => {
  const pens = "UCI Pen-Based Recognition of Handwritten Digits, training part";
  assert.equal(learnedFrom(CLASSIC), "trained on nothing");
  const data = [{ name: "MNIST train", n: 60000 }, { name: pens, n: 7494 }];
  assert.equal(learnedFrom({ ...CLASSIC, training: { data } }), "MNIST + pen strokes");
  assert.equal(learnedFrom({ ...CLASSIC, training: { data: [{ name: "our own", n: 70 }] } }), "our own");
});

test("who says what", () => {
  const votes = (/** @type {readonly (readonly [number, number])[]} */ ...counts) =>
    votesInWords(counts.map(([digit, n]) => ({ digit, networks: Array.from({ length: n }, (_, k) => `${k}`) })));
  assert.equal(votes([3, 6]), "All six say 3.");
  assert.equal(votes([3, 5], [8, 1]), "Five say 3 and one says 8.");
  assert.equal(votes([3, 3], [8, 2], [1, 1]), "Three say 3, two say 8 and one says 1.");
  assert.equal(votes([3, 1]), "It says 3.");
  assert.equal(votes(), "");
});

test("how many could agree", () => {
  assert.deepEqual([1, 2, 6].map((n) => agreementInWords(n, 6)), ["no two", "two", "all six"]);
});
