import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { answersOf, doubtCard, doubtOf } from "../../../static/js/state/doubt.js";
import { digitAtAll, howSure } from "../../../static/js/words/doubt.js";
import { choiceInWords, questionInWords } from "../../../static/js/words/predict.js";
import { unitName } from "../../../static/js/words/names.js";
import { sentenceOf, titleOf, titleTone } from "../../../static/js/words/words.js";
import { initialState, reduce } from "../../../static/js/state/state.js";
import { CLASSIC, DRAWING, LINEAR, traceOfCard, traceWith } from "../models.js";

const MARGINS = Array.from({ length: 10 }, (_, k) => ({ n: 100 * k, right: 100 * k - k }));
const DOUBT = {
  ...LINEAR, name: "doubt", group: /** @type {const} */ ("doubt"), labels: ["a digit", "two digits", "no digit"], threshold: 0.6,
};

/**
 * A drawing that `classic` takes for a 3.
 *
 * @param {number} says
 * @param {import("../../../static/js/types.js").Trace} [trace]
 */
function read(says, trace = traceWith(0.96, 0.02)) {
  const state = initialState([{ ...CLASSIC, margins: MARGINS }, DOUBT]);
  const doubt = { says, a: Float32Array.from(says ? [0.125, 0.5, 0.375] : [0.96, 0.02, 0.02]) };
  return reduce(reduce(state, { type: "drawn", drawing: DRAWING }), { type: "trace", trace: { ...trace, doubt } });
}

describe("a drawing that is no digit", () => {
  test("has a headline that says so, and names a digit only if it must", () => {
    assert.equal(titleOf(read(2)), "Probably no digit; if it must be one: 3");
    assert.equal(titleOf(read(1)), "Looks like two digits");
    assert.equal(titleOf(read(0)), "The answer: 3");
    assert.deepEqual([read(2), read(1), read(0)].map(titleTone), ["weak", "weak", "clear"]);
    assert.match(sentenceOf(read(2)), /a second network answers 0\.13\. .*: 3 comes first, with a score of 0\.96\.$/);
  });

  test("lights no output as its answer", () => {
    const state = read(2);
    assert.deepEqual(answersOf(state, traceWith(0.96, 0.02)), []);
    assert.deepEqual(answersOf(read(0), traceWith(0.96, 0.02)), [3]);
  });

  test("is not called one while the pen is down: half a digit is none", () => {
    const drawing = reduce(read(2), { type: "strokeBegan", point: [0.5, 0.5] });
    assert.equal(doubtOf({ ...drawing, answers: read(2).answers }), null);
  });
});

test("the eleventh question tells its number once the answer is told", () => {
  const state = read(2);
  assert.equal(digitAtAll(state), "0.13");
  assert.equal(digitAtAll(reduce(state, { type: "goto", step: 0 })), "not reached yet");
  assert.equal(digitAtAll(reduce(state, { type: "cover", covered: true })), "covered");
  assert.equal(digitAtAll(reduce(state, { type: "clear" })), "–");
  assert.equal(doubtCard(state.cards)?.name, "doubt");
  assert.equal(doubtCard([CLASSIC]), null);
});

test("how sure an answer is, is told by those with such a lead", () => {
  assert.equal(howSure(read(0)), "0.94 ahead of the next: of such MNIST digits 99\u00a0% were right.");
  assert.equal(howSure(read(0, traceWith(0.5, 0.49))), "", "of no digit is known how often that was right");
  assert.equal(howSure(read(2)), "", "of what is no digit, none was right");
  const smiley = traceWith(0.96, 0.02);
  const doubt = { says: 0, a: Float32Array.from([0.47, 0.1, 0.43]) };
  assert.equal(howSure(reduce(read(0), { type: "trace", trace: { ...smiley, doubt } })), "", "what is rather no digit is none of them");
});

test("the outputs of a network with words of its own go by them", () => {
  assert.equal(unitName(DOUBT, { layer: 0, neuron: 2 }), "output “no digit”");
  const question = { kind: /** @type {const} */ ("digit"), layer: 0, choices: [0, 1, 2], best: 2, step: 0, seq: 1 };
  assert.equal(questionInWords(DOUBT, question), "What will the network see?");
  assert.equal(choiceInWords(DOUBT, question, 1), "two digits");
  assert.equal(choiceInWords(CLASSIC, question, 1), "1");
  const trace = traceOfCard(DOUBT, { prediction: 2, runnerUp: 0, layers: [{ z: new Float32Array(3), a: Float32Array.of(0.1, 0, 0.9) }] });
  const state = reduce(reduce(initialState([DOUBT]), { type: "drawn", drawing: DRAWING }), { type: "trace", trace });
  assert.equal(titleOf(state), "The answer: no digit");
});
