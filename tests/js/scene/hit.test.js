import assert from "node:assert/strict";
import { test } from "node:test";

import { hit } from "../../../static/js/scene/hit.js";
import { layoutOf } from "../../../static/js/scene/layout.js";
import { sceneOf } from "../../../static/js/scene/stage.js";
import { withChange } from "../../../static/js/state/change.js";
import { CLASSIC, readState } from "../models.js";
import { everyLayout, paletteOf, withPlate } from "./stages.js";

const size = { width: 782, height: 515, font: 13 };

test("every neuron is hit at its middle, on every screen", () => {
  const scene = sceneOf(readState(), layoutOf(CLASSIC, size), paletteOf("dark"));
  for (const { name, layout } of everyLayout()) {
    layout.layers.forEach(({ x, y }, layer) => {
      x.forEach((unitX, neuron) => {
        const found = hit({ ...scene, layout }, unitX, y[neuron] ?? 0);
        assert.deepEqual(found, { kind: "unit", layer, neuron }, name);
      });
    });
  }
});

test("between two neurons, a finger gets the nearer one", () => {
  const layout = layoutOf(CLASSIC, { width: 390, height: 507, font: 13 });
  const scene = { ...sceneOf(readState(), layout, paletteOf("dark")), layout };
  const { x, y, r } = /** @type {typeof layout.layers[number]} */ (layout.layers[2]);
  const found = hit(scene, (x[4] ?? 0) + 1, (y[4] ?? 0) - r - 12, 16);
  assert.deepEqual(found, { kind: "unit", layer: 2, neuron: 4 });
  assert.notDeepEqual(hit(scene, (x[4] ?? 0) + 1, (y[4] ?? 0) - r - 12, 4), found);
});

test("a bar, its label and its number mean their output neuron", () => {
  const layout = layoutOf(CLASSIC, size);
  const scene = sceneOf(readState(), layout, paletteOf("dark"));
  layout.bars.forEach(({ labelX, labelY, x, y, length, numberX, numberY }, neuron) => {
    for (const [px, py] of /** @type {const} */ ([[labelX, labelY], [x + length / 2, y], [numberX + 9, numberY]])) {
      assert.deepEqual(hit(scene, px, py), { kind: "unit", layer: 2, neuron });
    }
  });
});

test("a pixel of the image is told from its neighbours, and nothing is hit where nothing is", () => {
  const layout = layoutOf(CLASSIC, size);
  const scene = sceneOf(readState(), layout, paletteOf("dark"));
  const { x, y, cell } = withPlate(layout.plate);
  for (const pixel of [0, 27, 28, 400, 783]) {
    const [px, py] = [x + ((pixel % 28) + 0.5) * cell, y + (Math.floor(pixel / 28) + 0.5) * cell];
    assert.deepEqual(hit(scene, px, py), { kind: "pixel", pixel });
  }
  assert.equal(hit(scene, 2, 2), null);
  assert.equal(hit(scene, -5, 9000), null);
});

test("half-way along a line is that line", () => {
  const layout = layoutOf(CLASSIC, size);
  const W = new Float32Array(256).fill(0);
  W[3 * 16 + 3] = 2; // straight across, from neuron 4 to neuron 4
  W[9 * 16 + 1] = -1;
  const b = new Float32Array(16);
  const state = withChange(readState(), { weights: { classic: [undefined, { W, b }] }, place: { lines: "weight" } });
  const scene = sceneOf(state, layout, paletteOf("dark"));
  const [from, to] = [layout.layers[0], layout.layers[1]];
  const middle = (/** @type {number} */ input, /** @type {number} */ neuron) =>
    /** @type {const} */ ([
      ((from?.end ?? 0) + (to?.start ?? 0)) / 2,
      ((from?.y[input] ?? 0) + (to?.y[neuron] ?? 0)) / 2,
    ]);
  assert.deepEqual(hit(scene, ...middle(3, 3)), { kind: "link", layer: 1, neuron: 3, input: 3 });
  assert.deepEqual(hit(scene, ...middle(1, 9)), { kind: "link", layer: 1, neuron: 9, input: 1 });
  assert.equal(hit(scene, ...middle(14, 14)), null);
});
