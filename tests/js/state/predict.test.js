import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { openQuestion } from "../../../static/js/state/predict.js";
import { noteInWords } from "../../../static/js/words/predict.js";
import { reduce } from "../../../static/js/state/state.js";
import { where } from "../../../static/js/state/where.js";
import { CLASSIC, LINEAR, PHOTO, readState, stateAfter, traceOfCard } from "../models.js";

/** @typedef {import("../../../static/js/state/state.js").Action} Action */

const after = (/** @type {import("../../../static/js/state/state.js").State} */ state, /** @type {readonly Action[]} */ ...actions) =>
  actions.reduce(reduce, state);

/** A page in the mode, at the inputs. */
const predicting = () => after(readState(), { type: "predict", on: true });

describe("the question", () => {
  test("the mode begins ahead of the output, and a new drawing does, too", () => {
    assert.equal(predicting().place.step, 4);
    const end = after(predicting(), { type: "goto", step: Infinity });
    assert.equal(after(end, { type: "drawn", drawing: [[[0, 0]]] }).place.step, 4);
  });

  test("comes before a hidden layer: three of its neurons, the strongest among them", () => {
    const state = after(predicting(), { type: "next" });
    assert.equal(state.place.step, 4, "nothing is shown yet");
    const question = openQuestion(state);
    assert.ok(question);
    assert.equal(question.kind, "neuron");
    assert.equal(question.layer, 0);
    assert.equal(question.best, 3);
    assert.equal(new Set(question.choices).size, 3);
    assert.ok(question.choices.includes(3));
    assert.deepEqual(question, openQuestion(after(predicting(), { type: "next" })), "the same every time");
  });

  test("which three differs from trace to trace", () => {
    const sets = new Set(Array.from({ length: 30 }, (_, seq) => {
      const state = after(predicting(), { type: "trace", trace: traceOfCard(CLASSIC, { seq }) }, { type: "next" });
      return openQuestion(state)?.choices.join();
    }));
    assert.ok(sets.size > 15);
  });

  test("is not asked twice for a layer, and at the outputs is for the digit", () => {
    let state = after(predicting(), { type: "next" }, { type: "guess", choice: 3 });
    assert.equal(state.place.step, 5);
    state = after(state, { type: "next" });
    assert.deepEqual([state.place.step, openQuestion(state)], [6, null]);
    state = after(state, { type: "next" }, { type: "next" }, { type: "next" }, { type: "next" });
    assert.equal(openQuestion(state)?.kind, "digit");
    assert.equal(openQuestion(state)?.choices.length, 10);
    assert.equal(openQuestion(state)?.best, 3);
  });

  test("a photo, which has steps of its own, is asked about before its first layer, too", () => {
    let state = after(predicting(), { type: "image", image: PHOTO }, { type: "trace", trace: traceOfCard(CLASSIC, { digit: null }) });
    while (where(state).step.id !== "inputs") {
      state = after(state, { type: "next" });
      assert.equal(openQuestion(state), null, where(state).step.id);
    }
    assert.notEqual(openQuestion(after(state, { type: "next" })), null);
  });

  test("a network without hidden layers asks for the digit only", () => {
    const state = stateAfter([
      { type: "set", line: { connection: "online" } },
      { type: "network", network: LINEAR.name },
      { type: "drawn", drawing: [[[0, 0]]] },
      { type: "trace", trace: traceOfCard(LINEAR) },
      { type: "predict", on: true },
      { type: "next" },
    ]);
    assert.equal(openQuestion(state)?.kind, "digit");
  });

  test("neurons that are all alike leave nothing to guess", () => {
    const trace = traceOfCard(CLASSIC);
    trace.layers[0]?.a.fill(0.5);
    const state = after(predicting(), { type: "trace", trace }, { type: "next" });
    assert.equal(state.place.step, 5);
  });
});

describe("never nags", () => {
  test("not while playing, not without a drawing, not when it is off", () => {
    assert.equal(after(predicting(), { type: "set", hand: { playing: true } }, { type: "next" }).place.step, 5);
    assert.equal(after(readState(), { type: "goto", step: 4 }, { type: "next" }).place.step, 5);
    const empty = after(predicting(), { type: "clear" }, { type: "next" });
    assert.equal(openQuestion(empty), null);
  });

  test("“just show me”, or Next once more, shows and does not count", () => {
    for (const action of /** @type {const} */ ([{ type: "guess", choice: null }, { type: "next" }])) {
      const state = after(predicting(), { type: "next" }, action);
      assert.deepEqual([state.place.step, openQuestion(state), state.hand.predict.asked], [5, null, 0]);
      assert.match(noteInWords(state.line.note), /^Of the three, neuron 4 .*, z = \S+\d\.$/);
    }
  });

  test("going elsewhere, or drawing anew, closes the question", () => {
    const asked = after(predicting(), { type: "next" });
    for (const action of /** @type {readonly Action[]} */ ([
      { type: "back" },
      { type: "goto", step: 8 },
      { type: "trace", trace: traceOfCard(CLASSIC, { seq: 2 }) },
      { type: "clear" },
      { type: "predict", on: false },
    ])) {
      assert.equal(openQuestion(reduce(asked, action)), null, action.type);
    }
    assert.equal(after(asked, { type: "back" }, { type: "guess", choice: 1 }).hand.predict.asked, 0);
  });
});

test("the score counts what was right, and says what it was", () => {
  const asked = after(predicting(), { type: "next" });
  const right = after(asked, { type: "guess", choice: 3 });
  assert.match(noteInWords(right.line.note), /^Right: of the three, neuron 4 of hidden layer 1 (has|lights) .* 1 of 1 right/);
  const again = after(right, { type: "next" }, { type: "next" });
  const wrong = openQuestion(again)?.choices.find((neuron) => neuron !== 6) ?? 0;
  const state = after(again, { type: "guess", choice: wrong });
  assert.match(noteInWords(state.line.note), /^Not this time: of the three, neuron 7 of hidden layer 2 .* 1 of 2 right/);
  assert.equal(after(state, { type: "next" }).line.note, null);
});

test("a tie, or as good as one, is not marked wrong", () => {
  const asked = (/** @type {number} */ other) => {
    const trace = traceOfCard(CLASSIC);
    trace.layers[0]?.a.fill(0.1);
    trace.layers[0]?.a.set([0.96], 3);
    const state = after(predicting(), { type: "trace", trace }, { type: "next" });
    const choice = openQuestion(state)?.choices.find((neuron) => neuron !== 3) ?? 0;
    trace.layers[0]?.a.set([other], choice);
    return noteInWords(after(state, { type: "guess", choice }).line.note);
  };
  for (const other of [0.96, 0.9551, 0.94]) assert.match(asked(other), /^Right: .*; yours, with z = \S+, lights up just as much\. 1 of 1 right/, `${other}`);
  assert.match(asked(0.93), /^Not this time/);
});
