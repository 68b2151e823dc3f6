import assert from "node:assert/strict";
import { test } from "node:test";

import { luminance, textOn } from "../../../static/js/scene/colour.js";
import { controls, part, pointAt } from "../../../static/js/scene/curve.js";
import { linksBefore, linksInto, linksOf, linksOutOf, oneLink } from "../../../static/js/scene/links.js";
import { between } from "../../../static/js/scene/progress.js";
import { remembering } from "../../../static/js/state/remember.js";
import { largest, roundUp } from "../../../static/js/scene/scale.js";
import { LEVELS, levelOf, strokeOf } from "../../../static/js/scene/strength.js";
import { seeded } from "../seeded.js";

test("a scale ends at a round number at or above the largest value, and not far above", () => {
  const random = seeded(3);
  for (let k = 0; k < 500; k += 1) {
    const value = 10 ** (random() * 8 - 4);
    const end = roundUp(value);
    assert.ok(end >= value * (1 - 1e-6) && end <= value * 1.34, `${value} → ${end}`);
    assert.equal(roundUp(end), end);
  }
  assert.equal(roundUp(0), 1);
  assert.equal(largest(Float32Array.of(0.5, -2, 1)), 2);
});

test("text on any colour has at least 4.5 : 1", () => {
  const random = seeded(5);
  const byte = () => Math.floor(random() * 256);
  for (let k = 0; k < 500; k += 1) {
    const colour = /** @type {const} */ ([byte(), byte(), byte()]);
    const [low, high] = [luminance(colour), luminance(textOn(colour))].sort((a, b) => a - b);
    assert.ok(((high ?? 0) + 0.05) / ((low ?? 0) + 0.05) >= 4.5);
  }
});

test("a part of a curve lies on the curve", () => {
  const [x1, y1, x2, y2] = [10, 200, 110, 30];
  const [ax, ay, bx, by] = controls(x1, y1, x2, y2, false);
  const [sx, px, qx, tx] = part(x1, ax, bx, x2, 0.2, 0.7);
  const [sy, py, qy, ty] = part(y1, ay, by, y2, 0.2, 0.7);
  for (const t of [0, 0.3, 0.5, 1]) {
    const whole = 0.2 + 0.5 * t;
    assert.ok(Math.abs(pointAt(sx, px, qx, tx, t) - pointAt(x1, ax, bx, x2, whole)) < 1e-9);
    assert.ok(Math.abs(pointAt(sy, py, qy, ty, t) - pointAt(y1, ay, by, y2, whole)) < 1e-9);
  }
  assert.deepEqual(part(1, 2, 3, 4, 0, 1), [1, 2, 3, 4]);
});

test("links carry weights, or weights times activations, strongest last", () => {
  const W = Float32Array.of(1, -3, 2, 0, 4, -1); // two neurons, three inputs
  const a = Float32Array.of(1, 0.5, 0);
  assert.deepEqual([...linksOf(W, null).index], [0, 5, 2, 1, 4]);
  assert.deepEqual([...linksOf(W, a).value], [1, -1.5, 2]);
  assert.equal(linksOf(W, a), linksOf(W, a));
  assert.deepEqual([...linksInto(W, a, 0, 3).index], [0, 1]);
  assert.deepEqual([...linksOutOf(W, null, 1, 3).value], [-3, 4]);
  assert.deepEqual([...oneLink(W, a, 1, 1, 3).value], [2]);
  assert.deepEqual([...linksBefore(linksOf(W, null), 1, 3).index], [0, 2, 1]);
});

test("of equally strong links no more than 400 are taken", () => {
  const W = new Float32Array(1000).fill(-0.5);
  assert.equal(linksOf(W, null).index.length, 400);
  assert.equal(linksOf(W, null).of, 1000);
});

test("stronger lines are never fainter nor thinner", () => {
  for (const kind of /** @type {const} */ (["link", "bundle", "focus"])) {
    for (let level = 1; level < LEVELS; level += 1) {
      const [one, other] = [strokeOf(level - 1, kind, 1), strokeOf(level, kind, 1)];
      assert.ok(other.alpha > one.alpha && other.alpha <= 1 && other.width >= one.width);
    }
  }
  assert.equal(levelOf(1), LEVELS - 1);
  assert.equal(levelOf(0), 0);
});

test("an eased movement begins at 0 and ends at 1", () => {
  assert.deepEqual([between(-1), between(0), between(0.5), between(1), between(2)], [0, 0, 0.5, 1, 1]);
  assert.equal(between(0.5, 0.5), 0);
});

test("a pure function is asked once for the same values", () => {
  let asked = 0;
  const double = remembering((/** @type {number} */ n) => {
    asked += 1;
    return n * 2;
  });
  assert.deepEqual([double(2), double(2), double(3), double(2)], [4, 4, 6, 4]);
  assert.equal(asked, 3);
});

test("the 400 strongest of a big layer are those that sorting finds", () => {
  const random = seeded(11);
  const W = Float32Array.from({ length: 8192 }, () => (random() - 0.5) ** 3);
  const sizes = [...W].map(Math.abs).sort((a, b) => b - a).slice(0, 400).reverse();
  assert.deepEqual([...linksOf(W, null).value].map(Math.abs), sizes);
});
