/** A digit of one's own comes back from a link as it was drawn. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { inkField, NO_INK } from "../../../static/js/kit/ink-field.js";
import { drawingOnGrid } from "../../../static/js/state/drawing.js";

test("ink comes back from its text, and no ink as none", () => {
  const ink = drawingOnGrid([[[0.25, 0.5], [0.75, 0.5]], [[0.5, 0.1]]]);
  assert.deepEqual(inkField.read(inkField.write(ink)), ink);
  assert.equal(inkField.read(inkField.write(NO_INK)), NO_INK);
});

test("a text that is no ink is not believed", () => {
  for (const text of ["", "!", "____"]) assert.equal(inkField.read(text), undefined, text);
});
