/** What a vote says of itself: how many have answered, and what they chose only once it is shown. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  ALOUD, answerInWords, answerTo, barsOf, layerOf, questionInWords, stateInWords,
} from "../../../../static/js/class/vote/words.js";
import { reduce } from "../../../../static/js/state/state.js";
import { readState } from "../../models.js";

/** @param {object} [more] */
const vote = (more) => /** @type {import("../../../../static/js/wire/rooms.js").Vote} */ ({
  id: "v", kind: "digit", labels: ["0", "1"], about: "", round: 1, phase: "open", counts: [[3, 1]], ...more,
});
/** @param {number} answered @param {number} pupils */
const head = (answered, pupils) => /** @type {import("../../../../static/js/wire/rooms.js").Head} */ (
  /** @type {unknown} */ ({ answered, pupils }));

test("while a vote is open nobody sees how it stands", () => {
  assert.equal(stateInWords(head(24, 28), vote()), "24 of 28 have answered.");
  assert.deepEqual(barsOf(vote()), []);
  assert.deepEqual(barsOf(vote({ phase: "closed" })), []);
});

test("both votes stand side by side, on one scale", () => {
  const shown = vote({ round: 2, phase: "shown", counts: [[3, 1], [0, 4]] });
  assert.deepEqual(barsOf(shown), [
    [{ n: 3, share: 0.75 }, { n: 0, share: 0 }],
    [{ n: 1, share: 0.25 }, { n: 4, share: 1 }],
  ]);
  assert.equal(stateInWords(head(4, 4), shown), "4 votes at first, 4 after talking.");
});

test("a vote of nobody has bars of no length", () => {
  assert.deepEqual(barsOf(vote({ phase: "shown", counts: [[0, 0]] })), [[{ n: 0, share: 0 }], [{ n: 0, share: 0 }]]);
});

test("without phones it says how hands are counted", () => {
  assert.match(stateInWords(head(0, 0), vote()), /hands with \+ and −/);
});

test("after talking it says that one votes again", () => {
  assert.equal(stateInWords(head(2, 28), vote({ round: 2 })), "Talk with your neighbour, then vote again. 2 of 28 have answered.");
});

test("a display that has no question of its own still says what is asked", () => {
  assert.equal(questionInWords(vote({ about: "/#3" }), null), "Which digit will the network see?");
  assert.match(questionInWords(vote({ kind: "neuron", about: "/#1" }), null), /light up most/);
  assert.match(questionInWords(vote(), null), /^Listen/);
  const question = /** @type {const} */ ({ kind: "lesson", about: "/lessons/x#y", text: "Why?", labels: [] });
  assert.equal(questionInWords(vote({ kind: "lesson", about: "/lessons/x#y" }), question), "Why?");
});

test("only a vote about neurons has a layer", () => {
  assert.equal(layerOf(vote({ kind: "neuron", about: "/#1" })), 0);
  assert.equal(layerOf(vote({ about: "/#3" })), null);
  assert.equal(layerOf(vote({ kind: "neuron", about: "" })), null);
});

test("a question that is spoken has choices that the server takes", () => {
  for (const { labels } of ALOUD) assert.ok(labels.length >= 2 && labels.length <= 20);
});

describe("what the page answers stands beside what most said", () => {
  const shown = (/** @type {readonly (readonly number[])[]} */ counts, /** @type {object} */ more = {}) =>
    vote({ phase: "shown", labels: ["4", "9"], counts, ...more });

  test("as many words as it takes", () => {
    assert.equal(answerInWords(shown([[24, 4]]), 1), "24 of 28 said 4; the network says 9.");
    assert.equal(answerInWords(shown([[24, 4]]), 0), "24 of 28 said 4, and so does the network.");
    assert.equal(answerInWords(shown([[24, 4], [3, 20]]), 1), "20 of 23 said 9, and so does the network.");
    assert.equal(answerInWords(shown([[24, 4], [0, 0]]), 1), "24 of 28 said 4; the network says 9.");
    assert.equal(answerInWords(shown([[7, 7]]), 1), "As many said 4 as 9; the network says 9.");
    assert.equal(answerInWords(shown([[0, 0]]), 1), "The network says 9.");
    const lesson = { kind: /** @type {const} */ ("lesson"), labels: ["It grows.", "It stays"] };
    assert.equal(answerInWords(shown([[1, 0]], lesson), 1), "1 of 1 said “It grows.”; it is “It stays”.");
  });

  test("once the pass has come there, and not before", () => {
    const digits = vote({ about: "/#3", labels: Array.from({ length: 10 }, (_, digit) => `${digit}`) });
    const before = reduce(readState(), { type: "goto", step: 0 });
    assert.equal(answerTo(digits, before), null);
    assert.equal(answerTo(digits, readState()), 3);
    const neurons = vote({ kind: "neuron", about: "/#1", labels: ["Neuron 2", "Neuron 4", "Neuron 16"] });
    assert.equal(answerTo(neurons, before), null);
    assert.equal(answerTo(neurons, readState()), 1);
    assert.equal(answerTo(vote({ about: "" }), readState()), null);
  });
});
