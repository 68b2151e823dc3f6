/** Where a network changes its mind between the 4 and the 9. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { STEPS } from "../../../static/js/lessons/pixels-to-numbers/four-or-nine.js";
import { createTurns, judgeTurn, stepQuestion } from "../../../static/js/lessons/pixels-to-numbers/turn.js";

/** @param {number} from  the first step that is read as a 9 */
function turning(from) {
  const steps = Array.from({ length: STEPS + 1 }, (_, step) => step);
  return {
    predictions: steps.map((step) => (step < from ? 4 : 9)),
    four: steps.map((step) => 1 - step / STEPS),
    nine: steps.map((step) => step / STEPS),
  };
}

test("the choice is judged by the first step that is a 9", () => {
  assert.equal(judgeTurn(turning(1)).right, 0);
  assert.equal(judgeTurn(turning(STEPS / 2 - 1)).right, 0);
  assert.equal(judgeTurn(turning(STEPS / 2)).right, 1);
  assert.equal(judgeTurn(turning(STEPS)).right, 1);
  assert.equal(judgeTurn(turning(STEPS + 1)).right, 2);
});

test("the words give both outputs before the turn and after it", () => {
  assert.equal(
    judgeTurn(turning(10)).words[0],
    "At 18 % closed, 4 has 0.82 and 9 has 0.18. One step further, 4 has 0.80 and 9 has 0.20.",
  );
});

test("a network's steps are asked for until all are there, and then never again", () => {
  /** @type {Map<object, object>} */
  const answered = new Map();
  let asked = 0;
  const trace = (/** @type {{input: object}} */ { input }) => {
    asked += 1;
    return answered.get(input) ?? null;
  };
  const turnsOf = createTurns(/** @type {any} */ ({ trace }));
  assert.equal(turnsOf("linear"), null);
  for (let step = 0; step <= STEPS; step += 1) {
    const a = new Float32Array(10).fill(step / STEPS);
    answered.set(stepQuestion("linear", step).input, { layers: [{ z: a, a }], prediction: step < 20 ? 4 : 9 });
  }
  const turn = turnsOf("linear");
  assert.equal(turn?.nine.length, STEPS + 1);
  assert.equal(turn?.predictions.indexOf(9), 20);
  const before = asked;
  assert.equal(turnsOf("linear"), turn);
  assert.equal(asked, before);
});
