import assert from "node:assert/strict";
import { test } from "node:test";

import { encodeEdits } from "../../../static/js/wire/edits.js";
import { noteInWords } from "../../../static/js/words/predict.js";
import { createReader } from "../../../static/js/wire/reader.js";
import { reduce } from "../../../static/js/state/state.js";
import { createStore } from "../../../static/js/page/store.js";
import { Refused, WIRE } from "../../../static/js/wire/decode.js";
import { CLASSIC, DRAWING, stateAfter } from "../models.js";

/** @typedef {import("../../../static/js/state/state.js").Action} Action */

const floats = (/** @type {number} */ n) => new Uint8Array(new Float32Array(n).buffer);

const TOO_LARGE = Math.fround(3e38);
const OVERFLOW = { code: "overflow", expected: "results within float32", found: "infinite", message: "expected results within float32, found infinite" };

/** An answer to any `pass`; at an `explain` the line breaks. */
function server() {
  /** @type {{event: string, message: any}[]} */
  const asked = [];
  return {
    asked,
    passes: () => asked.filter(({ event }) => event === "pass").map(({ message }) => message),
    ask(/** @type {string} */ event, /** @type {any} */ message) {
      asked.push({ event, message });
      if (event !== "pass") return Promise.reject(new Error("the line broke"));
      const isTooLarge = message.edits?.some((/** @type {any} */ { value }) => new Float32Array(value)[0] === TOO_LARGE);
      if (isTooLarge) return Promise.resolve({ v: WIRE, seq: message.seq, error: OVERFLOW });
      const layers = CLASSIC.layers.map(({ outputs }) => ({ z: floats(outputs), a: floats(outputs) }));
      return Promise.resolve({
        v: WIRE, seq: message.seq, network: message.network, digit: null,
        layers, prediction: 0, runner_up: 1,
      });
    },
  };
}

/** @param {readonly Action[]} actions  after a digit was drawn */
async function after(...actions) {
  const { asked, passes, ask } = server();
  const store = createStore(reduce, stateAfter([]));
  createReader(store, ask);
  store.dispatch({ type: "set", line: { connection: "online" } });
  store.dispatch({ type: "drawn", drawing: DRAWING });
  await settled();
  asked.length = 0;
  for (const action of actions) {
    store.dispatch(action);
    await settled();
  }
  return { asked, passes: passes(), state: store.get() };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 60)); // longer than between two explanations

test("an edit is asked about, and explained with, at once", async () => {
  /** @type {import("../../../static/js/state/edits.js").Edit} */
  const edit = { kind: "activation", layer: 0, neuron: 3, value: 0 };
  const { asked, passes } = await after({ type: "edit", edit });
  assert.deepEqual(passes.map(({ edits }) => edits), [encodeEdits([edit])]);
  const explained = asked.filter(({ event }) => event === "explain").at(-1);
  assert.deepEqual(explained?.message.edits, encodeEdits([edit]));
});

test("an edit that overflows is undone, and told; those before stay", async () => {
  /** @type {import("../../../static/js/state/edits.js").Edit} */
  const small = { kind: "bias", layer: 0, neuron: 3, value: 1 };
  const { passes, state } = await after(
    { type: "edit", edit: small },
    { type: "edit", edit: { kind: "weight", layer: 0, neuron: 3, input: 0, value: TOO_LARGE } },
  );
  assert.deepEqual(passes.map(({ edits }) => edits?.length), [1, 2, 1]);
  assert.deepEqual(state.work.edits, [small]);
  assert.equal(state.line.error, null);
  assert.match(noteInWords(state.line.note), /range of float32/);
});

test("an edit that makes a question too large is undone, and told; the last answer stays", async () => {
  const { ask } = server();
  const store = createStore(reduce, stateAfter([]));
  createReader(store, (event, /** @type {any} */ message) =>
    (message.edits?.length > 1 ? Promise.reject(new Refused("size")) : ask(event, message)));
  store.dispatch({ type: "set", line: { connection: "online" } });
  store.dispatch({ type: "drawn", drawing: DRAWING });
  store.dispatch({ type: "edit", edit: { kind: "bias", layer: 0, neuron: 3, value: 1 } });
  await settled();
  const { trace } = store.get().answers;
  assert.ok(trace);
  store.dispatch({ type: "edit", edit: { kind: "bias", layer: 0, neuron: 4, value: 1 } });
  await settled();
  const { work, line, answers } = store.get();
  assert.equal(work.edits.length, 1);
  assert.match(noteInWords(line.note), /64 KB: it was undone/);
  assert.deepEqual(answers.trace?.layers, trace.layers);
  assert.equal(line.error, null);
});

test("without edits a question carries none, and the framing is MNIST's", async () => {
  const { passes: [pass] } = await after({ type: "drawn", drawing: [[[0, 0]]] });
  assert.ok(!("edits" in pass));
  assert.deepEqual([pass.input.centred, pass.input.shift], [true, [0, 0]]);
});

test("a framing is asked about; a blank page has none", async () => {
  const { passes } = await after({ type: "shift", by: [2, -1] }, { type: "blank" });
  assert.deepEqual(passes[0].input.shift, [2, -1]);
  assert.deepEqual(Object.keys(passes[1].input), ["image"]);
});

test("an A that came with a link is read once, whatever is on the pad, and again when the line was gone", async () => {
  /** @type {import("../../../static/js/state/state.js").Work} */
  const a = {
    network: "linear", drawing: [[[0, 0], [1, 1]]], blank: false, sample: false, image: null, framing: { centred: false, shift: [1, 0] },
    edits: [{ kind: "activation", layer: 0, neuron: 3, value: 0 }],
  };
  const { passes, state } = await after(
    { type: "set", line: { connection: "unreachable" } },
    { type: "clear" },
    { type: "restored", moment: { kept: a } },
    { type: "set", line: { connection: "online" } },
    { type: "drawn", drawing: DRAWING },
  );
  const [first, ...others] = passes;
  assert.deepEqual([first.network, first.input.lengths, first.input.shift], ["linear", [2], [1, 0]]);
  assert.deepEqual(first.edits, encodeEdits(a.edits));
  assert.deepEqual(others.map(({ network }) => network), [CLASSIC.name]);
  assert.equal(state.answers.kept?.trace?.network, "linear");
  assert.notEqual(state.answers.trace?.seq, state.answers.kept?.trace?.seq);
  assert.equal(state.work.network, CLASSIC.name);
});

test("an A that the server refuses is forgotten, and told", async () => {
  const { state } = await after({
    type: "restored",
    moment: {
      kept: {
        network: CLASSIC.name, drawing: [], blank: true, sample: false, image: null, framing: { centred: true, shift: [0, 0] },
        edits: [{ kind: "bias", layer: 0, neuron: 3, value: TOO_LARGE }],
      },
    },
  });
  assert.equal(state.answers.kept, null);
  assert.equal(state.line.note, "A could not be read, and was forgotten. The numbers grew too large to compute with. Make a weight or an input smaller.");
  assert.equal(state.line.error, null);
});

test("an answer about an A that is no longer kept is left aside", async () => {
  const drawn = stateAfter([{ type: "drawn", drawing: DRAWING }]);
  const before = { work: drawn.work, trace: null };
  for (const type of /** @type {const} */ (["keptRead", "keptRefused"])) {
    const action = /** @type {Action} */ ({ type, kept: before, trace: drawn.answers.trace, message: "" });
    assert.equal(reduce(drawn, action), drawn);
  }
});

test("centred and as drawn are read side by side while “Input” is open, and only then", async () => {
  const { passes, state } = await after(
    { type: "set", place: { tool: "input" } },
    { type: "shift", by: [1, 0] },
    { type: "set", place: { tool: "neuron" } },
    { type: "shift", by: [1, 0] },
  );
  assert.deepEqual(
    passes.map(({ input }) => [input.centred, input.shift[0]]),
    [[false, 0], [true, 1], [false, 1], [true, 2]],
  );
  assert.ok(state.answers.twin);
  assert.notEqual(state.answers.trace?.seq, state.answers.twin.seq);
});
