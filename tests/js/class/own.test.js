/** What a pupil made in this visit, for a page that is loaded again before it got through. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const OWN = "../../../static/js/class/pupil/own.js";
const BALLOT = /** @type {const} */ ({ vote: "v", round: 1, choice: 3 });
/** @type {Map<string, string>} */
let kept;

/** The module as a page that is loaded finds it. @returns {Promise<typeof import("../../../static/js/class/pupil/own.js")>} */
const load = () => import(`${OWN}?${++nLoads}`);
let nLoads = 0;

beforeEach(() => {
  kept = new Map();
  Object.defineProperty(globalThis, "sessionStorage", {
    configurable: true,
    value: {
      getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
      setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value),
    },
  });
});

test("a page that is loaded again hands in the drawing and the vote of its pupil, and of no other", async () => {
  const before = await load();
  before.keepOwn({ token: "t", n: 4, drawing: [[[0, 0], [1, 1]]] });
  before.keepOwn({ ballot: BALLOT });
  const { toHandIn } = await load();
  const { drawing, vote } = toHandIn("t");
  assert.deepEqual([drawing?.n, drawing?.lengths, vote], [4, [2], BALLOT]);
  assert.deepEqual(toHandIn("another"), {});
  assert.deepEqual(toHandIn(""), {});
});

test("nothing is handed in where nothing was made, and after the class was left", async () => {
  const own = await load();
  assert.deepEqual(own.toHandIn("t"), {});
  own.keepOwn({ token: "t", ballot: BALLOT });
  own.forgetOwn();
  assert.deepEqual(own.toHandIn("t"), {});
});

test("what is not ours is left aside", async () => {
  kept.set("forward-pass-class-own", "no json");
  assert.equal((await load()).ownNow().token, "");
});

test("where storage is denied, it is known until the page is closed", async () => {
  Object.defineProperty(globalThis, "sessionStorage", { configurable: true, get() { throw new Error("denied"); } });
  const own = await load();
  own.keepOwn({ token: "t" });
  own.keepOwn({ ballot: BALLOT });
  assert.deepEqual(own.toHandIn("t"), { vote: BALLOT });
});
