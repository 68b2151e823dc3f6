/** A lesson's status: what is said of a line, of a refusal, and of waiting for others. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { statusOf } from "../../../static/js/kit/status.js";

/** @param {Partial<Parameters<typeof statusOf>[0]["line"]>} changes */
const said = (changes) => statusOf({ line: { connection: "online", late: false, error: null, waiting: null, ...changes } });

test("who waits in a line is told the place", () => {
  const places = [1, 2, 3, 4, 11, 22, 113].map((place) => said({ waiting: { place, progress: 0 } })[1]);
  const ordinals = places.map((words) => /you are (\w+) in the line/.exec(words)?.[1]);
  assert.deepEqual(ordinals, ["1st", "2nd", "3rd", "4th", "11th", "22nd", "113th"]);
});

test("who waits for a long computation is told how far it is, by tenths", () => {
  assert.deepEqual(said({ waiting: { place: 0, progress: 0 } }), ["fine", ""]);
  assert.match(said({ waiting: { place: 0, progress: 0.47 } })[1], /40 % is done/);
});

test("a refusal comes before waiting, and a broken line before both", () => {
  const waiting = { place: 3, progress: 0 };
  assert.deepEqual(said({ waiting, error: "Too much." }), ["trouble", "Too much."]);
  assert.match(said({ waiting, error: "Too much.", connection: "offline" })[1], /offline/);
});
