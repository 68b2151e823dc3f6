/** Where pixels stand in the picture, in the line, and between. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { PIXELS } from "../../../static/js/digit-image.js";
import {
  along, around, boxOf, layoutField, pixelAt, progressOf,
} from "../../../static/js/lessons/pixels-to-numbers/field-layout.js";

const SIZE = { width: 784, height: 500 };
const layout = layoutField(SIZE, true, 13);
const all = Array.from({ length: PIXELS }, (_, pixel) => pixel);

test("every pixel is found where it is drawn, in the picture and in the line", () => {
  for (const unrolled of [0, 1]) {
    for (const pixel of all) {
      const { x, y, width, height } = boxOf(pixel, 1, unrolled, layout);
      assert.equal(pixelAt(x + width / 2, y + height / 2, layout), pixel);
    }
  }
});

test("the line has the pixels row after row, one beside the other, and nothing else", () => {
  const boxes = all.map((pixel) => boxOf(pixel, 1, 1, layout));
  boxes.forEach(({ x, width }, pixel) => {
    assert.ok(Math.abs(x - pixel) < 1e-9);
    assert.ok(Math.abs(width - 1) < 1e-9);
  });
});

test("a row's ground is under all of its pixels wherever it is", () => {
  for (const unrolled of [0, 0.2, 0.5, 0.9, 1]) {
    const row = boxOf(280, 28, unrolled, layout);
    const [first, last] = [boxOf(280, 1, unrolled, layout), boxOf(307, 1, unrolled, layout)];
    assert.equal(row.x, first.x);
    assert.ok(Math.abs(row.x + row.width - last.x - last.width) < 1e-9);
  }
});

test("rows leave one after the other, and all have arrived in the end", () => {
  for (let row = 1; row < 28; row += 1) {
    assert.ok(progressOf(row, 0.4) <= progressOf(row - 1, 0.4));
    assert.equal(progressOf(row, 0), 0);
    assert.equal(progressOf(row, 1), 1);
  }
  assert.ok(progressOf(0, 0.4) > progressOf(20, 0.4));
});

test("beside picture and line there is no pixel, and without a line none in it", () => {
  const { line } = layout;
  assert.ok(line);
  assert.equal(pixelAt(1, 1, layout), null);
  assert.equal(pixelAt(-1, line.y + 1, layout), null);
  assert.equal(pixelAt(line.width, line.y + 1, layout), null);
  assert.equal(pixelAt(10, line.y + 1, layoutField(SIZE, false, 13)), null);
});

test("picture, line and the words below it have room", () => {
  for (const [width, height] of /** @type {const} */ ([[330, 330], [784, 500], [1800, 900]])) {
    const { picture, line } = layoutField({ width, height }, true, 20);
    assert.ok(line && picture.height <= line.y && line.y + line.height + 20 <= height);
  }
});

test("what lies around a pixel ends at the picture's edge, and along the line goes on", () => {
  assert.deepEqual(around(0).filter((each) => each !== null), [0, 1, 2, 28, 29, 30, 56, 57, 58]);
  assert.equal(around(300)[12], 300);
  assert.deepEqual(along(28, 2), [26, 27, 28, 29, 30]);
  assert.deepEqual(along(783, 2), [781, 782, 783, null, null]);
});
