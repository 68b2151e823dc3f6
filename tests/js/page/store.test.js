import assert from "node:assert/strict";
import { test } from "node:test";

import { createStore } from "../../../static/js/page/store.js";

/**
 * @param {{n: number}} state
 * @param {number} by
 */
const add = (state, by) => (by === 0 ? state : { n: state.n + by });

test("dispatch replaces the state, and tells what it was before", () => {
  const store = createStore(add, { n: 1 });
  /** @type {[number, number][]} */
  const told = [];
  store.subscribe((state, before) => void told.push([state.n, before.n]));
  store.dispatch(2);
  store.dispatch(4);
  assert.equal(store.get().n, 7);
  assert.deepEqual(told, [[3, 1], [7, 3]]);
});

test("nobody is told of an action that changes nothing", () => {
  const store = createStore(add, { n: 1 });
  const state = store.get();
  store.subscribe(() => assert.fail("told without a change"));
  store.dispatch(0);
  assert.equal(store.get(), state);
});

test("who has unsubscribed is not told any more", () => {
  const store = createStore(add, { n: 0 });
  let told = 0;
  const leave = store.subscribe(() => (told += 1));
  store.dispatch(1);
  leave();
  store.dispatch(1);
  assert.equal(told, 1);
});

test("a change that may not be is as if nobody had tried it", () => {
  const store = createStore(add, { n: 1 });
  const state = store.get();
  store.guard((next, before) => next.n <= before.n + 1);
  store.subscribe(() => assert.fail("told without a change"));
  store.dispatch(2);
  assert.equal(store.get(), state);
});
