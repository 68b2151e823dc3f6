import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { AS_MNIST } from "../../../static/js/state/explore.js";
import { isUsual } from "../../../static/js/state/framing.js";
import { framedWords, shiftInWords } from "../../../static/js/words/framing.js";
import { reduce } from "../../../static/js/state/state.js";
import { sentenceOf, titleOf } from "../../../static/js/words/words.js";
import { readState } from "../models.js";

/** @typedef {import("../../../static/js/state/explore.js").Framing} Framing */

describe("framing", () => {
  test("moves by whole pixels, within the field, by pointer and by key alike", () => {
    const shifted = (/** @type {readonly [number, number]} */ shift) =>
      reduce(readState(), { type: "framing", framing: { centred: true, shift } }).work.framing.shift;
    assert.deepEqual(shifted([2.4, -0.4]), [2, 0]);
    assert.deepEqual(shifted([99, -99]), [14, -14]);
    let state = readState();
    for (let k = 0; k < 20; k += 1) state = reduce(state, { type: "shift", by: [1, -1] });
    assert.deepEqual(state.work.framing.shift, [14, -14]);
    assert.equal(reduce(state, { type: "shift", by: [1, 0] }).work.framing, state.work.framing);
  });

  test("as it was: the very same framing, so that nothing is asked again", () => {
    const state = readState();
    const again = reduce(state, { type: "framing", framing: { centred: true, shift: [0.2, 0] } });
    assert.equal(again.work.framing, state.work.framing);
    assert.ok(isUsual(AS_MNIST));
    assert.ok(!isUsual({ centred: false, shift: [0, 0] }));
    assert.ok(!isUsual({ centred: true, shift: [0, 1] }));
  });
});

describe("in words", () => {
  test("where the picture went", () => {
    assert.equal(shiftInWords([0, 0]), "");
    assert.equal(shiftInWords([1, 0]), "1 pixel to the right");
    assert.equal(shiftInWords([-3, 2]), "3 pixels to the left and 2 pixels down");
  });

  test("nothing is said to be cropped, fitted or centred that is not", () => {
    /** @type {Framing} */
    const drawn = { centred: false, shift: [0, 0] };
    const state = reduce(readState(), { type: "framing", framing: drawn });
    for (const [step, title] of /** @type {const} */ ([[1, /^No crop/], [2, /^No fit/], [3, /^Not centred/]])) {
      const there = reduce(state, { type: "goto", step });
      assert.match(titleOf(there), title);
      assert.doesNotMatch(sentenceOf(there), /MNIST/);
    }
    const inputs = reduce(state, { type: "goto", step: 4 });
    assert.equal(titleOf(inputs), titleOf(reduce(readState(), { type: "goto", step: 4 })));
  });

  test("a shift of the viewer's own is told as such", () => {
    const words = framedWords({ centred: true, shift: [0, -2] }, "centre");
    assert.match(words?.sentence ?? "", /centred first; then you moved the picture 2 pixels up/);
    assert.equal(framedWords({ centred: true, shift: [0, -2] }, "fit"), null);
    assert.equal(framedWords(AS_MNIST, "centre"), null);
  });
});
