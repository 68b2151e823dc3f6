import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { isOnlySum, partialOf, revealOf, termNow } from "../../../static/js/state/reveal.js";
import { reduce } from "../../../static/js/state/state.js";
import { stepsOf } from "../../../static/js/state/steps.js";
import { countTerms } from "../../../static/js/state/walk.js";
import { isNews, narrationOf, sentenceOf, titleOf } from "../../../static/js/words/words.js";
import { answered } from "../explanations.js";
import { CLASSIC, readState } from "../models.js";
import { withChange } from "../../../static/js/state/change.js";
import { where } from "../../../static/js/state/where.js";

/**
 * @typedef {import("../../../static/js/state/state.js").State} State
 * @typedef {import("../../../static/js/state/walk.js").Granularity} Granularity
 */

/**
 * The state after some presses of Next, at rest.
 *
 * @param {Granularity} granularity
 * @param {string} id
 * @param {number} [presses]
 */
function walked(granularity, id, presses = 0) {
  const step = stepsOf(CLASSIC).findIndex((each) => each.id === id);
  let state = reduce(readState(), { type: "granularity", granularity });
  state = answered(reduce(state, { type: "goto", step }), CLASSIC);
  for (let k = 0; k < presses; k += 1) state = answered(reduce(state, { type: "next" }), CLASSIC);
  return reduce(state, { type: "set", hand: { at: state.place.step } });
}

/** @param {State} state */
const numbers = (state) => {
  const reveal = revealOf(state, 0);
  assert.ok(reveal);
  return [0, 1, 2, 3].map((neuron) => [reveal(neuron).sums, reveal(neuron).activations]);
};

describe("what a walk has shown so far", () => {
  test("nothing special where the layer moves as one, or is another layer", () => {
    assert.equal(revealOf(walked("layer", "sums-1"), 0), null);
    assert.equal(revealOf(walked("neuron", "sums-1"), 1), null);
  });

  test("neuron by neuron: the sums, then the activations", () => {
    assert.deepEqual(numbers(walked("neuron", "sums-1", 1)), [[1, 0], [1, 0], [0, 0], [0, 0]]);
    assert.deepEqual(numbers(walked("neuron", "activations-1", 1)), [[1, 1], [1, 1], [1, 0], [1, 0]]);
  });

  test("term by term: the neurons before are finished, this one is on its way", () => {
    const opened = where(walked("term", "sums-1")).opened;
    assert.ok(opened);
    const toNext = countTerms(opened) + 4;
    assert.deepEqual(numbers(walked("term", "sums-1", toNext)), [[1, 1], [0, 0], [0, 0], [0, 0]]);
    assert.deepEqual(numbers(walked("term", "sums-1", toNext + 1)), [[1, 1], [1, 0], [0, 0], [0, 0]]);
  });

  test("the sum so far is the server's, until the bias makes it z", () => {
    const start = walked("term", "sums-1");
    const { opened } = where(start);
    assert.ok(opened);
    const n = countTerms(opened);
    assert.equal(partialOf(start), null);
    for (let k = 1; k <= n; k += 1) {
      const state = walked("term", "sums-1", k);
      assert.equal(partialOf(state), opened.running.sum[k - 1]);
      assert.deepEqual(termNow(state), { layer: 0, neuron: 0, input: opened.order[k - 1] });
    }
    assert.equal(partialOf(walked("term", "sums-1", n + 1)), opened.running.sum[n - 1]);
    assert.equal(partialOf(walked("term", "sums-1", n + 2)), null);
    assert.equal(termNow(walked("term", "sums-1", n + 1)), null);
  });
});

describe("each place in words", () => {
  const opened = where(walked("term", "sums-1")).opened;
  assert.ok(opened);
  const n = countTerms(opened);

  test("a term: which pixel, what times what, how much so far, how many to go", () => {
    const state = walked("term", "sums-1", 2);
    assert.equal(titleOf(state), `Hidden 1, neuron 1: term 2 of ${n}`);
    assert.match(
      sentenceOf(state),
      new RegExp(`^Row 1, column 2: \\d\\.\\d\\d+ × [+−]\\d\\.\\d\\d+ adds .*, so far .*; ${n - 2} terms? to go\\.$`),
    );
  });

  test("the zeros together, the bias, the activation", () => {
    assert.match(sentenceOf(walked("term", "sums-1", n + 1)), new RegExp(`^${784 - n} pixels are black: 0`));
    assert.match(sentenceOf(walked("term", "sums-1", n + 2)), / \+ 0\.5000 \(bias\) = /);
    assert.match(titleOf(walked("term", "sums-1", n + 3)), /the activation$/);
  });

  test("at the sums nothing tells the activation, but of a neuron whose walk came to it", () => {
    const unit = { layer: 0, neuron: 0 };
    assert.ok(isOnlySum(walked("term", "sums-1", n + 2), unit));
    assert.ok(!isOnlySum(walked("term", "sums-1", n + 3), unit));
    assert.ok(isOnlySum(walked("neuron", "sums-1", 1), unit));
    assert.ok(!isOnlySum(walked("neuron", "sums-2", 1), unit));
  });

  test("neuron by neuron, with its figure", () => {
    assert.equal(titleOf(walked("neuron", "sums-2", 4)), "Hidden 2, neuron 5: the weighted sum");
    assert.match(titleOf(walked("neuron", "activations-3", 4)), /^Output 4: the activation$/);
    assert.match(sentenceOf(walked("neuron", "sums-1", 3)), / z = 1\.84\./);
  });

  test("a screen reader hears what changed", () => {
    for (const [granularity, presses] of /** @type {const} */ ([["term", 3], ["neuron", 3]])) {
      const one = narrationOf(walked(granularity, "sums-1", presses));
      const other = narrationOf(walked(granularity, "sums-1", presses + 1));
      assert.notEqual(one, other);
      assert.doesNotMatch(one + other, /undefined|NaN|null|Infinity/);
    }
  });

  test("is told each place, but not while small terms rush by", () => {
    const [one, other] = [walked("term", "sums-1", 1), walked("term", "sums-1", 2)];
    assert.ok(isNews(other, one));
    assert.ok(!isNews(one, one));
    const playing = withChange(other, { hand: { playing: true }, place: { order: /** @type {const} */ ("index") } });
    assert.ok(!isNews(playing, one));
    assert.ok(isNews(withChange(walked("neuron", "sums-1", 1), { hand: { playing: true } }), one));
  });

  test("and another pass at the same place, once the pen is lifted", () => {
    const one = walked("neuron", "sums-1", 1);
    const other = withChange(one, { answers: { trace: one.answers.trace && { ...one.answers.trace, seq: one.answers.trace.seq + 1 } } });
    assert.ok(isNews(other, one));
    assert.ok(!isNews(withChange(other, { hand: { penDown: true } }), one));
    assert.ok(isNews(other, withChange(other, { hand: { penDown: true } })));
  });
});
