import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { detour, hint, made, member, remember, remembered } from "../../../static/js/page/memory.js";
import { reduce } from "../../../static/js/state/state.js";
import { readState } from "../models.js";

/** @type {Map<string, string>} */
let kept;

/** @param {object} storage */
function provide(storage) {
  Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });
}

beforeEach(() => {
  kept = new Map();
  provide({
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value),
  });
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, "localStorage");
});

test("choices come back as they were", () => {
  const before = readState();
  const state = reduce(
    reduce(reduce(before, { type: "network", network: "linear" }), { type: "set", place: { notation: "p" } }),
    { type: "set", place: { lines: "weight" } },
  );
  remember(state, before);
  const { work, place, hand } = remembered();
  assert.deepEqual([work?.network, place?.notation, place?.lines, hand?.speed], ["linear", "p", "weight", 1]);
});

test("nothing is written where no choice was made", () => {
  const before = readState();
  remember(reduce(before, { type: "clear" }), before);
  assert.equal(kept.size, 0);
});

test("a drawing is never kept", () => {
  const before = readState();
  remember(reduce(before, { type: "set", hand: { speed: 4 } }), before);
  assert.doesNotMatch([...kept.values()].join(), /drawing|stroke|points|\[\[/);
});

test("what is not ours, or of another time, is left out", () => {
  for (const text of [
    "no json", "7", "null", "[]", '{"network": 3, "notation": "q", "lines": true, "speed": 100}',
  ]) {
    for (const key of ["forward-pass"]) kept.set(key, text);
    assert.deepEqual(remembered(), {}, text);
  }
});

test("a browser that keeps nothing is no trouble", () => {
  const forbidden = () => {
    throw new DOMException("forbidden", "SecurityError");
  };
  provide({ getItem: forbidden, setItem: forbidden });
  const before = readState();
  assert.deepEqual(remembered(), {});
  remember(reduce(before, { type: "set", hand: { speed: 4 } }), before);
  hint.keepSeen();
  assert.equal(hint.wasSeen(), false);
});

test("the first hint is seen once", () => {
  assert.equal(hint.wasSeen(), false);
  hint.keepSeen();
  assert.equal(hint.wasSeen(), true);
});

test("that WebSockets hang here is remembered for the visit, and not for ever", () => {
  /** @type {Map<string, string>} */
  const visit = new Map();
  const storage = {
    getItem: (/** @type {string} */ key) => visit.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void visit.set(key, value),
  };
  Object.defineProperty(globalThis, "sessionStorage", { value: storage, configurable: true });
  try {
    assert.ok(!detour.wasTaken());
    detour.take();
    assert.ok(detour.wasTaken());
    assert.equal(kept.size, 0);
  } finally {
    Reflect.deleteProperty(globalThis, "sessionStorage");
  }
  detour.take();
  assert.ok(!detour.wasTaken(), "without storage each page finds out for itself");
});

test("Predict first is remembered for the visit, and not for ever", () => {
  provideAll("localStorage", "sessionStorage");
  try {
    const before = readState();
    remember(reduce(before, { type: "predict", on: true }), before);
    assert.equal(remembered().hand?.predict?.on, true);
    assert.doesNotMatch(localStorage.getItem("forward-pass") ?? "", /predict/);
    remember(before, reduce(before, { type: "predict", on: true }));
    assert.equal(remembered().hand?.predict, undefined);
  } finally {
    Reflect.deleteProperty(globalThis, "sessionStorage");
  }
});

test("choices that were stored before the state had groups are taken up", () => {
  kept.set("forward-pass", '{"network":"linear","notation":"p","lines":"weight","speed":2,"form":"matrix","order":"index"}');
  assert.deepEqual(remembered(), {
    work: { network: "linear" }, place: { notation: "p", lines: "weight", form: "matrix", order: "index" }, hand: { speed: 2 },
  });
});

/** @param {string[]} names of storages that a browser has, and the window's name @returns a browser */
function provideAll(...names) {
  for (const name of names) {
    const held = new Map();
    Object.defineProperty(globalThis, name, { configurable: true, value: {
      getItem: (/** @type {string} */ key) => held.get(key) ?? null,
      setItem: (/** @type {string} */ key, /** @type {string} */ value) => void held.set(key, value),
    } });
  }
  Object.defineProperty(globalThis, "window", { configurable: true, value: { name: "" } });
}

const STEERER = /** @type {const} */ ({ role: "steerer", code: "K7M4PR", token: "s" });
const PUPIL = /** @type {const} */ ({ role: "pupil", code: "K7M4PR", token: "p" });
const DISPLAY = /** @type {const} */ ({ role: "display", code: "K7M4PR", token: "s" });

test("the window that tries what a pupil sees does not take the class from the teacher's", () => {
  provideAll("localStorage", "sessionStorage");
  member.keep(STEERER);
  for (const beside of [PUPIL, DISPLAY]) {
    provideAll("sessionStorage"); // another window
    member.keep(beside);
    assert.deepEqual(member.recall(), beside);
    provideAll("sessionStorage"); // the teacher's, loaded again
    assert.deepEqual(member.recall(), STEERER);
  }
  provideAll("sessionStorage");
  member.keep(PUPIL);
  member.forget();
  provideAll("sessionStorage");
  assert.deepEqual(member.recall(), STEERER);
});

test("a pupil who is promoted is the steerer from then on, and whoever left is nobody", () => {
  provideAll("localStorage", "sessionStorage");
  member.keep(PUPIL);
  member.keep(STEERER);
  assert.deepEqual(member.recall(), STEERER);
  member.forget();
  assert.equal(member.recall(), null);
});

test("where storage is turned off one is still a pupil on the next page", () => {
  provideAll();
  const off = { configurable: true, get() { throw new Error("denied"); } };
  for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(globalThis, name, off);
  member.keep(PUPIL);
  assert.deepEqual(member.recall(), PUPIL);
  member.forget();
  assert.equal(member.recall(), null);
});

test("what was made in a class is forgotten with it, and not where its window was a pupil for once", () => {
  for (const { role, isLeft } of [{ role: STEERER, isLeft: true }, { role: DISPLAY, isLeft: true }, { role: PUPIL, isLeft: false }]) {
    provideAll("localStorage", "sessionStorage");
    member.keep(STEERER);
    made.keep("a drawing");
    member.keep(role);
    member.forget();
    assert.equal(made.recall(), isLeft ? "" : "a drawing", role.role);
  }
});
