import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { NEAR, erase, thinned } from "../../../static/js/input/strokes.js";
import { seeded } from "../seeded.js";

/**
 * @typedef {import("../../../static/js/types.js").Point} Point
 * @typedef {import("../../../static/js/types.js").Stroke} Stroke
 * @typedef {import("../../../static/js/types.js").Drawing} Drawing
 */

/**
 * @param {Point} a
 * @param {Point} b
 */
const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/**
 * @param {Point} p
 * @param {Point} a
 * @param {Point} b
 */
function toSegment(p, a, b) {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const square = dx * dx + dy * dy;
  const along = square && ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / square;
  const t = Math.min(1, Math.max(0, along));
  return distance(p, [a[0] + t * dx, a[1] + t * dy]);
}

/** @param {Drawing} drawing */
const segmentsOf = (drawing) =>
  drawing.flatMap((stroke) =>
    stroke.slice(1).map((b, k) => /** @type {[Point, Point]} */ ([stroke[k], b])),
  );

/** @param {Drawing} drawing */
const lengthOf = (drawing) =>
  segmentsOf(drawing).reduce((sum, [a, b]) => sum + distance(a, b), 0);

/** @type {Stroke} */
const LINE = [[0.1, 0.5], [0.9, 0.5]];

describe("thinned", () => {
  test("leaves out what hardly moves on, measured from the last point that was kept", () => {
    const step = NEAR * 0.6;
    const points = Array.from({ length: 6 }, (_, k) => /** @type {Point} */ ([k * step, 0]));
    assert.deepEqual(thinned(undefined, points), [points[0], points[2], points[4]]);
    assert.deepEqual(thinned([0, 0], points.slice(0, 2)), []);
  });

  test("a hand that rests for long does not stop the line when it moves on slowly", () => {
    /** @type {Point} */
    let last = [0.5, 0.5];
    let kept = 0;
    for (let k = 1; k <= 1000; k += 1) {
      const fresh = thinned(last, [[0.5 + k * 0.0002, 0.5]]);
      kept += fresh.length;
      last = fresh.at(-1) ?? last;
    }
    assert.ok(kept >= 0.2 / NEAR - 2, `${kept} points of a line of 0.2`);
    assert.ok(Math.abs(last[0] - 0.7) < NEAR);
  });
});

describe("erase", () => {
  test("what it does not touch stays the very same drawing", () => {
    const drawing = [LINE];
    assert.equal(erase(drawing, [0.5, 0.8], [0.6, 0.8], 0.1), drawing);
  });

  test("a stroke is cut in two where the eraser crossed it", () => {
    const left = erase([LINE], [0.5, 0.5], [0.5, 0.5], 0.1);
    assert.equal(left.length, 2);
    assert.deepEqual(left.map((stroke) => stroke.map(([x]) => Number(x.toFixed(9)))), [
      [0.1, 0.4],
      [0.6, 0.9],
    ]);
  });

  test("an end that is rubbed off leaves one piece", () => {
    const [piece, ...others] = erase([LINE], [0.1, 0.5], [0.1, 0.5], 0.1);
    assert.equal(others.length, 0);
    assert.deepEqual(piece?.map(([x]) => Number(x.toFixed(9))), [0.2, 0.9]);
  });

  test("a dot under the eraser goes, and one beside it stays", () => {
    /** @type {Drawing} */
    const dots = [[[0.2, 0.2]], [[0.8, 0.8]]];
    assert.deepEqual(erase(dots, [0.21, 0.2], [0.21, 0.2], 0.05), [[[0.8, 0.8]]]);
  });

  test("a fast move rubs out everything on its way", () => {
    const fence = Array.from({ length: 17 }, (_, k) => {
      const x = 0.1 + k * 0.05;
      return /** @type {Stroke} */ ([[x, 0.2], [x, 0.8]]);
    });
    const left = erase(fence, [0, 0.5], [1, 0.5], 0.06);
    assert.equal(left.length, 2 * fence.length);
    for (const [a, b] of segmentsOf(left)) {
      assert.ok(Math.min(Math.abs(a[1] - 0.5), Math.abs(b[1] - 0.5)) > 0.04);
    }
  });

  test("for any drawing: nothing is left under the eraser, nothing grows, nothing far away goes", () => {
    const random = seeded(11);
    /** @returns {Point} */
    const point = () => [random(), random()];
    for (let round = 0; round < 300; round += 1) {
      const drawing = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
        Array.from({ length: 1 + Math.floor(random() * 6) }, point),
      );
      const [from, to, radius] = [point(), point(), 0.02 + random() * 0.2];
      const left = erase(drawing, from, to, radius);
      assert.ok(lengthOf(left) <= lengthOf(drawing) + 1e-9, `round ${round} grew`);
      for (const [a, b] of segmentsOf(left)) {
        assert.ok(distance(a, b) > 0, `round ${round} left a line of no length`);
        // The eraser moves in steps of its radius, so between two of them the edge is scalloped.
        assert.ok(toSegment(from, a, b) > radius - 1e-6, `round ${round}: ink under the eraser`);
        assert.ok(toSegment(to, a, b) > radius - 1e-6, `round ${round}: ink under the eraser`);
      }
      for (const [p] of drawing.filter((stroke) => stroke.length === 1)) {
        if (!p || toSegment(p, from, to) < radius) continue;
        assert.ok(left.some(([first]) => first === p), `round ${round}: a dot far away went`);
      }
      const untouched = drawing.filter((stroke) =>
        segmentsOf([stroke]).every(([a, b]) => apart(a, b, from, to) > radius + 1e-6),
      );
      for (const stroke of untouched.filter(({ length }) => length > 1)) {
        assert.ok(left.includes(stroke), `round ${round}: a stroke far away was changed`);
      }
    }
  });
});

/**
 * The distance between two segments: 0 where they cross.
 *
 * @param {Point} a
 * @param {Point} b
 * @param {Point} c
 * @param {Point} d
 */
function apart(a, b, c, d) {
  const side = (/** @type {Point} */ p, /** @type {Point} */ q, /** @type {Point} */ r) =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  if (side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)) return 0;
  return Math.min(toSegment(a, c, d), toSegment(b, c, d), toSegment(c, a, b), toSegment(d, a, b));
}
