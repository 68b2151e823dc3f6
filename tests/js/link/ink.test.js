import assert from "node:assert/strict";
import { test } from "node:test";

import { decodeInk, encodeInk } from "../../../static/js/link/ink.js";
import { onGrid } from "../../../static/js/state/drawing.js";
import { encodeDrawing } from "../../../static/js/wire/decode.js";
import { seeded } from "../seeded.js";

test("the grid is the wire's: a point on it travels unchanged", () => {
  const random = seeded(7);
  const stroke = Array.from({ length: 1000 }, () => /** @type {const} */ ([random(), random()]));
  const snapped = onGrid(stroke);
  assert.deepEqual(onGrid(snapped), snapped);
  assert.deepEqual(encodeDrawing([snapped]), encodeDrawing([stroke]));
  const sent = new Uint16Array(encodeDrawing([snapped]).points);
  assert.deepEqual([...sent].map((value) => value / 65_535), snapped.flat());
});

test("beside the pad is its edge", () => {
  assert.deepEqual(onGrid([[-0.1, 1.1]]), [[0, 1]]);
});

test("a pen's stroke takes about three letters a coordinate pair", () => {
  const stroke = onGrid(Array.from({ length: 100 }, (_, k) => /** @type {const} */ ([0.2 + k * 0.004, 0.3])));
  assert.ok(encodeInk([stroke]).length <= 500);
  assert.deepEqual(decodeInk(encodeInk([stroke])), { drawing: [stroke], complete: true });
});

test("a text that is cut off gives the points before the cut", () => {
  const drawing = [onGrid([[0.1, 0.2], [0.3, 0.4]]), onGrid([[0.5, 0.5], [0.6, 0.7], [0.7, 0.9]])];
  const text = encodeInk(drawing);
  const read = decodeInk(text.slice(0, Math.ceil((text.length - 4) / 4) * 4));
  assert.equal(read.complete, false);
  assert.deepEqual(read.drawing[0], drawing[0]);
  assert.deepEqual(read.drawing[1], drawing[1]?.slice(0, read.drawing[1]?.length));
});

test("a text that claims a million points, or points beside the pad, is not believed", () => {
  const long = Array.from({ length: 50_001 }, () => /** @type {const} */ ([0, 0]));
  assert.equal(decodeInk(encodeInk([long])).complete, false);
  assert.deepEqual(decodeInk("AQEB"), { drawing: [], complete: false }); // one step left of the pad
});
