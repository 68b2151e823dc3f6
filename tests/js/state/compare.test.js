import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { changesOf, differencesOf, isSameShape, keptOf, movesOf } from "../../../static/js/state/compare.js";
import { reduce } from "../../../static/js/state/state.js";
import { CLASSIC, DRAWING, LINEAR, MAPS, readState, stateAfter, traceOfCard } from "../models.js";

const BEFORE = traceOfCard(CLASSIC);

/** A trace in which three neurons differ from `BEFORE`. */
function after() {
  const trace = traceOfCard(CLASSIC, { seq: 2 });
  const set = (/** @type {number} */ layer, /** @type {number} */ neuron, /** @type {number} */ by) => {
    const a = /** @type {Float32Array} */ (trace.layers[layer]?.a);
    a[neuron] = (a[neuron] ?? 0) + by;
  };
  set(0, 1, 0.25);
  set(0, 2, -0.5);
  set(2, 9, 0.75);
  return trace;
}

describe("what moved", () => {
  test("the neuron that moved most comes first", () => {
    const moves = movesOf(BEFORE, after());
    assert.equal(moves.length, 42);
    assert.deepEqual(
      moves.slice(0, 4).map(({ layer, neuron, change }) => [layer, neuron, Number(change.toFixed(4))]),
      [[2, 9, 0.75], [0, 2, -0.5], [0, 1, 0.25], [0, 0, 0]],
    );
    for (const { from, to, change } of moves) assert.equal(change, to - from);
  });

  test("each layer by the average size of its changes", () => {
    const changes = changesOf(movesOf(BEFORE, after()));
    assert.deepEqual(changes.map(({ layer }) => layer), [0, 1, 2]);
    assert.deepEqual(
      changes.map(({ average }) => Number(average.toFixed(4))),
      [0.75 / 16, 0, 0.75 / 10].map((value) => Number(value.toFixed(4))),
    );
    assert.equal(changes[0]?.most.neuron, 2);
  });

  test("a pass beside itself has not moved", () => {
    assert.ok(movesOf(BEFORE, BEFORE).every(({ change }) => change === 0));
  });

  test("neurons are paired between networks of one shape only", () => {
    assert.ok(isSameShape(CLASSIC, { ...CLASSIC, name: "deeper" }));
    assert.ok(!isSameShape(CLASSIC, LINEAR));
  });
});

describe("A", () => {
  test("an empty pad has no pass to keep", () => {
    assert.equal(keptOf(stateAfter([])), null);
    assert.equal(reduce(stateAfter([]), { type: "keep" }).answers.kept, null);
  });

  test("keeps everything that the pass was made of, whatever comes after", () => {
    const kept = reduce(readState(), { type: "keep" });
    const on = [
      { type: /** @type {const} */ ("edit"), edit: { kind: /** @type {const} */ ("bias"), layer: 0, neuron: 0, value: 9 } },
      { type: /** @type {const} */ ("clear") },
      { type: /** @type {const} */ ("network"), network: LINEAR.name },
    ].reduce(reduce, kept);
    const a = on.answers.kept;
    assert.ok(a);
    assert.deepEqual([a.work.network, a.work.drawing, a.work.edits, a.trace?.seq], [CLASSIC.name, DRAWING, [], 1]);

    const back = reduce(on, { type: "backToKept" });
    assert.equal(back.work.network, CLASSIC.name);
    assert.deepEqual(back.work.drawing, DRAWING);
    assert.deepEqual(back.work.edits, []);
    assert.equal(reduce(back, { type: "forget" }).answers.kept, null);
  });

  test("what B was made with that A was not, in words", () => {
    const a = readState().work;
    assert.deepEqual(differencesOf(a, a), []);
    assert.deepEqual(differencesOf(a, { ...a, drawing: [...a.drawing] }), []);
    assert.deepEqual(
      differencesOf(a, {
        ...a,
        drawing: [],
        network: "linear",
        edits: [{ kind: "bias", layer: 0, neuron: 0, value: 9 }],
        framing: { centred: false, shift: [0, 0] },
      }),
      ["the network", "the drawing", "the edits", "the framing"],
    );
    assert.deepEqual(differencesOf({ ...a, drawing: [] }, { ...a, drawing: [], blank: true }), ["the drawing"]);
  });
});

test("maps are not compared by figures: their activations travel only to be looked at", () => {
  const [one, other] = [traceOfCard(MAPS), traceOfCard(MAPS, { seq: 2 })].map((trace) => ({
    ...trace, layers: trace.layers.map((pass, k) => (k < 2 ? { ...pass, scale: Float32Array.of(1, 1) } : pass)),
  }));
  assert.ok(one && other);
  assert.deepEqual([...new Set(movesOf(one, other).map(({ layer }) => layer))], [2]);
});
