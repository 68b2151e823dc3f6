import assert from "node:assert/strict";
import { test } from "node:test";

import { deedsOf, isErasing } from "../../../static/js/input/hold.js";

const MOUSE = { pointerId: 1, pointerType: "mouse", isPrimary: true, button: 0, buttons: 1 };
const PEN = { ...MOUSE, pointerId: 7, pointerType: "pen" };
const TOUCH = { ...MOUSE, pointerId: 11, pointerType: "touch" };
const HELD = { mouse: { id: 1, type: "mouse" }, pen: { id: 7, type: "pen" }, touch: { id: 11, type: "touch" } };
const DRAWN_ON = { draws: true, penSeen: false };
const DRAGGED = { draws: false, penSeen: true };

test("what is dragged follows a finger after a pen was seen; what is drawn on does not", () => {
  assert.deepEqual(deedsOf({ ...TOUCH, type: "pointerdown" }, null, DRAGGED), ["begin"]);
  assert.deepEqual(deedsOf({ ...TOUCH, type: "pointerdown" }, null, { draws: true, penSeen: true }), ["refuse"]);
  assert.deepEqual(deedsOf({ ...TOUCH, type: "pointerdown" }, HELD.pen, DRAGGED), [], "but not a palm beside the pen");
});

test("a barrel button erases where there is something to erase, and drags nothing", () => {
  const barrel = { ...PEN, type: "pointerdown", button: 2, buttons: 2 };
  assert.deepEqual(deedsOf(barrel, null, DRAWN_ON), ["begin"]);
  assert.deepEqual(deedsOf(barrel, null, DRAGGED), []);
  assert.equal(isErasing(/** @type {any} */ (barrel)), true);
  assert.equal(isErasing(/** @type {any} */ ({ ...MOUSE, buttons: 2 })), false);
});

test("a pen takes back what a palm did, whether it comes down or hovers", () => {
  for (const rules of [DRAWN_ON, DRAGGED]) {
    assert.deepEqual(deedsOf({ ...PEN, type: "pointerdown" }, HELD.touch, rules), ["takeBack", "begin"]);
    assert.deepEqual(deedsOf({ ...PEN, type: "pointermove", buttons: 0 }, HELD.touch, rules), ["takeBack"]);
  }
});

test("only its holder moves and ends a hold, and a second finger does not take it", () => {
  const second = { ...TOUCH, pointerId: 12, isPrimary: false };
  for (const type of ["pointerdown", "pointermove", "pointerup", "pointercancel", "lostpointercapture"]) {
    assert.deepEqual(deedsOf({ ...second, type }, HELD.touch, DRAWN_ON), [], type);
  }
  const deeds = Object.entries({ pointermove: "move", pointerup: "end", lostpointercapture: "end", pointercancel: "takeBack" });
  for (const [type, deed] of deeds) assert.deepEqual(deedsOf({ ...TOUCH, type }, HELD.touch, DRAWN_ON), [deed]);
  assert.deepEqual(deedsOf({ ...PEN, type: "pointercancel" }, HELD.pen, DRAWN_ON), ["end"]);
  assert.deepEqual(deedsOf({ ...MOUSE, type: "pointermove", buttons: 0 }, HELD.mouse, DRAWN_ON), ["end"]);
});
