/** Who watches a run: what is asked for, and what is seen once it comes. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { BEGINNING } from "../../../static/js/kit/run-state.js";

const still = { matches: false };
Object.assign(globalThis, { window: globalThis, matchMedia: () => still });
const { createWatcher } = await import("../../../static/js/kit/run-watcher.js");

const tick = () => new Promise((resolve) => setTimeout(resolve));

/** A page whose questions are answered when the test says so. */
function page() {
  /** @type {any} */
  let state = { run: BEGINNING, scene: "live", line: { connection: "online" } };
  /** @type {{data: any, piece: (step: number, left?: boolean) => void, end: (left?: number | null) => void, fail: () => void}[]} */
  const asked = [];
  /** @type {string[]} */
  const sent = [];
  const watcher = createWatcher(/** @type {any} */ ({
    get: () => state,
    set: (/** @type {any} */ change) => (state = { ...state, ...change }),
    ask: (/** @type {string} */ _, /** @type {any} */ data, /** @type {(piece: any) => void} */ hear) => new Promise((resolve, reject) => asked.push({
      data,
      piece: (step, left = false) => hear({ step, left, mark: `${step}`.padStart(8, "0") }),
      end: (left = null) => resolve({ left, has_mnist: false }),
      fail: () => reject(new Error("lost")),
    })),
    send: (/** @type {string} */ event) => (sent.push(event), Promise.resolve()),
    markDirty() {},
  }), 3000);
  const go = (/** @type {object} */ run) => {
    state = { ...state, run: { ...state.run, ...run } };
    watcher.sync(state);
  };
  return { watcher, asked, sent, go, run: () => state.run, last: () => asked.at(-1) ?? assert.fail("nothing was asked") };
}

test("the first picture is asked for at once, and once", () => {
  const { asked, go, watcher } = page();
  go({});
  go({});
  assert.deepEqual(asked.map(({ data }) => [data.at, data.n]), [[0, 1]]);
  asked[0]?.piece(0);
  assert.equal(watcher.picture()?.step, 0);
});

test("a step is seen once it is there, and Back leads to the one before without asking", async () => {
  const { asked, go, watcher, run, last } = page();
  go({});
  last().piece(0);
  last().end();
  await tick();
  watcher.step();
  last().piece(1);
  assert.deepEqual(run(), { ...BEGINNING, at: 1, mark: "00000001" });
  watcher.back();
  assert.equal(run().at, 0);
  assert.equal(asked.length, 2);
});

test("who was led elsewhere meanwhile is not taken back by what was asked for before", async () => {
  const { go, watcher, run, last } = page();
  go({});
  last().piece(0);
  last().end();
  await tick();
  watcher.step();
  const before = last();
  go({ at: 40, mark: "" }); // a class's teacher, or a link
  before.piece(1);
  before.end();
  await tick();
  assert.equal(run().at, 40);
  go({});
  assert.equal(last().data.at, 40);
  last().piece(40);
  assert.equal(watcher.picture()?.step, 40);
});

test("a link whose numbers are others says so; the same numbers say nothing", () => {
  for (const [mark, isOther] of /** @type {const} */ ([["00000040", false], ["deadbeef", true]])) {
    const { go, watcher, run, last } = page();
    go({ at: 40, mark });
    last().piece(40);
    assert.equal(watcher.isOther(), isOther);
    assert.equal(run().mark, "00000040");
  }
});

test("another setting forgets the pictures, and has the server stop", () => {
  const { go, watcher, asked, sent } = page();
  go({});
  asked[0]?.piece(0);
  go({ rate: 30 });
  assert.deepEqual(sent, ["stop"]);
  asked[0]?.piece(10); // late
  assert.equal(watcher.picture(), null);
  assert.equal(asked[1]?.data.setting.rate, 30);
});

test("a run that leaves the chart ends where it left it", async () => {
  const { go, watcher, run, last } = page();
  go({ rate: 30 });
  last().piece(0);
  last().end();
  await tick();
  watcher.step();
  last().piece(1, true);
  assert.equal(run().at, 1);
  assert.equal(watcher.left(), 1);
  assert.equal(watcher.last(), 1);
});

test("what did not come is not asked for again and again, but over the next line it is", async () => {
  const { go, watcher, asked, last } = page();
  go({});
  last().fail();
  await tick();
  go({});
  assert.equal(asked.length, 1);
  assert.equal(watcher.hasFailed(), true);
  watcher.sync(/** @type {any} */ ({ run: BEGINNING, scene: "live", line: { connection: "offline" } }));
  go({});
  assert.equal(asked.length, 2);
});

test("ten pictures a second are shown, and the next ones asked for in time", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const { go, watcher, run, asked, last } = page();
  go({});
  last().piece(0);
  last().end();
  await Promise.resolve().then(() => {}).then(() => {});
  watcher.run();
  t.mock.timers.tick(100);
  assert.deepEqual([last().data.at, last().data.every, last().data.n], [10, 10, 10]);
  for (let step = 10; step <= 100; step += 10) last().piece(step);
  last().end();
  for (let k = 0; k < 5; k += 1) await Promise.resolve();
  t.mock.timers.tick(600);
  assert.equal(run().at, 60);
  assert.equal(last().data.at, 110);
  assert.equal(asked.length, 3);
  watcher.run();
  t.mock.timers.tick(1000);
  assert.equal(run().at, 60);
});
