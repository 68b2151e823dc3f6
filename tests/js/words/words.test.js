import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { reduce } from "../../../static/js/state/state.js";
import { stepsOf } from "../../../static/js/state/steps.js";
import { layerName, narrationOf, nextWords, sentenceOf, titleOf, titleTone, unitName } from "../../../static/js/words/words.js";
import { CARDS, CLASSIC, LINEAR, ONE_HIDDEN, readState, stateAfter, traceOfCard, traceWith } from "../models.js";

/** @param {string} id */
const at = (id) =>
  reduce(readState(), { type: "goto", step: stepsOf(CLASSIC).findIndex((step) => step.id === id) });

test("layers and neurons count from 1 in words", () => {
  assert.equal(layerName(CLASSIC, 0), "hidden layer 1");
  assert.equal(layerName(CLASSIC, 2), "the output layer");
  assert.equal(unitName(CLASSIC, { layer: 0, neuron: 6 }), "neuron 7 of hidden layer 1");
  assert.match(unitName(LINEAR, { layer: 0, neuron: 0 }), /^output 0$/);
});

test("every step of every network has a title, a sentence and a narration", () => {
  for (const card of CARDS) {
    for (const step of stepsOf(card).keys()) {
      const state = stateAfter([
        { type: "network", network: card.name },
        { type: "drawn", drawing: [[[0.5, 0.5]]] },
        { type: "trace", trace: traceOfCard(card) },
        { type: "goto", step },
      ]);
      for (const words of [titleOf(state), sentenceOf(state), narrationOf(state)]) {
        assert.match(words, /^[A-Z0-9].*\w/);
        assert.doesNotMatch(words, /undefined|NaN|null|\bInfinity\b/);
      }
    }
  }
});

describe("the headline has the tone of the numbers", () => {
  for (const [best, second, title, tone] of /** @type {const} */ ([
    [0.97, 0.03, "The answer: 3", "clear"],
    [0.5, 0.24, "The answer: 3", "clear"],
    [0.9, 0.46, "Probably 3, perhaps 9", "close"],
    [0.51, 0.49, "Probably 3, perhaps 9", "close"],
    [0.49, 0.01, "No clear answer: 3 leads with 0.49", "weak"],
    [0.06, 0.05, "No clear answer: 3 leads with 0.06", "weak"],
  ])) {
    test(`${best} and ${second}: ${title}`, () => {
      const state = reduce(readState(), { type: "trace", trace: traceWith(best, second) });
      assert.equal(titleOf(state), title);
      assert.equal(titleTone(state), tone);
      assert.ok(narrationOf(state).startsWith(title));
      assert.equal(titleTone(reduce(state, { type: "back" })), null, "the other steps have no tone");
    });
  }
});

test("the button that goes on says what it will do: watch, next, start over", () => {
  const words = (/** @type {readonly import("../../../static/js/state/state.js").Action[]} */ ...actions) =>
    nextWords(actions.reduce(reduce, readState()));
  const end = /** @type {const} */ ({ type: "goto", step: Infinity });
  const start = /** @type {const} */ ({ type: "goto", step: 0 });
  assert.equal(words(), "Watch it read");
  assert.equal(words(start), "Next");
  assert.equal(words(start, end), "Start over");
  assert.equal(words(start, end, { type: "strokeBegan", point: [0.5, 0.5] }), "Watch it read");
  assert.equal(words(start, end, { type: "strokeBegan", point: [0.5, 0.5] }, { type: "undo" }), "Start over");
  assert.equal(words(start, end, { type: "network", network: "linear" }), "Watch it read");
  assert.equal(words({ type: "clear" }), "Start over", "there is nothing to watch");
});

describe("what is said is what the trace says", () => {
  test("the answer, its score and the runner-up", () => {
    assert.match(titleOf(at("answer")), /3/);
    assert.match(sentenceOf(at("answer")), /\b3\b.*a score of 0\.96.*\b9\b/);
  });

  test("a score that an edit holds, and no runner-up where all others are nothing", () => {
    const edits = [/** @type {const} */ ({ kind: "activation", layer: 2, neuron: 3, value: 2 })];
    assert.match(sentenceOf(reduce(at("answer"), { type: "edits", edits })), /a score of 0\.96, held by an edit\./);
    const trace = traceOfCard(CLASSIC);
    trace.layers[2]?.a.fill(0.001).set([0.96], 3);
    assert.match(sentenceOf(reduce(at("answer"), { type: "trace", trace })), / All others are below 0\.01\.$/);
  });

  test("only softmax outputs are called probabilities", () => {
    const state = stateAfter([
      { type: "network", network: "linear" },
      { type: "drawn", drawing: [[[0.5, 0.5]]] },
      { type: "trace", trace: traceOfCard(LINEAR) },
    ]);
    assert.match(sentenceOf(state), /a probability of 0\.96/);
    assert.doesNotMatch(sentenceOf(at("answer")), /probab|%/);
  });

  test("the box, the shift and the inked pixels", () => {
    assert.match(sentenceOf(at("crop")), /50 %.*width.*80 %.*height/);
    assert.match(sentenceOf(at("centre")), /1 pixel to the right and 2 pixels up/);
    assert.match(sentenceOf(at("inputs")), /664 pixels are black; 120/);
  });

  test("the strongest neuron, to a screen reader", () => {
    assert.match(narrationOf(at("activations-1")), /[Nn]euron 4.*0\.96/);
    assert.match(narrationOf(at("sums-2")), /[Nn]euron 7.*\+1\.84/);
  });
});

describe("honest words where there is no answer", () => {
  test("an empty pad waits", () => {
    assert.match(sentenceOf(stateAfter([])), /empty/);
    assert.doesNotMatch(titleOf(stateAfter([])), /\d/);
  });

  test("a blank page is answered by the biases alone", () => {
    const state = stateAfter([
      { type: "blank" },
      { type: "trace", trace: traceOfCard(CLASSIC, { digit: null, input: new Float32Array(784) }) },
    ]);
    assert.match(sentenceOf(state), /biases alone/);
  });

  test("a drawing that is still to be read has no figures", () => {
    const state = stateAfter([{ type: "drawn", drawing: [[[0.5, 0.5]]] }]);
    assert.doesNotMatch(sentenceOf(state) + titleOf(state), /\d/);
  });
});

test("a network with one hidden layer needs no number for it", () => {
  const state = stateAfter([
    { type: "network", network: ONE_HIDDEN.name },
    { type: "goto", step: stepsOf(ONE_HIDDEN).findIndex(({ id }) => id === "sums-1") },
  ]);
  assert.doesNotMatch(titleOf(state), /1 of 1/);
});
