import assert from "node:assert/strict";
import { test } from "node:test";

import * as kit from "../../../static/js/draw/map-kit.js";
import { hit } from "../../../static/js/scene/hit.js";
import { layoutOf } from "../../../static/js/scene/layout.js";
import { sceneOf } from "../../../static/js/scene/stage.js";
import { stepsOf } from "../../../static/js/state/steps.js";
import { reduce } from "../../../static/js/state/state.js";
import { explanation } from "../explanations.js";
import { CONVOLUTIONAL, DRAWING, stateAfter, traceOfCard } from "../models.js";
import { paletteOf, SIZES, withPlate } from "./stages.js";

/** @typedef {import("../../../static/js/state/walk.js").Granularity} Granularity */

const LAPTOP = { width: 782, height: 515, font: 13 };

/** As large as the network that is shipped. @type {typeof CONVOLUTIONAL} */
const LARGE = {
  ...CONVOLUTIONAL,
  sizes: [784, 6912, 1728, 1536, 384, 96, 10],
  layers: [
    { type: "conv2d", image: [1, 28, 28], maps: 12, kernel: [5, 5], inputs: 784, outputs: 6912, activation: "relu" },
    { type: "max-pool2d", image: [12, 24, 24], side: 2, inputs: 6912, outputs: 1728, activation: "linear" },
    { type: "conv2d", image: [12, 12, 12], maps: 24, kernel: [5, 5], inputs: 1728, outputs: 1536, activation: "relu" },
    { type: "max-pool2d", image: [24, 8, 8], side: 2, inputs: 1536, outputs: 384, activation: "linear" },
    { type: "dense", inputs: 384, outputs: 96, activation: "relu" },
    { type: "dense", inputs: 96, outputs: 10, activation: "softmax" },
  ],
};

/** @param {string} id @param {Granularity} [granularity] */
function at(id, granularity = "layer") {
  const step = stepsOf(CONVOLUTIONAL).findIndex((each) => each.id === id);
  const { layers, ...trace } = traceOfCard(CONVOLUTIONAL);
  const sent = layers.map((pass, k) => (k < 4 ? { z: new Float32Array(), a: pass.a, scale: new Float32Array(k < 2 ? 2 : 3) } : pass));
  return stateAfter([
    { type: "set", line: { connection: "online" } },
    { type: "network", network: CONVOLUTIONAL.name },
    { type: "drawn", drawing: DRAWING },
    { type: "trace", trace: { ...trace, layers: sent } },
    { type: "granularity", granularity },
    { type: "goto", step },
    { type: "set", hand: { at: step } },
  ]);
}

/** @param {import("../../../static/js/state/state.js").State} state */
const seen = (state) => sceneOf(state, layoutOf(CONVOLUTIONAL, LAPTOP, kit), paletteOf("dark"));

/** @param {import("../../../static/js/scene/stage.js").Scene} scene */
function mapsIn(scene) {
  if (!scene.maps) throw new Error("expected layers of maps, found none");
  return scene.maps;
}

/** A place of a small network, opened: it reads 5×5 of what comes before. */
function opened(/** @type {number} */ layer, /** @type {number} */ neuron, /** @type {readonly number[]} */ reads) {
  const weights = Float32Array.from(reads, (_, k) => k - 2);
  return explanation(CONVOLUTIONAL, { layer, neuron }, {
    weights, terms: weights, inputs: weights.map(() => 1), reads: Uint32Array.from(reads),
    order: Uint16Array.from(reads.keys()), n_zero: 0,
  });
}

test("maps stand as tiles inside the canvas, in order along the pass, on every screen", () => {
  for (const [size, density] of SIZES.flatMap((each) => [1, 1.25, 1.5, 2, 3].map((k) => /** @type {const} */ ([each, k])))) {
    const layout = layoutOf(LARGE, { ...size, density }, kit);
    const name = `${size.name} at ${density}`;
    const plate = withPlate(layout.plate);
    layout.layers.forEach((box, k) => {
      const before = layout.layers[k - 1]?.end ?? (layout.downwards ? plate.y + plate.side : plate.x + plate.side);
      assert.ok(box.start - before > 9, `${name}: ${box.start - before} px before layer ${k + 1}`);
      if (!box.tiles) return;
      const { x, y, pixel, rows, columns } = box.tiles;
      assert.ok(Math.abs(pixel * density - Math.round(pixel * density)) < 1e-6, `${name}: whole pixels of the screen`);
      x.forEach((left, map) => {
        const top = y[map] ?? NaN;
        assert.ok(left >= 0 && top >= 0 && left + columns * pixel <= size.width && top + rows * pixel <= size.height, `${name}: map ${map + 1} at ${left}, ${top}`);
        for (const edge of [left, top]) assert.ok(Math.abs(edge * density - Math.round(edge * density)) < 1e-2, `${name}: an edge at ${edge}`);
        for (let other = 0; other < map; other += 1) {
          const apart = Math.max(Math.abs(left - (x[other] ?? 0)) - columns * pixel, Math.abs(top - (y[other] ?? 0)) - rows * pixel);
          assert.ok(apart >= 1.5, `${name}: maps ${other + 1} and ${map + 1}, ${apart} px apart`);
        }
      });
    });
  }
});

test("on a laptop the first maps are at least 48 px wide", () => {
  const [first] = layoutOf(LARGE, LAPTOP, kit).layers;
  assert.ok((first?.tiles?.pixel ?? 0) >= 2);
});

test("a pool has the scale of the maps that it reads", () => {
  const { scales, maps } = seen(at("answer"));
  const [first, firstPool, second, secondPool] = scales.activations;
  assert.deepEqual([firstPool, secondPool], [first, second]);
  assert.notEqual(first, second);
  assert.deepEqual(maps?.layers.map((layer) => layer.maps.map(({ shown }) => shown)), [[576, 576], [144, 144], [64, 64, 64], [16, 16, 16]]);
});

test("maps that the pass has not come to show nothing", () => {
  const shown = mapsIn(seen(at("maps-2"))).layers.map(({ maps }) => maps.map((each) => each.shown));
  assert.deepEqual(shown, [[576, 576], [144, 144], [0, 0, 0], [0, 0, 0]]);
});

test("while Next moves, every window slides over its map", () => {
  const state = at("maps-3");
  const way = [0.2, 0.5, 0.7, 1].map((share) => {
    const moving = reduce(state, { type: "set", hand: { at: state.place.step - 1 + share } });
    return mapsIn(seen(moving)).layers[2]?.maps[0]?.shown ?? NaN;
  });
  assert.deepEqual(way, [...way].sort((one, other) => one - other));
  assert.deepEqual([way[0], way[3]], [0, 64]);
  assert.ok((way[1] ?? 0) > 0 && (way[2] ?? 64) < 64);
});

test("by position a map fills place by place, and the window is on the pixels", () => {
  let state = at("maps-1", "neuron");
  for (let k = 0; k < 26; k += 1) state = reduce(state, { type: "next" }); // row 2, column 3
  const scene = seen(state);
  const { layers, windows, field } = mapsIn(scene);
  const { x, y, cell } = withPlate(scene.layout.plate);
  assert.deepEqual(layers[0]?.maps.map(({ shown }) => shown), [27, 0]);
  assert.deepEqual(windows, [{ x: x + 2 * cell - 1, y: y + cell - 1, width: 5 * cell + 2, height: 5 * cell + 2 }]);
  assert.deepEqual(field, []);
});

test("the products lie on what they are made of, and grow term by term to z", () => {
  let state = at("maps-1", "term");
  state = reduce(state, { type: "explanation", explanation: opened(0, 0, [0, 1, 28, 29, 56]) });
  for (let k = 0; k < 3; k += 1) state = reduce(state, { type: "next" });
  const scene = seen(state);
  const { products } = mapsIn(scene);
  const { x, y, cell } = withPlate(scene.layout.plate);
  assert.deepEqual(products.map(({ kind }) => kind), ["term", "term", "latest"]);
  assert.deepEqual(products.map((each) => [(each.x - x) / cell, (each.y - y) / cell]), [[0, 0], [1, 0], [0, 1]]);
  assert.ok((products[0]?.share ?? 0) < 0);
});

test("of what a pool reads one has won, and the others are forgotten", () => {
  const state = reduce(at("maps-2", "neuron"), {
    type: "explanation",
    explanation: { ...opened(1, 0, [0, 1, 24, 25]), weights: Float32Array.of(0, 0, 1, 0), terms: Float32Array.of(0, 0, 0.8, 0) },
  });
  assert.deepEqual(mapsIn(seen(state)).products.map(({ kind }) => kind), ["forgotten", "forgotten", "won", "forgotten"]);
});

test("what is pointed at shows its window on every map before it, and the pixels behind", () => {
  const state = reduce(at("answer"), { type: "hover", target: { kind: "unit", layer: 2, neuron: 9 } });
  const scene = seen(state);
  const { windows, field, rays } = mapsIn(scene);
  assert.equal(windows.length, 2);
  assert.equal(rays.length, 4);
  assert.equal(field.length, 2 + 1, "both maps of the first layer, and the image");
  const { cell } = withPlate(scene.layout.plate);
  assert.equal(field.at(-1)?.width, 14 * cell + 2);
  const ofPool = mapsIn(seen(reduce(state, { type: "hover", target: { kind: "unit", layer: 1, neuron: 150 } })));
  assert.deepEqual([ofPool.windows.length, ofPool.field.length], [1, 1], "a pool reads its own map alone");
});

test("map by map, sums have the scale that the legend is given, until they are activations", () => {
  const exact = { z: new Float32Array(576).fill(-3.4), a: new Float32Array(576) };
  const state = reduce(at("maps-1", "map"), { type: "explanation", explanation: { ...opened(0, 0, [0]), map: exact } });
  const maps = mapsIn(seen(state));
  assert.equal(maps.sums, 4);
  assert.deepEqual(maps.layers[0]?.maps.map(({ signed, shown }) => [signed, shown]), [[true, 576], [false, 0]]);
  const after = mapsIn(seen(reduce(state, { type: "next" })));
  assert.equal(after.sums, null);
  assert.deepEqual(after.layers[0]?.maps.map(({ signed, shown }) => [signed, shown]), [[false, 576], [false, 0]]);
});

test("a place of a map is found under the pointer, and the lines between maps are nobody's", () => {
  const scene = seen(at("answer"));
  const box = scene.layout.layers[0];
  assert.deepEqual(hit(scene, box?.x[700] ?? 0, box?.y[700] ?? 0), { kind: "unit", layer: 0, neuron: 700 });
  const [before, after] = [scene.layout.layers[0]?.end ?? 0, scene.layout.layers[1]?.start ?? 0];
  assert.equal(hit(scene, (before + after) / 2, scene.layout.height / 2), null);
});
