/** What was made at the teacher's page, kept for the visit. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { createMade } from "../../../../static/js/class/wall/made.js";

const TILE = {
  id: "here-1", name: "drawn here", hidden: false, uncovered: true,
  drawing: [[/** @type {const} */ ([0, 0]), /** @type {const} */ ([1, 1])]],
  image: new Float32Array(784), reading: { prediction: 7, runnerUp: 1, score: 0.9, second: 0.1 },
};
const VOTE = { text: "Yes?", labels: ["Yes", "No"], counts: [[1, 2]] };
/** @type {EventTarget} */
let page;

beforeEach(() => {
  const kept = new Map();
  page = new EventTarget();
  provide("addEventListener", page.addEventListener.bind(page));
  provide("sessionStorage", {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value),
  });
});
afterEach(() => {
  for (const name of ["addEventListener", "sessionStorage"]) Reflect.deleteProperty(globalThis, name);
});

/**
 * @param {string} name
 * @param {unknown} value
 */
function provide(name, value) {
  Object.defineProperty(globalThis, name, { configurable: true, value });
}

/**
 * As a page that is loaded finds it.
 *
 * @param {"steerer" | "display"} [role]
 * @param {string} [code]
 */
const load = (role = "steerer", code = "K7M4PR") => createMade({ role: () => role, code: () => code });

test("a page that is loaded again has the drawings and votes of its class, and of no other", () => {
  const before = load();
  before.keep({ tiles: [TILE] });
  before.keep({ votes: new Map([["v", VOTE]]) });
  const { tiles, votes } = load().get();
  assert.deepEqual(tiles, [TILE]);
  assert.deepEqual(votes.get("v"), VOTE);
  assert.deepEqual(load("steerer", "K7M4PS").get().tiles, []);
});

test("the projector’s window, which is opened with a copy, shows nothing that would grow old", () => {
  load().keep({ tiles: [TILE] });
  const shown = load("display");
  assert.deepEqual(shown.get().tiles, []);
  shown.keep({ votes: new Map([["v", VOTE]]) });
  assert.deepEqual(load().get().votes, new Map());
});

test("a page that Back brings to life again has what was added elsewhere", () => {
  const asleep = load();
  asleep.keep({ tiles: [TILE] });
  load().keep({ votes: new Map([["v", VOTE]]) });
  page.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  asleep.keep({ tiles: [TILE, TILE] });
  assert.deepEqual([load().get().tiles.length, load().get().votes.size], [2, 1]);
});

test("where storage is denied, all is known until the page is closed", () => {
  Object.defineProperty(globalThis, "sessionStorage", { configurable: true, get() { throw new Error("denied"); } });
  const made = load();
  made.keep({ tiles: [TILE] });
  page.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  assert.deepEqual(made.get().tiles, [TILE]);
  assert.deepEqual(load().get().tiles, []);
});
