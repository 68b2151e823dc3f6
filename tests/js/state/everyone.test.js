import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { asksForAgreement, votesOf } from "../../../static/js/state/everyone.js";
import { reduce } from "../../../static/js/state/state.js";
import { CLASSIC, DRAWING, readState, traceOfCard } from "../models.js";

/**
 * @param {string} network
 * @param {number} prediction
 */
const reading = (network, prediction) => ({ network, prediction, runnerUp: 0, a: new Float32Array(10) });
const READINGS = [reading("one", 8), reading("two", 3), reading("three", 3), reading("four", 1)];

/** A page that predicts first, at its answer, with what each network says. */
function asked() {
  const state = reduce(reduce(readState(), { type: "predict", on: true }), { type: "goto", step: Infinity });
  return reduce(state, { type: "set", answers: { everyone: { work: state.work, readings: READINGS } } });
}

test("the digit that most networks say comes first, the others as they stand", () => {
  assert.deepEqual(votesOf(READINGS), [
    { digit: 3, networks: ["two", "three"] },
    { digit: 8, networks: ["one"] },
    { digit: 1, networks: ["four"] },
  ]);
  assert.deepEqual(votesOf([]), []);
});

describe("how many agree is guessed", () => {
  test("once for each drawing, and counted with the other guesses", () => {
    const state = asked();
    assert.ok(asksForAgreement(state));
    const right = reduce(state, { type: "guessAgreement", choice: 2 });
    assert.ok(!asksForAgreement(right));
    const { predict } = right.hand;
    assert.deepEqual([predict.right, predict.asked, predict.agreement?.isRight], [1, 1, true]);
    assert.equal(reduce(right, { type: "guessAgreement", choice: 4 }), right);
    const wrong = reduce(state, { type: "guessAgreement", choice: 4 });
    assert.deepEqual([wrong.hand.predict.right, wrong.hand.predict.asked], [0, 1]);
  });

  test("not by who wants to be shown", () => {
    const shown = reduce(asked(), { type: "guessAgreement", choice: null });
    assert.ok(!asksForAgreement(shown));
    assert.equal(shown.hand.predict.asked, 0);
  });

  test("anew for another drawing, once the pass has come to its answer and all have read it", () => {
    const guessed = reduce(asked(), { type: "guessAgreement", choice: 2 });
    const drawn = reduce(guessed, { type: "drawn", drawing: [...DRAWING, ...DRAWING] });
    const read = reduce(drawn, { type: "trace", trace: traceOfCard(CLASSIC, { seq: 2 }) });
    const all = reduce(read, { type: "set", answers: { everyone: { work: read.work, readings: READINGS } } });
    assert.ok(!asksForAgreement(all)); // not reached yet
    assert.ok(asksForAgreement(reduce(all, { type: "goto", step: Infinity })));
    assert.ok(!asksForAgreement(reduce(read, { type: "goto", step: Infinity }))); // what is there is of the drawing before
  });

  test("only by who predicts first", () => {
    assert.ok(!asksForAgreement(reduce(asked(), { type: "predict", on: false })));
  });
});
