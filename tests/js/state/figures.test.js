/** Figures of maps are written only where they are exact. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { figuresOf } from "../../../static/js/state/selectors.js";
import { initialState, reduce } from "../../../static/js/state/state.js";
import { tipOf } from "../../../static/js/words/tips.js";
import { explanation } from "../explanations.js";
import { DRAWING, MAPS, traceOfCard } from "../models.js";

const UNIT = { layer: 0, neuron: 81 + 10 };

/** What the page knows of a digit that was read by maps. */
function read() {
  const trace = traceOfCard(MAPS);
  const layers = trace.layers.map((pass, k) =>
    (k < 2 ? { ...pass, z: new Float32Array(), scale: Float32Array.of(0.01, 0.01) } : pass));
  const drawn = reduce(initialState([MAPS]), { type: "drawn", drawing: DRAWING });
  return reduce(drawn, { type: "trace", trace: { ...trace, layers } });
}

/** z and a of one map, as the server computed them. */
const map = { z: new Float32Array(81).fill(0.5, 10, 11), a: new Float32Array(81).fill(0.46212, 10, 11) };

test("a place of a map has no figures before its map is opened, and then those of the server", () => {
  const state = read();
  assert.equal(figuresOf(state, UNIT), null);
  assert.doesNotMatch(tipOf(state, { kind: "unit", ...UNIT }), /a =/);
  const opened = reduce(state, { type: "explanation", explanation: explanation(MAPS, { layer: 0, neuron: 85 }, { map }) });
  assert.deepEqual(figuresOf(opened, UNIT), { z: 0.5, a: Math.fround(0.46212) });
  assert.equal(tipOf(opened, { kind: "unit", ...UNIT }), "Map 2, row 2, column 2 of hidden layer 1\nz = 0.50, a = 0.46");
  assert.equal(figuresOf(opened, { layer: 0, neuron: 10 }), null); // of the other map
  const again = reduce(opened, { type: "trace", trace: { ...traceOfCard(MAPS), layers: state.answers.trace?.layers ?? [], seq: 9 } });
  assert.equal(figuresOf(again, UNIT), null);
});

test("a layer of neurons has its figures at once", () => {
  const output = { layer: 2, neuron: 3 };
  assert.equal(figuresOf(read(), output)?.a, Math.fround(0.96));
});

test("the page keeps the neurons opened last, however many places one steps through", () => {
  let state = read();
  for (let neuron = 0; neuron < 162; neuron += 1) {
    state = reduce(state, { type: "explanation", explanation: explanation(MAPS, { layer: 0, neuron }) });
  }
  const kept = Object.keys(state.answers.explanations);
  assert.ok(kept.length <= 101);
  assert.equal(kept.at(-1), "0 161");
});
