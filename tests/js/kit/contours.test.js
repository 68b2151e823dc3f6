/** The lines of the map: where equal heights lie between the middles of cells. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { contour, levelOf, marksIn } from "../../../static/js/kit/contours.js";

const N = 16;
const MIDDLES = Array.from({ length: N }, (_, k) => (k + 0.5) / N);

/** @param {(x: number, y: number) => number} height  0 to 255 */
function levels(height) {
  return Uint8Array.from(MIDDLES.flatMap((y) => MIDDLES.map((x) => height(x, y))));
}

test("on a plain slope the line of a height is straight, and from edge to edge", () => {
  const pieces = contour(levels((x) => 240 * x), 120);
  assert.equal(pieces.length, N - 1);
  for (const [x1, y1, x2, y2] of pieces) {
    assert.ok(Math.abs(x1 - 0.5) < 0.01 && Math.abs(x2 - 0.5) < 0.01);
    assert.ok(Math.abs(Math.abs(y1 - y2) - 1 / N) < 1e-9);
  }
});

test("around a round valley the line is a ring: it ends nowhere", () => {
  const pieces = contour(levels((x, y) => 500 * ((x - 0.5) ** 2 + (y - 0.5) ** 2)), 45);
  const ends = new Map();
  for (const [x1, y1, x2, y2] of pieces) {
    for (const [x, y] of [[x1, y1], [x2, y2]]) {
      assert.ok(Math.abs(Math.hypot((x ?? 0) - 0.5, (y ?? 0) - 0.5) - 0.3) < 0.02);
      const key = `${x?.toFixed(9)} ${y?.toFixed(9)}`;
      ends.set(key, (ends.get(key) ?? 0) + 1);
    }
  }
  assert.ok(pieces.length > N);
  assert.deepEqual([...new Set(ends.values())], [2]);
});

test("no line is drawn beyond the heights that are there", () => {
  assert.deepEqual(contour(levels(() => 100), 120), []);
  assert.deepEqual(marksIn({ least: 4.5, most: 80 }), [5, 7, 10, 15, 20, 30, 50, 70]);
  assert.deepEqual(marksIn({ least: 0.0011, most: 70 }).map((mark) => mark.toFixed(2)), ["0.01", "0.10", "1.00", "10.00"]);
});

test("a height's level is by ratios, as the bytes are", () => {
  const scale = { least: 2, most: 200 };
  assert.deepEqual([2, 20, 200].map((height) => levelOf(height, scale)), [0, 127.5, 255]);
});
