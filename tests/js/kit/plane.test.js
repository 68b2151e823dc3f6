/** Where things are on a plane, and what moving its points and its line makes. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { clearest } from "../../../static/js/kit/plane-drawing.js";
import {
  graspsOf, halfOf, keyed, layoutPlane, lineByKey, onGrid, segmentOf, shifted, ticksOf, turned,
} from "../../../static/js/kit/plane-geometry.js";

const AXIS = { name: "x", low: 0, high: 12, tick: 2, step: 0.5 };
/** @type {readonly [typeof AXIS, typeof AXIS]} */
const AXES = [AXIS, { ...AXIS, name: "y" }];
/** @type {import("../../../static/js/kit/plane-geometry.js").Straight} */
const LINE = { w: [2, 1], b: -18 };
/** @param {import("../../../static/js/kit/plane-geometry.js").Straight} line @param {{x: number, y: number}} at */
const zOf = ({ w, b }, { x, y }) => w[0] * x + w[1] * y + b;

describe("a plane", () => {
  test("is square, within its room, and its figures are read back from its pixels", () => {
    for (const [width, height] of /** @type {const} */ ([[332, 332], [700, 500], [400, 900]])) {
      const box = layoutPlane({ width, height }, 13, AXES);
      assert.equal(box.X(12) - box.X(0), box.Y(0) - box.Y(12));
      assert.ok(box.X(0) > 0 && box.X(12) < width && box.Y(12) > 0 && box.Y(0) < height);
      const { x, y } = box.at({ x: box.X(3.5), y: box.Y(7) });
      assert.ok(Math.abs(x - 3.5) < 1e-9 && Math.abs(y - 7) < 1e-9);
    }
  });

  test("has a figure at whole ticks, both ends included", () => {
    assert.deepEqual(ticksOf(AXIS), [0, 2, 4, 6, 8, 10, 12]);
    assert.deepEqual(ticksOf({ ...AXIS, low: -0.25, high: 1.25, tick: 0.5 }), [0, 0.5, 1]);
    assert.deepEqual(ticksOf({ ...AXIS, low: -0.3, high: 0.3, tick: 0.1 }), [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]);
  });

  test("keeps a moved point on its grid and within the axes", () => {
    assert.deepEqual(onGrid({ x: 3.3, y: 20 }, AXES), { x: 3.5, y: 12 });
    assert.deepEqual(onGrid({ x: -4, y: 0.2 }, AXES), { x: 0, y: 0 });
  });

  test("moves a point by the arrows, and by no other key", () => {
    assert.deepEqual(keyed("ArrowUp", { x: 3, y: 4 }, AXES), { x: 3, y: 4.5 });
    assert.deepEqual(keyed("ArrowLeft", { x: 3, y: 4 }, AXES), { x: 2.5, y: 4 });
    assert.equal(keyed("Enter", { x: 3, y: 4 }, AXES), null);
    assert.equal(keyed("toString", { x: 3, y: 4 }, AXES), null);
  });
});

describe("a line", () => {
  test("goes from edge to edge of the plane", () => {
    assert.deepEqual(segmentOf(LINE, AXES), [{ x: 3, y: 12 }, { x: 9, y: 0 }]);
    assert.deepEqual(segmentOf({ w: [0, 2], b: -6 }, AXES), [{ x: 0, y: 3 }, { x: 12, y: 3 }]);
    assert.deepEqual(segmentOf({ w: [1, 0], b: -6 }, AXES), [{ x: 6, y: 0 }, { x: 6, y: 12 }]);
  });

  test("that is outside, touches a corner, or has no weights is not there", () => {
    assert.equal(segmentOf({ w: [1, 1], b: 1 }, AXES), null);
    assert.equal(segmentOf({ w: [1, 1], b: 0 }, AXES), null);
    assert.equal(segmentOf({ w: [0, 0], b: 0 }, AXES), null);
  });

  test("leaves the half of the plane that is not below 0", () => {
    const half = halfOf(LINE, AXES);
    assert.equal(half.length, 4);
    assert.ok(half.every((at) => zOf(LINE, at) > -1e-9));
    assert.ok(half.some(({ x, y }) => x === 12 && y === 12));
    assert.deepEqual(halfOf({ w: [0, 0], b: -1 }, AXES), []);
    assert.equal(halfOf({ w: [0, 0], b: 1 }, AXES).length, 4);
  });

  test("that is shifted keeps its weights and goes through the point", () => {
    assert.deepEqual(shifted(LINE, { x: 5, y: 5 }, 0.1), { w: [2, 1], b: -15 });
  });

  test("that is turned goes through both points, as long and with the same side as before", () => {
    const about = { x: 3, y: 12 };
    const next = turned(LINE, about, { x: 11, y: 1 }, 0.001);
    assert.ok(Math.abs(zOf(next, about)) < 0.02 && Math.abs(zOf(next, { x: 11, y: 1 })) < 0.02);
    assert.ok(Math.abs(Math.hypot(...next.w) - Math.hypot(2, 1)) < 0.01);
    assert.ok(zOf(next, { x: 12, y: 12 }) > 0);
    assert.deepEqual(turned(LINE, about, about, 0.1), LINE);
  });

  test("has its sides said where no point is near, at its end where that is free", () => {
    const places = [{ x: 0, y: 0 }, { x: 100, y: 0 }, { x: 200, y: 0 }];
    assert.deepEqual(clearest(places, []), places[0]);
    assert.deepEqual(clearest(places, [{ x: 10, y: 0 }]), places[1]);
    assert.deepEqual(clearest(places, [{ x: 10, y: 0 }, { x: 70, y: 0 }, { x: 200, y: 40 }]), places[2]);
  });

  test("has handles that lie on it", () => {
    const segment = segmentOf(LINE, AXES);
    assert.ok(segment);
    const grasps = graspsOf(segment);
    assert.equal(grasps.length, 3);
    assert.ok(grasps.every((at) => Math.abs(zOf(LINE, at)) < 1e-9));
  });

  test("moves at every press of a key, however little of it is left after rounding", () => {
    const [first, , last] = graspsOf(/** @type {any} */ (segmentOf(LINE, AXES)));
    const next = lineByKey("ArrowUp", LINE, last, AXES, (to) => turned(LINE, first, to, 1));
    assert.ok(next && next.w.join() !== LINE.w.join());
    assert.equal(lineByKey("Tab", LINE, last, AXES, (to) => shifted(LINE, to, 1)), null);
    const level = { w: /** @type {const} */ ([0, 1]), b: -6 };
    assert.equal(lineByKey("ArrowRight", level, { x: 6, y: 6 }, AXES, (to) => shifted(level, to, 1)), null);
  });
});
