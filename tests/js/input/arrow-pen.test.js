import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { CELLS, listenToArrows } from "../../../static/js/input/arrow-pen.js";
import { reduce } from "../../../static/js/state/state.js";
import { createStore } from "../../../static/js/page/store.js";
import { stateAfter } from "../models.js";

const FIRST = [8.5 / CELLS, 3.5 / CELLS]; // where the keys begin

/** A pad that the keyboard comes to. */
function createPad() {
  const store = createStore(reduce, stateAfter([]));
  const surface = Object.assign(new EventTarget(), { matches: () => true });
  /** @type {{at: unknown, words: string}[]} */
  const told = [];
  listenToArrows(/** @type {any} */ (surface), store.get, store.dispatch, (at, words) => told.push({ at, words }));
  const send = (/** @type {string} */ kind, /** @type {object} */ more = {}) => {
    const event = Object.assign(new Event(kind, { cancelable: true }), more);
    surface.dispatchEvent(event);
    return event;
  };
  const press = (/** @type {readonly string[]} */ ...keys) => keys.map((key) => send("keydown", { key }));
  const drawing = () =>
    store.get().work.drawing.map((stroke) => stroke.map((point) => point.map((n) => Number(n.toFixed(3)))));
  return { store, told, send, press, drawing };
}

/** @param {number} right @param {number} down */
const cell = (right, down) => [Number(((8.5 + right) / CELLS).toFixed(3)), Number(((3.5 + down) / CELLS).toFixed(3))];

describe("the arrow keys", () => {
  test("move with the pen up, and draw with it down", () => {
    const { press, send, drawing, told } = createPad();
    send("focus");
    press("ArrowLeft", " ", "ArrowDown", "ArrowRight", " ", "ArrowDown");
    assert.deepEqual(drawing(), [[cell(-1, 0), cell(-1, 1), cell(0, 1)]]);
    assert.deepEqual(told[0], { at: FIRST, words: "Row 4, column 9" });
    assert.equal(told[2]?.words, "Row 4, column 8, pen down");
    assert.equal(told.at(-1)?.words, "Row 6, column 9");
  });

  test("stay on the pad", () => {
    const { press, send, told } = createPad();
    send("focus");
    press(...Array.from({ length: 40 }, () => "ArrowUp"), ...Array.from({ length: 40 }, () => "ArrowRight"));
    assert.equal(told.at(-1)?.words, `Row 1, column ${CELLS}`);
  });

  test("rub out with the eraser", () => {
    const { press, send, drawing, store } = createPad();
    send("focus");
    press(" ", "ArrowRight", "ArrowRight", " ");
    store.dispatch({ type: "set", hand: { tool: "eraser" } });
    press(" ");
    assert.ok(drawing().flat().every(([x = 0]) => x < (cell(2, 0)[0] ?? 0)));
    assert.equal(store.get().hand.past.length, 2);
  });
});

describe("are the page’s own", () => {
  test("unless the keyboard led to the pad", () => {
    const { press, send } = createPad();
    assert.deepEqual(press("ArrowRight", " ").map((event) => event.defaultPrevented), [false, false]);
    send("focus");
    send("pointerdown");
    assert.deepEqual(press("ArrowRight").map((event) => event.defaultPrevented), [false]);
  });

  test("with Ctrl, Alt or the command key, and all other keys", () => {
    const { send } = createPad();
    send("focus");
    assert.equal(send("keydown", { key: "ArrowLeft", altKey: true }).defaultPrevented, false);
    assert.equal(send("keydown", { key: "n" }).defaultPrevented, false);
    assert.equal(send("keydown", { key: "ArrowLeft" }).defaultPrevented, true);
  });
});

test("a pen that is left down is lifted when the keyboard goes elsewhere", () => {
  const { press, send, store, told } = createPad();
  send("focus");
  press(" ");
  assert.equal(store.get().hand.penDown, true);
  send("blur");
  assert.equal(store.get().hand.penDown, false);
  assert.deepEqual(told.at(-1), { at: null, words: "" });
});
