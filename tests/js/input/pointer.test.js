import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { listenToPen } from "../../../static/js/input/pointer.js";
import { reduce } from "../../../static/js/state.js";
import { createStore } from "../../../static/js/store.js";
import { stateAfter } from "../models.js";

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
  listenToPen(/** @type {any} */ (surface), store.get, store.dispatch);

  /**
   * @param {string} kind
   * @param {number} x
   * @param {number} y
   * @param {object} [more]
   */
  function send(kind, x, y, more = {}) {
    const { left, top, width, height } = surface.box;
    const place = { clientX: left + x * width, clientY: top + y * height };
    const event = Object.assign(new Event(kind, { cancelable: true }), { pointerId: 1, button: 0 }, place, more);
    surface.dispatchEvent(event);
    return event;
  }
  /** Rounded: a point is one of the wire’s 65,536 × 65,536. */
  const drawing = () =>
    store.get().drawing.map((stroke) => stroke.map((point) => point.map((n) => Number(n.toFixed(4)))));
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
    assert.equal(store.get().penDown, false);
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
    send("pointerdown", 0.9, 0.9, { pointerId: 2 });
    send("pointermove", 0.8, 0.8, { pointerId: 2 });
    send("pointerup", 0.8, 0.8, { pointerId: 2 });
    assert.equal(store.get().penDown, true);
    send("pointermove", 0.3, 0.1);
    assert.deepEqual(drawing(), [[[0.1, 0.1], [0.3, 0.1]]]);
  });

  test("draws with its tip, not with another button", () => {
    const { send, drawing } = createPad();
    send("pointerdown", 0.5, 0.5, { button: 2 });
    send("pointermove", 0.7, 0.5, { button: -1 });
    assert.deepEqual(drawing(), []);
  });

  test("is up when the system takes it away", () => {
    for (const end of ["pointercancel", "lostpointercapture"]) {
      const { send, drawing, store } = createPad();
      send("pointerdown", 0.1, 0.1);
      send(end, 0.1, 0.1);
      send("pointermove", 0.5, 0.5);
      assert.equal(store.get().penDown, false);
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
    const before = store.get().drawing;
    store.dispatch({ type: "tool", tool: "eraser" });
    send("pointerdown", 0.3, 0.5);
    send("pointermove", 0.5, 0.5);
    send("pointermove", 0.6, 0.5);
    send("pointerup", 0.6, 0.5);
    assert.equal(store.get().drawing.length, 2);
    store.dispatch({ type: "undo" });
    assert.equal(store.get().drawing, before);
  });

  test("that touches nothing leaves nothing to undo", () => {
    const { send, store } = createLine();
    const { past } = store.get();
    store.dispatch({ type: "tool", tool: "eraser" });
    send("pointerdown", 0.3, 0.1);
    send("pointermove", 0.6, 0.1);
    send("pointerup", 0.6, 0.1);
    assert.equal(store.get().past, past);
  });

  test("at the end of a stylus works without the tool", () => {
    const { send, store } = createLine();
    send("pointerdown", 0.5, 0.4, { button: 5 });
    send("pointermove", 0.5, 0.6, { button: -1 });
    send("pointerup", 0.5, 0.6);
    assert.equal(store.get().drawing.length, 2);
    assert.equal(store.get().tool, "pen");
  });
});
