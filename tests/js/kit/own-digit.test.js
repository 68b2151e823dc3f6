/** A digit of one's own comes back from a link as it was drawn. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { EMPTY, padField } from "../../../static/js/kit/own-digit.js";
import { reduce } from "../../../static/js/state/state.js";

test("ink comes back from its text, and an empty pad as an empty one", () => {
  const drawn = reduce(EMPTY, { type: "drawn", drawing: [[[0.25, 0.5], [0.75, 0.5]], [[0.5, 0.1]]] });
  assert.deepEqual(padField.read(padField.write(drawn))?.work.drawing, drawn.work.drawing);
  assert.equal(padField.read(padField.write(EMPTY)), EMPTY);
});

test("a text that is no ink is not believed", () => {
  for (const text of ["", "!", "____"]) assert.equal(padField.read(text), undefined, text);
});
