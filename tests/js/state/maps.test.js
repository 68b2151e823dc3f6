import assert from "node:assert/strict";
import { test } from "node:test";

import { fieldOf, neuronAt, placeIn, shapeOf, windowOf } from "../../../static/js/state/maps.js";
import { reduce } from "../../../static/js/state/state.js";
import { stepsOf } from "../../../static/js/state/steps.js";
import { toldOf } from "../../../static/js/state/reveal.js";
import { granularitiesOf } from "../../../static/js/state/walk.js";
import { where } from "../../../static/js/state/where.js";
import { late } from "../../../static/js/words/late.js";
import * as maps from "../../../static/js/words/maps.js";
import { titleOf } from "../../../static/js/words/words.js";
import { answered } from "../explanations.js";
import { CLASSIC, CONVOLUTIONAL, DRAWING, stateAfter, traceOfCard } from "../models.js";

/** @typedef {import("../../../static/js/state/walk.js").Granularity} Granularity */

/** @param {Granularity} granularity @param {string} id */
function walking(granularity, id) {
  const step = stepsOf(CONVOLUTIONAL).findIndex((each) => each.id === id);
  return stateAfter([
    { type: "set", line: { connection: "online" } },
    { type: "network", network: CONVOLUTIONAL.name },
    { type: "drawn", drawing: DRAWING },
    { type: "trace", trace: traceOfCard(CONVOLUTIONAL) },
    { type: "granularity", granularity },
    { type: "goto", step },
    { type: "set", hand: { at: step } },
  ]);
}

/** How many presses of Next it takes from the first place of a step to the next step. @param {Granularity} granularity @param {string} id */
function presses(granularity, id) {
  let state = answered(walking(granularity, id), CONVOLUTIONAL);
  const { step } = state.place;
  for (let n = 1; ; n += 1) {
    state = answered(reduce(state, { type: "next" }), CONVOLUTIONAL);
    if (state.place.step !== step) return n;
  }
}

test("a layer\u2019s card says how its neurons stand", () => {
  const shapes = [-1, 0, 1, 2, 3, 4].map((layer) => shapeOf(CONVOLUTIONAL, layer)?.join("×"));
  assert.deepEqual(shapes, ["1×28×28", "2×24×24", "2×12×12", "3×8×8", "3×4×4", undefined]);
  assert.equal(shapeOf(CLASSIC, 0), null);
  const [first] = CONVOLUTIONAL.layers;
  const strided = { ...CONVOLUTIONAL, layers: [{ .../** @type {any} */ (first), stride: 2, padding: 1 }] };
  assert.deepEqual(shapeOf(strided, 0), [2, 13, 13]);
});

test("neurons are numbered map by map, row by row, and found again", () => {
  for (const neuron of [0, 1, 63, 64, 191]) {
    const place = placeIn([3, 8, 8], neuron);
    assert.equal(neuronAt([3, 8, 8], place), neuron);
  }
  assert.deepEqual(placeIn([3, 8, 8], 64 + 8 + 2), { map: 1, row: 1, column: 2 });
});

test("what a place depends on grows layer by layer, back to the pixels", () => {
  const place = { map: 0, row: 1, column: 2 };
  assert.deepEqual(windowOf(CONVOLUTIONAL, 3, place), { top: 2, left: 4, height: 2, width: 2 });
  const sides = fieldOf(CONVOLUTIONAL, 3, place).map(({ height, width }) => `${height}×${width}`);
  assert.deepEqual(sides, ["2×2", "6×6", "12×12", "16×16"]);
  assert.deepEqual(fieldOf(CONVOLUTIONAL, 3, place).at(-1), { top: 4, left: 8, height: 16, width: 16 });
});

test("a layer of maps is one step, by layer", () => {
  late.maps = maps;
  assert.deepEqual(stepsOf(CONVOLUTIONAL).slice(5, 9).map(({ id }) => id), ["maps-1", "maps-2", "maps-3", "maps-4"]);
  assert.equal(titleOf(walking("layer", "maps-1")), "Hidden layer 1 of 4: 2 maps of 24 × 24");
});

test("Next goes by map: its sums, then its activations; of a pool, what stays", () => {
  assert.equal(presses("map", "maps-1"), 2 * 2);
  assert.equal(presses("map", "maps-2"), 2);
});

test("Next goes by position, through every map", () => {
  assert.equal(presses("neuron", "maps-3"), 192);
  assert.equal(presses("neuron", "maps-4"), 48);
  assert.equal(presses("term", "maps-4"), 48, "a pool chooses at once");
  assert.ok(presses("term", "maps-3") > 192 * 5);
});

test("going by map is offered where there are maps", () => {
  assert.deepEqual(granularitiesOf(CLASSIC), ["layer", "neuron", "term"]);
  assert.deepEqual(granularitiesOf(CONVOLUTIONAL), ["layer", "map", "neuron", "term"]);
});

test("where a map is shown as a whole, its strongest place is looked into", () => {
  let state = walking("map", "maps-1");
  const trace = traceOfCard(CONVOLUTIONAL);
  trace.layers[0]?.a.set([99], 700);
  state = reduce(state, { type: "trace", trace });
  assert.equal(where(state).walked?.neuron, 0);
  for (let k = 0; k < 2; k += 1) state = reduce(state, { type: "next" });
  assert.equal(where(state).walked?.neuron, 576);
  assert.deepEqual(where(state).focus, { layer: 0, neuron: 700 });
});

test("a place that the window has not come to is not told", () => {
  const state = [1, 2, 3].reduce((before) => reduce(before, { type: "next" }), walking("neuron", "maps-1"));
  const told = [2, 3, 4].map((neuron) => toldOf(state, { layer: 0, neuron }));
  assert.deepEqual(told, ["activation", "activation", null]);
  assert.equal(toldOf(walking("layer", "maps-1"), { layer: 0, neuron: 4 }), "activation");
  assert.equal(toldOf(walking("layer", "maps-1"), { layer: 1, neuron: 4 }), null);
});

test("from a step of maps another network is looked at in the same layer, and back", () => {
  const deep = reduce(walking("layer", "maps-2"), { type: "network", network: CLASSIC.name });
  assert.deepEqual([where(deep).step.kind, where(deep).step.layer], ["activations", 1]);
  const back = reduce(deep, { type: "network", network: CONVOLUTIONAL.name });
  assert.deepEqual([where(back).step.kind, where(back).step.layer], ["maps", 1]);
});
