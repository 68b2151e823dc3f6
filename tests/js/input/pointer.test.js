import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { listenToPen } from "../../../static/js/input/pointer.js";
import { reduce } from "../../../static/js/state/state.js";
import { createStore } from "../../../static/js/page/store.js";
import { stateAfter } from "../models.js";

const PEN = { pointerId: 7, pointerType: "pen" };
const PALM = { pointerId: 11, pointerType: "touch" };
const SIDE = 200; // px of the pad, whose corner is at (100, 50)

/** A pad whose pointers the test moves; coordinates in pad units. */
function createPad() {
  const store = createStore(reduce, stateAfter([]));
  const surface = Object.assign(new EventTarget(), {
    box: { left: 100, top: 50, width: SIDE, height: SIDE },
    focus() {},
    setPointerCapture() {},
    getBoundingClientRect: () => surface.box,
  });
  listenToPen(/** @type {any} */ (surface), store.get, store.dispatch, () => {}, { penSeen: false });

  /**
   * @param {string} kind
   * @param {number} x
   * @param {number} y
   * @param {object} [more]
   */
  function send(kind, x, y, more = {}) {
    const { left, top, width, height } = surface.box;
    const place = { clientX: left + x * width, clientY: top + y * height };
    const mouse = { pointerId: 1, pointerType: "mouse", isPrimary: true, button: 0, buttons: 1 };
    const event = Object.assign(new Event(kind, { cancelable: true }), mouse, place, more);
    surface.dispatchEvent(event);
    return event;
  }
  /** Rounded: a point is one of the wire’s 65,536 × 65,536. */
  const drawing = () =>
    store.get().work.drawing.map((stroke) => stroke.map((point) => point.map((n) => Number(n.toFixed(4)))));
  return { store, surface, send, drawing };
}

describe("a pen", () => {
  test("draws from where it comes down to where it lifts", () => {
    const { send, drawing, store } = createPad();
    assert.equal(send("pointerdown", 0.1, 0.2).defaultPrevented, true);
    send("pointermove", 0.5, 0.2);
    send("pointerup", 0.5, 0.2);
    send("pointermove", 0.9, 0.9);
    assert.deepEqual(drawing(), [[[0.1, 0.2], [0.5, 0.2]]]);
    assert.equal(store.get().hand.penDown, false);
  });

  test("takes every point that the browser has collected", () => {
    const { send, drawing } = createPad();
    send("pointerdown", 0.1, 0.5);
    const at = (/** @type {number} */ x) => ({ clientX: 100 + x * SIDE, clientY: 150 });
    send("pointermove", 0.4, 0.5, { getCoalescedEvents: () => [at(0.2), at(0.3), at(0.4)] });
    assert.deepEqual(drawing(), [[[0.1, 0.5], [0.2, 0.5], [0.3, 0.5], [0.4, 0.5]]]);
  });

  test("does without collected points where there are none", () => {
    const { send, drawing } = createPad();
    send("pointerdown", 0.1, 0.5);
    send("pointermove", 0.4, 0.5, { getCoalescedEvents: () => [] });
    send("pointermove", 0.6, 0.5, { getCoalescedEvents: undefined });
    assert.deepEqual(drawing(), [[[0.1, 0.5], [0.4, 0.5], [0.6, 0.5]]]);
  });

  test("is one: a second pointer neither draws nor ends the stroke", () => {
    const { send, drawing, store } = createPad();
    send("pointerdown", 0.1, 0.1);
    const second = { pointerId: 2, isPrimary: false };
    send("pointerdown", 0.9, 0.9, second);
    send("pointermove", 0.8, 0.8, second);
    send("pointerup", 0.8, 0.8, second);
    assert.equal(store.get().hand.penDown, true);
    send("pointermove", 0.3, 0.1);
    assert.deepEqual(drawing(), [[[0.1, 0.1], [0.3, 0.1]]]);
  });

  test("draws with its tip, not with another button", () => {
    const { send, drawing } = createPad();
    send("pointerdown", 0.5, 0.5, { button: 2, buttons: 2 });
    send("pointermove", 0.7, 0.5, { button: -1, buttons: 2 });
    assert.deepEqual(drawing(), []);
  });

  test("is up when the system takes it away", () => {
    for (const end of ["pointercancel", "lostpointercapture"]) {
      const { send, drawing, store } = createPad();
      send("pointerdown", 0.1, 0.1);
      send(end, 0.1, 0.1);
      send("pointermove", 0.5, 0.5);
      assert.equal(store.get().hand.penDown, false);
      assert.equal(drawing()[0]?.length, 1);
    }
  });

  test("that leaves the pad stops at its edge and goes on where it comes back", () => {
    const { send, drawing } = createPad();
    send("pointerdown", 0.8, 0.5);
    send("pointermove", 1.2, 0.5);
    send("pointermove", 1.2, 0.7);
    send("pointermove", 0.8, 0.7);
    send("pointerup", 0.8, 0.7);
    assert.deepEqual(drawing(), [[[0.8, 0.5], [1, 0.5]], [[1, 0.7], [0.8, 0.7]]]);
  });

  test("keeps its line when the pad is resized under it", () => {
    const { send, drawing, surface } = createPad();
    send("pointerdown", 0.2, 0.2);
    surface.box = { left: 10, top: 400, width: 90, height: 90 };
    send("pointermove", 0.6, 0.6);
    assert.deepEqual(drawing(), [[[0.2, 0.2], [0.6, 0.6]]]);
  });
});

describe("an eraser", () => {
  /** A pad with a line from left to right. */
  function createLine() {
    const pad = createPad();
    pad.store.dispatch({ type: "drawn", drawing: [[[0.1, 0.5], [0.9, 0.5]]] });
    return pad;
  }

  test("as a tool takes away, in one step of undo", () => {
    const { send, store } = createLine();
    const before = store.get().work.drawing;
    store.dispatch({ type: "set", hand: { tool: "eraser" } });
    send("pointerdown", 0.3, 0.5);
    send("pointermove", 0.5, 0.5);
    send("pointermove", 0.6, 0.5);
    send("pointerup", 0.6, 0.5);
    assert.equal(store.get().work.drawing.length, 2);
    store.dispatch({ type: "undo" });
    assert.equal(store.get().work.drawing, before);
  });

  test("that touches nothing leaves nothing to undo", () => {
    const { send, store } = createLine();
    const { past } = store.get().hand;
    store.dispatch({ type: "set", hand: { tool: "eraser" } });
    send("pointerdown", 0.3, 0.1);
    send("pointermove", 0.6, 0.1);
    send("pointerup", 0.6, 0.1);
    assert.equal(store.get().hand.past, past);
  });

  test("at the end of a stylus works without the tool", () => {
    const { send, store } = createLine();
    send("pointerdown", 0.5, 0.4, { ...PEN, button: 5, buttons: 32 });
    send("pointermove", 0.5, 0.6, { ...PEN, button: -1, buttons: 32 });
    send("pointerup", 0.5, 0.6, { ...PEN, button: 5, buttons: 0 });
    assert.equal(store.get().work.drawing.length, 2);
    assert.equal(store.get().hand.tool, "pen");
  });

  test("is a pen’s barrel button, before contact and during it, while it is held", () => {
    const { send, store, drawing } = createLine();
    send("pointerdown", 0.5, 0.4, { ...PEN, button: 2, buttons: 2 });
    send("pointermove", 0.5, 0.6, { ...PEN, button: -1, buttons: 3 });
    assert.equal(store.get().work.drawing.length, 2, "it cut the line");
    send("pointermove", 0.5, 0.8, { ...PEN, button: 2, buttons: 1 });
    assert.deepEqual(drawing().at(-1), [[0.5, 0.6], [0.5, 0.8]], "let go, it draws on");
    send("pointermove", 0.5, 0.9, { ...PEN, button: 2, buttons: 3 });
    assert.equal(store.get().hand.penDown, false);
    send("pointermove", 0.5, 0.55, { ...PEN, button: -1, buttons: 3 });
    send("pointerup", 0.5, 0.55, { ...PEN, buttons: 0 });
    assert.equal(store.get().work.drawing.length, 2, "and rubbed its own line out");
    assert.equal(send("contextmenu", 0.5, 0.5).defaultPrevented, true);
  });
});

describe("a palm", () => {
  test("that rests on the pad before the pen gives way to it, and its mark goes", () => {
    const { send, drawing, store } = createPad();
    send("pointerdown", 0.9, 0.9, PALM);
    send("pointermove", 0.9, 0.8, PALM);
    send("pointerdown", 0.2, 0.2, PEN);
    send("pointermove", 0.8, 0.8, PALM);
    send("pointermove", 0.4, 0.2, PEN);
    send("pointerup", 0.8, 0.8, PALM);
    assert.equal(store.get().hand.penDown, true);
    send("pointerup", 0.4, 0.2, PEN);
    assert.deepEqual(drawing(), [[[0.2, 0.2], [0.4, 0.2]]]);
    assert.equal(store.get().hand.past.length, 1, "and Undo does not know it");
  });

  test("gives way to a pen that hovers, too, and draws nothing from then on", () => {
    const { send, drawing } = createPad();
    send("pointerdown", 0.9, 0.9, PALM);
    send("pointermove", 0.2, 0.2, { ...PEN, button: -1, buttons: 0 });
    assert.deepEqual(drawing(), []);
    send("pointerup", 0.9, 0.9, PALM);
    send("pointerdown", 0.9, 0.9, { ...PALM, pointerId: 12 });
    send("pointermove", 0.9, 0.7, { ...PALM, pointerId: 12 });
    assert.deepEqual(drawing(), []);
  });

  test("that comes down beside a pen at work does not end its stroke", () => {
    const { send, drawing } = createPad();
    send("pointerdown", 0.2, 0.2, PEN);
    send("pointerdown", 0.9, 0.9, PALM);
    send("pointermove", 0.4, 0.2, PEN);
    assert.deepEqual(drawing(), [[[0.2, 0.2], [0.4, 0.2]]]);
  });
});

describe("a pointer that the system takes away", () => {
  test("is as if it had never come down, where it was a finger", () => {
    const { send, store } = createPad();
    store.dispatch({ type: "drawn", drawing: [[[0.1, 0.5], [0.9, 0.5]]] });
    store.dispatch({ type: "clear" });
    store.dispatch({ type: "undo" });
    const before = store.get();
    send("pointerdown", 0.8, 0.5, PALM);
    send("pointermove", 1.2, 0.5, PALM); // it leaves, and comes back: two strokes
    send("pointermove", 0.8, 0.7, PALM);
    send("pointercancel", 0.8, 0.7, PALM);
    send("lostpointercapture", 0.8, 0.7, PALM);
    assert.deepEqual(store.get(), before);
  });

  test("gives back a blank page, and what was rubbed out", () => {
    for (const prepare of /** @type {const} */ ([
      [{ type: "blank" }],
      [{ type: "drawn", drawing: [[[0.1, 0.5], [0.9, 0.5]]] }, { type: "set", hand: { tool: "eraser" } }],
    ])) {
      const { send, store } = createPad();
      prepare.forEach(store.dispatch);
      const before = store.get();
      send("pointerdown", 0.5, 0.5, PALM);
      assert.notDeepEqual(store.get().work.drawing, before.work.drawing);
      send("pointercancel", 0.5, 0.5, PALM);
      assert.deepEqual(store.get(), before);
    }
  });

  test("covers no answer that had been shown", () => {
    const { send, store } = createPad();
    store.dispatch({ type: "drawn", drawing: [[[0.1, 0.5], [0.9, 0.5]]] });
    store.dispatch({ type: "cover", covered: true });
    store.dispatch({ type: "goto", step: Infinity });
    const before = store.get();
    send("pointerdown", 0.5, 0.2, PALM);
    assert.notEqual(store.get().place.step, before.place.step);
    send("pointercancel", 0.5, 0.2, PALM);
    assert.deepEqual(store.get(), before);
  });

  test("leaves its ink, where it was a pen", () => {
    const { send, drawing, store } = createPad();
    send("pointerdown", 0.2, 0.2, PEN);
    send("pointermove", 0.4, 0.2, PEN);
    send("pointercancel", 0.4, 0.2, PEN);
    assert.deepEqual(drawing(), [[[0.2, 0.2], [0.4, 0.2]]]);
    assert.equal(store.get().hand.penDown, false);
  });
});

describe("a pointer whose end is never told", () => {
  test("is up with its next move that has no button", () => {
    const { send, drawing, store } = createPad();
    send("pointerdown", 0.2, 0.2);
    send("pointermove", 0.4, 0.2);
    send("pointermove", 0.9, 0.9, { button: -1, buttons: 0 });
    assert.equal(store.get().hand.penDown, false);
    assert.deepEqual(drawing(), [[[0.2, 0.2], [0.4, 0.2]]]);
  });

  test("gives the pad to the next one", () => {
    for (const [lost, next] of /** @type {const} */ ([
      [PEN, { ...PEN, pointerId: 8 }], [PEN, PEN], [PALM, { ...PALM, pointerId: 12 }],
      [{}, {}], [{}, PALM], [PEN, {}],
    ])) {
      const { send, drawing } = createPad();
      send("pointerdown", 0.2, 0.2, lost);
      send("pointermove", 0.4, 0.2, lost);
      send("pointerdown", 0.2, 0.8, next);
      send("pointermove", 0.4, 0.8, next);
      assert.deepEqual(drawing(), [[[0.2, 0.2], [0.4, 0.2]], [[0.2, 0.8], [0.4, 0.8]]]);
    }
  });

  test("or that is gone before it can be captured still draws", () => {
    const { send, drawing, surface } = createPad();
    surface.setPointerCapture = () => {
      throw new DOMException("no such pointer", "NotFoundError");
    };
    send("pointerdown", 0.2, 0.2);
    send("pointermove", 0.4, 0.2);
    assert.deepEqual(drawing(), [[[0.2, 0.2], [0.4, 0.2]]]);
  });
});
