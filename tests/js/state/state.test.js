import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { momentOf } from "../../../static/js/state/moment.js";
import { initialState, isEmpty, reduce, traceOf } from "../../../static/js/state/state.js";
import { stepsOf } from "../../../static/js/state/steps.js";
import { CARDS, CLASSIC, DRAWING, LINEAR, PHOTO, readState, stateAfter, traceOfCard } from "../models.js";
import { seeded } from "../seeded.js";
import { where } from "../../../static/js/state/where.js";

/**
 * @typedef {import("../../../static/js/state/state.js").State} State
 * @typedef {import("../../../static/js/state/state.js").Action} Action
 * @typedef {import("../../../static/js/types.js").Drawing} Drawing
 */

const LAST = stepsOf(CLASSIC).length - 1;
/** @param {string} id */
const stepNamed = (id) => stepsOf(CLASSIC).findIndex((step) => step.id === id);

describe("the first state", () => {
  test("stands at the answer of the first network, with nothing drawn", () => {
    const state = initialState(CARDS);
    assert.equal(state.work.network, "classic");
    assert.equal(state.place.step, LAST);
    assert.equal(state.hand.at, LAST);
    assert.ok(isEmpty(state));
    assert.equal(traceOf(state), null);
  });

  test("takes up what was remembered, but no network that is gone", () => {
    assert.equal(initialState(CARDS, { work: { network: "linear" } }).place.step, stepsOf(LINEAR).length - 1);
    const state = initialState(CARDS, { work: { network: "gone" }, place: { notation: "p" }, hand: { speed: 2 } });
    assert.deepEqual([state.work.network, state.place.notation, state.hand.speed], ["classic", "p", 2]);
  });

  test("cannot be without a network", () => {
    assert.throws(() => initialState([]), /expected at least one network/);
  });
});

describe("drawing", () => {
  test("a stroke begins, grows and ends", () => {
    const state = stateAfter([
      { type: "strokeBegan", point: [0.2, 0.2] },
      { type: "strokeGrew", points: [[0.4, 0.2], [0.6, 0.2]] },
      { type: "strokeEnded" },
      { type: "strokeBegan", point: [0.4, 0.4] },
    ]);
    assert.deepEqual(state.work.drawing, [[[0.2, 0.2], [0.4, 0.2], [0.6, 0.2]], [[0.4, 0.4]]]);
    assert.equal(state.hand.penDown, true);
    assert.equal(reduce(state, { type: "strokeEnded" }).hand.penDown, false);
  });

  test("a pen that is up draws nothing", () => {
    const state = readState();
    assert.equal(reduce(state, { type: "strokeGrew", points: [[0.4, 0.4]] }), state);
    assert.equal(reduce(state, { type: "strokeEnded" }), state);
  });

  test("a finished stroke is never changed in place", () => {
    const [first] = DRAWING;
    const state = stateAfter([
      { type: "drawn", drawing: DRAWING },
      { type: "strokeBegan", point: [0, 0] },
      { type: "strokeGrew", points: [[1, 1]] },
    ]);
    assert.equal(state.work.drawing[0], first);
    assert.deepEqual(DRAWING, [[[0.2, 0.2], [0.8, 0.8]]]);
  });

  test("clear empties the pad, and what was there comes back by undo", () => {
    const cleared = reduce(readState(), { type: "clear" });
    assert.ok(isEmpty(cleared));
    assert.equal(traceOf(cleared), null, "an empty pad has no answer");
    assert.equal(reduce(cleared, { type: "undo" }).work.drawing, DRAWING);
    assert.equal(reduce(cleared, { type: "clear" }), cleared, "nothing to clear, nothing to undo");
  });

  test("a blank page is no empty pad, and ends with the next stroke", () => {
    const blank = reduce(readState(), { type: "blank" });
    assert.equal(blank.work.blank, true);
    assert.deepEqual(blank.work.drawing, []);
    assert.ok(!isEmpty(blank));
    assert.equal(reduce(blank, { type: "strokeBegan", point: [0, 0] }).work.blank, false);
    assert.equal(reduce(blank, { type: "clear" }).work.blank, false);
  });

  test("one move of the eraser is one step of undo", () => {
    const state = stateAfter([
      { type: "drawn", drawing: DRAWING },
      { type: "erased", drawing: [[[0.2, 0.2], [0.4, 0.4]]], begins: true },
      { type: "erased", drawing: [], begins: false },
      { type: "undo" },
    ]);
    assert.equal(state.work.drawing, DRAWING);
  });

  test("a tool is chosen", () => {
    assert.equal(stateAfter([{ type: "set", hand: { tool: "eraser" } }]).hand.tool, "eraser");
  });
});

describe("our sample", () => {
  const sample = () => stateAfter([{ type: "sample", drawing: DRAWING }]);
  /** @type {Action} */
  const penDown = { type: "strokeBegan", point: [0.5, 0.5] };

  test("goes when the pen comes down, and undo brings it back as a sample", () => {
    const own = reduce(reduce(sample(), penDown), { type: "strokeEnded" });
    assert.equal(own.work.drawing.length, 1);
    assert.ok(!own.work.sample);
    const back = reduce(own, { type: "undo" });
    assert.deepEqual([back.work.drawing, back.work.sample], [DRAWING, true]);
    assert.equal(reduce(back, penDown).work.drawing.length, 1, "it goes once more");
    const again = reduce(back, { type: "redo" });
    assert.deepEqual([again.work.drawing, again.work.sample], [own.work.drawing, false]);
    assert.equal(reduce(reduce(own, penDown), { type: "strokeEnded" }).work.drawing.length, 2, "the second stroke stays with the first");
  });

  test("is rubbed out in part, and what is left is the person's own", () => {
    const left = [[/** @type {const} */ ([0.2, 0.2]), /** @type {const} */ ([0.4, 0.4])]];
    const rubbed = reduce(sample(), { type: "erased", drawing: left, begins: true });
    assert.ok(!rubbed.work.sample);
    assert.equal(reduce(rubbed, penDown).work.drawing.length, 2);
    const missed = sample();
    assert.equal(reduce(missed, { type: "erased", drawing: missed.work.drawing, begins: true }), missed, "rubbed beside it");
  });

  test("stays one after a reload, since its address says so; another link's drawing is none", () => {
    const reloaded = stateAfter([{ type: "restored", moment: momentOf(sample()) }]);
    assert.deepEqual([reloaded.work.drawing, reloaded.work.sample], [DRAWING, true]);
    const linked = reduce(sample(), { type: "restored", moment: { work: { drawing: [[[0, 0], [1, 1]]] } } });
    assert.ok(!linked.work.sample);
    assert.ok(reduce(linked, { type: "undo" }).work.sample);
  });

  test("leaves nothing covered in sight when it is drawn over at its answer", () => {
    const shown = [
      /** @type {Action} */ ({ type: "sample", drawing: DRAWING }), { type: "cover", covered: true }, { type: "goto", step: LAST },
    ].reduce((state, action) => reduce(state, /** @type {Action} */ (action)), readState());
    for (const action of /** @type {Action[]} */ ([
      penDown, { type: "undo" }, { type: "clear" }, { type: "blank" }, { type: "sample", drawing: [[[0, 0]]] },
      { type: "erased", drawing: [], begins: true },
    ])) {
      const { place: { covered, step }, hand: { at } } = reduce(shown, action);
      assert.deepEqual([covered, step, at], [true, stepNamed("inputs"), stepNamed("inputs")], action.type);
    }
  });
});

describe("undo and redo", () => {
  test("go through every drawing and back, in any order", () => {
    const random = seeded(5);
    for (let round = 0; round < 50; round += 1) {
      let state = initialState(CARDS);
      /** @type {Drawing[]} */
      const drawings = [state.work.drawing];
      for (let k = 0; k < 12; k += 1) {
        state = reduce(state, { type: "strokeBegan", point: [random(), random()] });
        state = reduce(state, { type: "strokeEnded" });
        drawings.push(state.work.drawing);
      }
      let place = drawings.length - 1;
      for (let k = 0; k < 40; k += 1) {
        const back = random() < 0.5;
        state = reduce(state, { type: back ? "undo" : "redo" });
        place = Math.min(drawings.length - 1, Math.max(0, place + (back ? -1 : 1)));
        assert.equal(state.work.drawing, drawings[place]);
      }
    }
  });

  test("know a blank page from a pad that was cleared", () => {
    const blank = stateAfter([{ type: "drawn", drawing: DRAWING }, { type: "blank" }]);
    for (const [there, back] of /** @type {const} */ ([["undo", "redo"], ["clear", "undo"]])) {
      const left = reduce(blank, { type: there });
      assert.ok(!left.work.blank);
      assert.ok(reduce(left, { type: back }).work.blank);
    }
    const cleared = stateAfter([{ type: "drawn", drawing: DRAWING }, { type: "clear" }, { type: "undo" }, { type: "redo" }]);
    assert.ok(!cleared.work.blank);
  });

  test("a new stroke leaves nothing to redo", () => {
    const state = stateAfter([
      { type: "drawn", drawing: DRAWING },
      { type: "undo" },
      { type: "strokeBegan", point: [0.4, 0.4] },
    ]);
    assert.deepEqual(state.hand.future, []);
    assert.equal(reduce(state, { type: "redo" }), state);
  });

  test("remember a hundred drawings, not a whole lesson's", () => {
    /** @type {Action[]} */
    const many = Array.from({ length: 300 }, () => ({ type: "drawn", drawing: DRAWING }));
    assert.equal(stateAfter(many).hand.past.length, 100);
  });
});

describe("what the server says", () => {
  test("a trace ends an error, and counts only for its network", () => {
    const state = stateAfter([
      { type: "drawn", drawing: DRAWING },
      { type: "set", line: { error: "expected this, found that" } },
    ]);
    assert.equal(state.line.error, "expected this, found that");
    const read = reduce(state, { type: "trace", trace: traceOfCard(CLASSIC) });
    assert.equal(read.line.error, null);
    assert.equal(traceOf(read), read.answers.trace);
    assert.equal(traceOf(reduce(read, { type: "network", network: "linear" })), null);
  });

  test("nothing that was drawn is lost by an error or a lost connection", () => {
    for (const action of /** @type {Action[]} */ ([
      { type: "set", line: { error: "no" } },
      { type: "set", line: { connection: "offline" } },
      { type: "set", line: { connection: "unreachable" } },
    ])) {
      const state = reduce(readState(), action);
      assert.equal(state.work.drawing, DRAWING);
      assert.notEqual(traceOf(state), null);
    }
  });

  test("the same connection again is no change", () => {
    const state = readState();
    assert.equal(reduce(state, { type: "set", line: { connection: "online" } }), state);
  });

  test("weights are kept by network and layer", () => {
    const weights = { W: new Float32Array(160), b: new Float32Array(10) };
    const state = stateAfter([
      { type: "weights", network: "classic", layer: 2, weights },
      { type: "weights", network: "classic", layer: 0, weights },
    ]);
    assert.equal(state.weights["classic"]?.[2], weights);
    assert.equal(state.weights["classic"]?.[0], weights);
    assert.equal(state.weights["classic"]?.[1], undefined);
  });
});

describe("walking the pass", () => {
  test("next and back stop at the same places, and end at the ends", () => {
    const steps = (/** @type {State} */ state, /** @type {"next" | "back"} */ type) => {
      const seen = [state.place.step];
      for (let k = 0; k < 50; k += 1) {
        const moved = reduce(state, { type });
        if (moved.place.step !== state.place.step) seen.push(moved.place.step);
        state = moved;
      }
      return seen;
    };
    const end = readState();
    const backwards = steps(end, "back");
    const start = reduce(end, { type: "goto", step: backwards.at(-1) ?? 0 });
    assert.deepEqual(steps(start, "next"), backwards.reverse());
    assert.equal(backwards.at(-1), LAST);
  });

  test("an opened group has all its steps as stops, a closed one only its last", () => {
    let state = reduce(readState(), { type: "goto", step: stepNamed("inputs") });
    state = reduce(state, { type: "next" });
    assert.equal(state.place.step, stepNamed("sums-1"));
    state = reduce(state, { type: "group", group: "Hidden 1" });
    state = reduce(state, { type: "goto", step: stepNamed("inputs") });
    state = reduce(state, { type: "next" });
    assert.equal(state.place.step, stepNamed("activations-1"));
    state = reduce(state, { type: "group", group: "Prepare" });
    state = reduce(state, { type: "goto", step: stepNamed("inputs") });
    state = reduce(state, { type: "back" });
    assert.equal(state.place.step, stepNamed("centre"));
    assert.equal(reduce(state, { type: "back" }).place.step, stepNamed("fit"));
  });

  test("goto stays within the pass and stops the player", () => {
    const playing = reduce(readState(), { type: "set", hand: { playing: true } });
    const there = reduce(playing, { type: "goto", step: Infinity });
    assert.deepEqual([there.place.step, there.hand.playing], [LAST, false]);
    assert.equal(reduce(playing, { type: "goto", step: -3 }).place.step, 0);
  });

  test("playing ends at the answer", () => {
    let state = reduce(readState(), { type: "goto", step: LAST - 1 });
    state = reduce(state, { type: "set", hand: { playing: true } });
    assert.equal(state.hand.playing, true);
    assert.equal(reduce(state, { type: "next" }).hand.playing, false);
  });

  test("the handle of the timeline moves the pass between steps", () => {
    const state = reduce(readState(), { type: "scrubbed", at: 4.4 });
    assert.deepEqual([state.hand.at, state.place.step, state.hand.playing], [4.4, 4, false]);
    assert.equal(reduce(state, { type: "set", hand: { at: 4.2 } }).hand.at, 4.2);
  });

  test("another network stands at the same step where it has one", () => {
    const fit = reduce(readState(), { type: "goto", step: stepNamed("fit") });
    const linear = reduce(fit, { type: "network", network: "linear" });
    assert.equal(stepsOf(LINEAR)[linear.place.step]?.id, "fit");
    const output = reduce(readState(), { type: "goto", step: stepNamed("sums-3") });
    const shallow = reduce(output, { type: "network", network: "linear" });
    assert.equal(stepsOf(LINEAR)[shallow.place.step]?.id, "sums-1");
    assert.equal(shallow.hand.at, shallow.place.step);
    assert.equal(reduce(shallow, { type: "network", network: "linear" }), shallow);
  });

  test("another network never gives the answer away: without hidden layers it stands at its inputs", () => {
    const hidden = reduce(readState(), { type: "goto", step: stepNamed("activations-2") });
    const linear = reduce(hidden, { type: "network", network: "linear" });
    assert.equal(stepsOf(LINEAR)[linear.place.step]?.id, "inputs");
  });

  test("the neuron that was silenced stays the one that is edited", () => {
    const state = reduce(readState(), { type: "edit", edit: { kind: "activation", layer: 2, neuron: 5, value: 0 } });
    assert.deepEqual(state.place.selected, { layer: 2, neuron: 5 });
  });

  test("speed is set", () => {
    assert.equal(stateAfter([{ type: "set", hand: { speed: 4 } }]).hand.speed, 4);
  });
});

describe("covering the answer", () => {
  const output = stepNamed("sums-3");

  test("takes the pass back to the inputs, once for each drawing", () => {
    const covered = reduce(readState(), { type: "cover", covered: true });
    assert.equal(covered.place.step, stepNamed("inputs"));
    const shown = reduce(covered, { type: "goto", step: LAST });
    assert.equal(shown.place.step, LAST, "the answer may be walked to");
    const again = reduce(shown, { type: "drawn", drawing: [[[0.4, 0.4]]] });
    assert.ok(again.place.step < output, "a new drawing covers it anew");
  });

  test("lets the pass stand where no answer can be seen", () => {
    const early = reduce(readState(), { type: "goto", step: stepNamed("sums-1") });
    assert.equal(reduce(early, { type: "cover", covered: true }).place.step, stepNamed("sums-1"));
  });

  test("is taken off without moving", () => {
    const covered = reduce(readState(), { type: "cover", covered: true });
    const open = reduce(covered, { type: "cover", covered: false });
    assert.deepEqual([open.place.covered, open.place.step], [false, covered.place.step]);
  });
});

describe("looking closer", () => {
  test("the inspector follows the strongest neuron of the step", () => {
    const at = (/** @type {string} */ id) =>
      where(reduce(readState(), { type: "goto", step: stepNamed(id) })).focus;
    assert.deepEqual(at("sums-1"), { layer: 0, neuron: 3 });
    assert.deepEqual(at("activations-2"), { layer: 1, neuron: 6 });
    assert.deepEqual(at("answer"), { layer: 2, neuron: 3 });
    assert.equal(at("inputs"), null);
  });

  test("until a neuron is chosen, and again once it is let go", () => {
    const unit = { layer: 1, neuron: 4 };
    const chosen = reduce(readState(), { type: "select", unit });
    assert.deepEqual(where(chosen).focus, unit);
    assert.equal(reduce(chosen, { type: "select", unit: { ...unit } }), chosen);
    const free = reduce(chosen, { type: "select", unit: null });
    assert.deepEqual(where(free).focus, { layer: 2, neuron: 3 });
    assert.equal(where(reduce(chosen, { type: "network", network: "linear" })).focus, null);
  });

  test("the same place under the pointer is no change", () => {
    const target = /** @type {const} */ ({ kind: "pixel", pixel: 30 });
    const state = stateAfter([{ type: "hover", target }]);
    assert.deepEqual(state.hand.hovered, target);
    assert.equal(reduce(state, { type: "hover", target: { ...target } }), state);
    assert.equal(reduce(state, { type: "hover", target: null }).hand.hovered, null);
  });

  test("a touch’s place is left with the next step, a mouse’s is not", () => {
    const target = /** @type {const} */ ({ kind: "unit", layer: 1, neuron: 4 });
    for (const move of /** @type {const} */ ([{ type: "back" }, { type: "goto", step: 3 }, { type: "scrubbed", at: 6.4 }])) {
      const tapped = reduce(readState(), { type: "hover", target, tapped: true });
      assert.equal(reduce(tapped, move).hand.hovered, null);
      const pointed = reduce(tapped, { type: "hover", target, tapped: false });
      assert.deepEqual(reduce(pointed, move).hand.hovered, target);
    }
  });

  test("views are chosen", () => {
    const state = stateAfter([
      { type: "set", place: { lines: "weight" } },
      { type: "set", place: { notation: "p" } },
      { type: "set", place: { view: "weights" } },
      { type: "set", place: { stretched: true } },
    ]);
    assert.deepEqual(
      [state.place.lines, state.place.notation, state.place.view, state.place.stretched],
      ["weight", "p", "weights", true],
    );
  });
});

test("no action changes the state that it was given", () => {
  /** @type {readonly Action[]} */
  const actions = [
    { type: "strokeBegan", point: [0, 0] }, { type: "strokeGrew", points: [[1, 1]] },
    { type: "strokeEnded" }, { type: "erased", drawing: [], begins: true },
    { type: "drawn", drawing: [] }, { type: "undo" }, { type: "redo" }, { type: "clear" },
    { type: "blank" }, { type: "set", hand: { tool: "eraser" } }, { type: "network", network: "linear" },
    { type: "trace", trace: traceOfCard(CLASSIC) }, { type: "set", line: { error: "no" } },
    { type: "set", line: { connection: "offline" } }, { type: "next" }, { type: "back" },
    { type: "goto", step: 2 }, { type: "set", hand: { at: 2.5 } }, { type: "scrubbed", at: 2.5 },
    { type: "group", group: "Prepare" }, { type: "set", hand: { playing: true } }, { type: "set", hand: { speed: 2 } },
    { type: "select", unit: { layer: 0, neuron: 0 } }, { type: "hover", target: { kind: "pixel", pixel: 1 } },
    { type: "set", place: { lines: "weight" } }, { type: "cover", covered: true },
    { type: "set", place: { notation: "p" } }, { type: "set", place: { view: "weights" } },
    { type: "set", place: { stretched: true } },
  ];
  const state = reduce(readState(), { type: "strokeBegan", point: [0.6, 0.6] });
  const before = structuredClone(state);
  for (const action of actions) {
    reduce(state, action);
    assert.deepEqual(state, before, action.type);
  }
});

describe("an image that is read instead of a drawing", () => {
  const ids = (/** @type {State} */ state) => where(state).steps.slice(0, 8).map(({ id }) => id);
  const photographed = () => reduce(readState(), { type: "image", image: PHOTO });

  test("a photo is stepped through from itself on, each stage a step", () => {
    let state = reduce(photographed(), { type: "trace", trace: traceOfCard(CLASSIC, { digit: null }) });
    assert.deepEqual(ids(state), ["photo", "grey", "even", "ink", "crop", "fit", "centre", "inputs"]);
    const seen = [where(state).step.id];
    while (where(state).step.id !== "inputs") {
      state = reduce(state, { type: "next" });
      seen.push(where(state).step.id);
    }
    assert.deepEqual(seen, ids(state));
    assert.equal(where(reduce(state, { type: "back" })).step.id, "centre");
  });

  test("an image without a photo begins with the input, at the step where one was", () => {
    const state = reduce(readState(), { type: "image", image: { ...PHOTO, photo: null } });
    assert.deepEqual(ids(state).slice(0, 2), ["inputs", "sums-1"]);
    assert.equal(where(state).step.id, "answer");
    assert.equal(state.hand.at, state.place.step);
    assert.ok(!isEmpty(state));
  });

  test("a stroke, Clear and Undo take it away and bring it back", () => {
    const state = photographed();
    assert.ok(isEmpty(reduce(state, { type: "clear" })));
    const drawn = reduce(state, { type: "strokeBegan", point: [0.5, 0.5] });
    assert.deepEqual([drawn.work.image, drawn.work.drawing.length], [null, 1]);
    assert.deepEqual(where(drawn).step.id, "drawing");
    const undone = reduce(drawn, { type: "undo" });
    assert.equal(undone.work.image, PHOTO);
    assert.deepEqual(reduce(undone, { type: "undo" }).work.drawing, DRAWING);
  });
});
