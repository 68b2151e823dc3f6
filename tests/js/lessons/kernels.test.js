/** Kernels that are painted by a press, made larger and smaller, and how they stand in a link. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { kernelField, preset, PRESETS, resized, sideOf } from "../../../static/js/lessons/one-eye-for-every-place/kernels.js";
import { seeded } from "../seeded.js";

const random = seeded(13);

test("the kernel for upright edges has −1 on its left and +1 on its right", () => {
  assert.deepEqual(preset("upright", 3), [-1, 0, 1, -1, 0, 1, -1, 0, 1]);
  assert.deepEqual(preset("level", 3), [-1, -1, -1, 0, 0, 0, 1, 1, 1]);
  assert.deepEqual(preset("upright", 5).slice(0, 5), [-1, -1, 0, 1, 1]);
});

test("any painted kernel comes back from a link as it was, and from 5 × 5 its middle stays", () => {
  for (let k = 0; k < 50; k += 1) {
    const side = k % 2 ? 3 : 5;
    const kernel = Array.from({ length: side * side }, () => Math.floor(random() * 3) - 1);
    assert.deepEqual(kernelField.read(kernelField.write(kernel)), kernel);
    if (side === 3) assert.deepEqual(resized(resized(kernel, 5), 3), kernel);
  }
  for (const name of Object.keys(PRESETS)) assert.deepEqual([3, 5].map((side) => sideOf(preset(name, side))), [3, 5]);
});

test("a link with a kernel of another size or other weights is not believed", () => {
  const nine = kernelField.write(preset("blur", 3));
  for (const text of ["", `${nine}_1`, nine.replace("1", "2"), nine.replace("1", "x")]) assert.equal(kernelField.read(text), undefined);
});
