/** What a pupil's page says of its class. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { choiceInWords, isHeld, numberInWords, padInWords, questionInWords, standingInWords, voteNews } from "../../../static/js/words/class.js";
import { reduce } from "../../../static/js/state/state.js";
import { readState } from "../models.js";

const VOTE = /** @type {import("../../../static/js/wire/rooms.js").Vote} */ ({
  id: "v", kind: "digit", labels: ["0", "1", "2"], about: "/#3", round: 1, phase: "open", counts: null,
});
const HEAD = /** @type {const} */ ({ held: false, vote: null, steerer: "here" });
const FINE = /** @type {const} */ ({ connection: "online", back: true, head: HEAD, follows: true });

test("what is out of order is said first: this device, the server, the teacher", () => {
  const away = { ...HEAD, steerer: /** @type {const} */ ("away"), held: true };
  /** @type {[Partial<Parameters<typeof standingInWords>[0]>, string][]} */
  const cases = [
    [{}, "You follow"],
    [{ follows: false }, "You look around"],
    [{ head: { ...HEAD, held: true } }, "Your teacher holds the steps"],
    [{ head: { ...HEAD, vote: VOTE } }, "Your teacher asks"],
    [{ head: away, follows: false }, "Your teacher is offline"],
    [{ head: away, back: false }, "Coming back to your class…"],
    [{ head: null }, "Coming back to your class…"],
    [{ head: away, connection: "unreachable" }, "The server does not answer"],
    [{ head: away, connection: "offline", back: false }, "You are offline"],
  ];
  for (const [change, words] of cases) assert.equal(standingInWords({ ...FINE, ...change })[1], words);
});

test("a vote holds everybody until it is shown", () => {
  assert.deepEqual(["open", "closed", "shown"].map((phase) =>
    isHeld({ held: false, vote: { ...VOTE, phase: /** @type {any} */ (phase) } })), [true, true, false]);
});

test("the pad says that it is paused before what it is for", () => {
  assert.equal(padInWords({ paused: false, task: null, drawing: false }), "");
  assert.equal(padInWords({ paused: false, task: 8, drawing: true }), "Draw an 8");
  assert.equal(padInWords({ paused: false, task: 0, drawing: true }), "Draw a 0");
  assert.equal(padInWords({ paused: false, task: 0, drawing: false }), "", "the wall's, by now");
  assert.equal(padInWords({ paused: true, task: 7, drawing: true }), "Your teacher has paused drawing");
});

test("a choice may be changed while the vote is open, and the second round recalls the first", () => {
  const again = /** @type {const} */ ({ ...VOTE, round: 2 });
  assert.equal(choiceInWords(VOTE, [null, null]), "Press what you think.");
  assert.equal(choiceInWords(VOTE, [0, null]), "You said 0. You may change it while the vote is open.");
  assert.equal(choiceInWords(again, [0, null]), "First you said 0. Talk, then vote again.");
  assert.match(choiceInWords(again, [0, 2]), /^First you said 0. You said 2./);
  assert.equal(choiceInWords({ ...VOTE, phase: "closed" }, [null, null]), "The vote is closed.");
  assert.equal(choiceInWords({ ...VOTE, phase: "shown" }, [1, null]), "You said 1.");
  assert.match(choiceInWords({ ...again, phase: "shown" }, [0, 2]), /You said 0, then 2\.$/);
});

test("a screen reader is told of every turn of a vote, and of a choice nothing twice", () => {
  const question = questionInWords(VOTE);
  assert.equal(voteNews(null, ""), "");
  assert.equal(voteNews(VOTE, question), "Your teacher asks: Which digit will the network see? 3 choices.");
  assert.match(voteNews({ ...VOTE, round: 2 }, question), /^Vote again:/);
  assert.equal(voteNews({ ...VOTE, phase: "shown", counts: [[1, 2, 3]] }, question), "The votes are shown.");
});

test("a question that was asked aloud is not put as the page's own", () => {
  assert.equal(questionInWords({ kind: "digit", about: "" }), "Which digit?");
  assert.equal(questionInWords({ kind: "yes-no", about: "" }), "Yes or no?");
});

test("the number of a step is the strongest neuron's, from the server's own answer", () => {
  const at = (/** @type {string} */ step) => reduce(readState(), { type: "restored", moment: { place: { step } } });
  const state = at("sums-1");
  const z = Math.max(...(state.answers.trace?.layers[0]?.z ?? []));
  assert.ok(numberInWords(state, true).endsWith(`is strongest: z\u00a0=\u00a0+${z.toFixed(2)}.`), numberInWords(state, true));
  assert.match(numberInWords(state, true), /^With your digit, neuron \d+ of /);
  assert.match(numberInWords(at("activations-1"), false), /^With this digit, .*: a\u00a0=\u00a0\d/);
  assert.equal(numberInWords(at("crop"), true), "");
  assert.equal(numberInWords(reduce(state, { type: "clear" }), true), "");
});
