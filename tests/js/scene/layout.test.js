import assert from "node:assert/strict";
import { test } from "node:test";

import { layoutOf } from "../../../static/js/scene/layout.js";
import { CLASSIC, ONE_HIDDEN, TOY } from "../models.js";
import { CLOTHES, DEEP, LETTERS, SIZES, everyLayout, withPlate } from "./stages.js";

/** @typedef {import("../../../static/js/scene/layout.js").Layout} Layout */

/** @param {Layout} layout */
function unitsOf({ layers }) {
  return layers.flatMap(({ x, y, r, shape }, layer) =>
    Array.from(x, (unitX, k) => ({ layer, shape, r, x: unitX, y: y[k] ?? NaN })),
  );
}

test("everything stands inside the canvas", () => {
  for (const { name, layout } of everyLayout()) {
    const { width, height, bars, downwards } = layout;
    const plate = withPlate(layout.plate);
    for (const { x, y, r } of unitsOf(layout)) {
      assert.ok(x - r >= 0 && x + r <= width && y - r >= 0 && y + r <= height, `${name}: neuron at ${x}, ${y}`);
    }
    assert.ok(plate.x >= 0 && plate.y >= 0, name);
    assert.ok(plate.x + plate.side <= width && plate.y + plate.side <= height, name);
    for (const bar of bars) {
      assert.ok(bar.length > 20, `${name}: a bar of ${bar.length} px`);
      const [end, room] = downwards ? [bar.y + bar.length, height] : [bar.x + bar.length, width];
      assert.ok(end < room, name);
      // "0.00" in a wide system font is 2.5 times as wide as its size.
      const number = downwards ? bar.numberY + layout.font / 2 : bar.numberX + layout.font * 2.5;
      assert.ok(number <= room, `${name}: the number ends at ${number} of ${room}`);
      assert.ok(downwards ? bar.numberY > end : bar.numberX > end, `${name}: the number is behind the bar`);
    }
  }
});

test("no two neurons overlap, nor a neuron and the image", () => {
  for (const { name, layout } of everyLayout()) {
    const units = unitsOf(layout);
    units.forEach((one, k) => {
      for (const other of units.slice(k + 1)) {
        const [dx, dy] = [Math.abs(one.x - other.x), Math.abs(one.y - other.y)];
        const far = one.shape === "cell" && other.shape === "cell" ? Math.max(dx, dy) : Math.hypot(dx, dy);
        assert.ok(far >= one.r + other.r, `${name}: neurons ${far} px apart`);
      }
      const { downwards } = layout;
      const plate = withPlate(layout.plate);
      const gap = downwards ? one.y - one.r - plate.y - plate.side : one.x - one.r - plate.x - plate.side;
      assert.ok(gap > 8, `${name}: ${gap} px behind the image`);
    });
  }
});

test("layers stand in order along the pass, with room for lines between them", () => {
  for (const { name, layout } of everyLayout()) {
    layout.layers.forEach((box, k) => {
      const before = layout.layers[k - 1];
      if (before) assert.ok(box.start - before.end > 18, `${name}: ${box.start - before.end} px`);
    });
  }
});

test("discs have one size, and a legible number wherever a layer has at most 32 neurons", () => {
  for (const { name, layout, size } of everyLayout()) {
    const discs = layout.layers.filter(({ shape }) => shape === "disc");
    assert.equal(new Set(discs.map(({ r }) => r)).size, 1, name);
    for (const { font, r } of discs) {
      const isSmall = r < size.font; // where 26 stand across a phone
      assert.ok(font >= size.font || (isSmall && font === 0), `${name}: number of ${font} px in a disc of radius ${r}`);
      assert.ok(r >= font * 0.98, name);
    }
  }
});

test("on a laptop sixteen neurons stand in one column, thirty in a zigzag", () => {
  const laptop = /** @type {typeof SIZES[number]} */ (SIZES[0]);
  const columns = (/** @type {import("../../../static/js/types.js").Card} */ card) =>
    new Set(layoutOf(card, laptop).layers[0]?.x).size;
  assert.equal(columns(CLASSIC), 1);
  assert.ok((layoutOf(CLASSIC, laptop).layers[0]?.r ?? 0) >= 13);
  assert.equal(columns(ONE_HIDDEN), 2);
  assert.ok(columns(DEEP) > 2);
});

test("neurons keep their order across the pass", () => {
  for (const { name, layout } of everyLayout()) {
    for (const { shape, x, y } of layout.layers) {
      if (shape === "cell") continue;
      const across = layout.downwards ? x : y;
      assert.ok(across.every((value, k) => k === 0 || value > (across[k - 1] ?? 0)), name);
    }
  }
});

test("a layer of one neuron stands in the middle", () => {
  const [first, ...rest] = CLASSIC.layers;
  const card = { ...CLASSIC, sizes: [784, 1, 16, 10], layers: [{ ...first, outputs: 1 }, ...rest] };
  const box = layoutOf(/** @type {typeof CLASSIC} */ (card), { width: 782, height: 515, font: 13 }).layers[0];
  assert.equal(box?.y[0], 515 / 2);
});

test("a toy network's inputs stand where the image would, with room for their names, on every screen", () => {
  for (const size of SIZES) {
    const layout = layoutOf(TOY, size);
    const { inputs, layers, bars, plate, font } = layout;
    assert.ok(inputs && !plate && bars.length === 0, size.name);
    assert.deepEqual([inputs.x.length, ...layers.map(({ x }) => x.length)], TOY.sizes, size.name);
    assert.ok(Math.min(...inputs.x) - inputs.r > 1.5 * font, `${size.name}: p₁ needs room`);
    for (const [k, box] of [inputs, ...layers].entries()) {
      const next = [inputs, ...layers][k + 1];
      assert.ok(!next || next.start - box.end > 50, `${size.name}: room for lines`);
      assert.ok(box.x.every((x) => x + box.r < size.width), size.name);
      assert.ok(box.y.every((y) => y - box.r > 1.5 * font && y + box.r < size.height), `${size.name}: room for a caption`);
      assert.ok(box.r > 1.5 * box.font && box.font >= size.font, `${size.name}: numbers in full`);
    }
  }
});

test("letters stand before their bars as digits do, words above them or, on a phone, cut to their place", () => {
  for (const size of SIZES) {
    const bars = layoutOf(LETTERS, size).bars;
    const pitch = Math.min(...bars.slice(1).map((bar, k) => Math.hypot(bar.labelX - (bars[k]?.labelX ?? 0), bar.labelY - (bars[k]?.labelY ?? 0))));
    assert.ok(pitch >= 10, `${size.name}: letters ${pitch} px from each other`);
    const { bars: words, downwards } = layoutOf(CLOTHES, size);
    if (!downwards) for (const bar of words) assert.ok(bar.labelY < bar.y, `${size.name}: a word over its bar`);
  }
});
