/** A device in a class: it comes back as who it was, with what did not get through. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { createSession } from "../../../static/js/class/session.js";
import { WIRE } from "../../../static/js/wire/decode.js";

const HEAD = { code: "K7M4PQ", pupils: 1 };
const ROOM = { code: "K7M4PQ", revision: 1, head: HEAD, you: { nickname: "blue heron", following: true, votes: [null, null] } };
const MEMBER = /** @type {const} */ ({ role: "pupil", code: "K7M4PQ", token: "" });

/** A page with a line to a server that answers thus. @param {(message: any) => any} answer */
function visit(answer, member = /** @type {any} */ (MEMBER)) {
  /** @type {any[]} */
  const asked = [];
  /** @type {any[]} */
  const kept = [];
  /** @type {any[]} */
  const said = [];
  let line = "online";
  /** @type {any} */
  let look = () => {};
  /** @type {any} */
  let hear = () => {};
  const session = createSession(/** @type {any} */ ({
    async ask(/** @type {string} */ _, /** @type {any} */ message) {
      asked.push(message);
      if (line !== "online") throw new Error("transport close");
      return { v: WIRE, seq: message.seq, ...answer(message) };
    },
    on: (/** @type {string} */ _, /** @type {any} */ receive) => (hear = receive),
    connection: () => line,
    subscribe: (/** @type {any} */ listener) => (look = listener),
    say: (/** @type {any} */ words) => said.push(words),
  }), member, { keep: (/** @type {any} */ now) => kept.push(now), forget: () => kept.push(null) });
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  return {
    asked, kept, said, session, settle, hear: (/** @type {any} */ told) => hear(told),
    lineIs(/** @type {string} */ now) {
      line = now;
      look();
    },
  };
}

test("it joins by its code, keeps its token, and comes back by that with the vote that was lost", async () => {
  const page = visit(({ do: what }) => (what === "join" ? { token: "t", room: ROOM } : {}));
  await page.settle();
  assert.equal(page.session.get()?.you?.nickname, "blue heron");
  assert.deepEqual(page.kept, [{ ...MEMBER, token: "t" }]);
  page.lineIs("offline");
  assert.equal(page.session.get()?.back, false);
  const vote = /** @type {const} */ ({ vote: "v", round: 1, choice: 3 });
  await page.session.vote(vote);
  assert.deepEqual(page.session.get()?.you?.votes, [3, null]);
  page.lineIs("online");
  await page.settle();
  const { seq: _, ...again } = page.asked.at(-1);
  assert.deepEqual(again, { do: "join", token: "t", vote });
  assert.equal(page.session.get()?.back, true);
});

test("what the server tells of the class replaces what was known, part by part", async () => {
  const page = visit(() => ({ token: "t", room: ROOM }));
  await page.settle();
  page.hear({ v: WIRE, revision: 2, pupils: [{ id: "a", here: true }, { id: "b", here: true }] });
  page.hear({ v: WIRE, revision: 3, pupils: [{ id: "a", here: false }], gone: ["b"], head: { ...HEAD, pupils: 9 } });
  assert.deepEqual([...(page.session.get()?.pupils ?? [])], [["a", { id: "a", here: false }]]);
  assert.equal(page.session.get()?.head.pupils, 9);
  assert.equal(page.session.get()?.you?.nickname, "blue heron");
});

test("a class that has ended is left and forgotten, in a sentence", async () => {
  const page = visit(() => ({ token: "t", room: ROOM }));
  await page.settle();
  page.hear({ v: WIRE, revision: 2, ended: true });
  assert.equal(page.session.get(), null);
  assert.equal(page.kept.at(-1), null);
  assert.deepEqual(page.said, ["The class has ended."]);
  page.lineIs("offline");
  page.lineIs("online");
  await page.settle();
  assert.equal(page.asked.length, 1);
});

test("a wrong code is said, and nothing is kept of it", async () => {
  const page = visit(() => ({ error: { code: "code" } }));
  await page.settle();
  assert.match(page.said[0], /No class has this code/);
  assert.deepEqual(page.kept, [null]);
});

test("a vote that was changed while the line was gone is cast again where the first had got through", async () => {
  const vote = { id: "v", round: 1, phase: "open" };
  const page = visit(({ do: what }) => (what === "join"
    ? { token: "t", room: { ...ROOM, head: { ...HEAD, vote }, you: { ...ROOM.you, votes: [2, null] } } } : {}));
  await page.settle();
  page.lineIs("offline");
  await page.session.vote({ vote: "v", round: 1, choice: 7 });
  page.lineIs("online");
  await page.settle();
  await page.settle();
  const { seq: _, ...again } = page.asked.at(-1);
  assert.deepEqual(again, { do: "vote", vote: "v", round: 1, choice: 7 });
  assert.deepEqual(page.session.get()?.you?.votes, [7, null]);
});

test("a vote that came too late is taken back, and said", async () => {
  const page = visit(({ do: what }) => (what === "join" ? { token: "t", room: ROOM } : { error: { code: "vote" } }));
  await page.settle();
  await page.session.vote({ vote: "v", round: 1, choice: 7 });
  assert.deepEqual(page.session.get()?.you?.votes, [null, null]);
  assert.match(page.said[0], /This vote is over/);
});

test("counts that come alone leave the rest of the head, and whoever is taken out is told", async () => {
  const page = visit(() => ({ token: "t", room: ROOM }));
  await page.settle();
  page.hear({ v: WIRE, revision: 2, counts: { pupils: 9, following: 8, answered: 7 } });
  assert.deepEqual(page.session.get()?.head, { ...HEAD, pupils: 9, following: 8, answered: 7 });
  page.hear({ v: WIRE, revision: 3, told: "removed" });
  assert.equal(page.session.get(), null);
  assert.match(page.said[0], /taken this device out/);
});

const STEERER = /** @type {const} */ ({ role: "steerer", code: "K7M4PQ", token: "old" });

test("a laptop whose class was taken over while it slept goes on showing it, until it takes it back", async () => {
  const page = visit(({ do: what, take }) => {
    if (what === "steer" && !take) return { error: { code: "taken", values: {} } };
    return what === "steer" ? { token: "new", room: ROOM } : { room: ROOM };
  }, STEERER);
  await page.settle();
  assert.deepEqual(page.asked.map(({ do: what }) => what), ["steer", "display"]);
  assert.deepEqual([page.session.role(), page.session.wasTaken()], ["display", true]);
  await page.session.take();
  assert.deepEqual([page.session.role(), page.session.wasTaken(), page.session.token()], ["steerer", false, "new"]);
  page.hear({ revision: 2, told: "taken" });
  assert.deepEqual([page.session.role(), page.session.wasTaken()], ["display", true]);
  page.lineIs("offline");
  page.lineIs("online");
  await page.settle();
  assert.equal(page.asked.at(-1).do, "display");
});

test("after its class could not be reached it hands in what did not get through", async () => {
  const page = visit(({ do: what }) => (what === "join" ? { token: "t", room: ROOM } : { error: {
    code: "away", values: {}, expected: "classes", found: "none", message: "expected classes, found none",
  } }));
  await page.settle();
  page.hear({ told: "waiting" });
  assert.equal(page.session.get()?.back, false);
  const vote = /** @type {const} */ ({ vote: "v", round: 1, choice: 3 });
  await page.session.vote(vote);
  page.hear({ told: "back" });
  await page.settle();
  const { seq: _, ...again } = page.asked.at(-1);
  assert.deepEqual(again, { do: "join", token: "t", vote });
});

test("the teacher's page brings a server that died the drawings of pupils who are away, in messages that it takes", async () => {
  const drawn = (/** @type {number} */ k) => ({ n: 2, points: new Uint8Array(15_000).fill(k), lengths: [3_750] });
  const pupil = (/** @type {string} */ id, /** @type {any} */ drawing) => ({ id, drawing });
  const ids = ["a", "b", "c", "d", "e"];
  const before = { ...ROOM, pupils: [...ids.map((id, k) => pupil(id, { ...drawn(k), prediction: 7 })), pupil("f", null)], snapshot: new Uint8Array(3) };
  const after = { ...before, pupils: [pupil("a", drawn(9)), ...[...ids.slice(1), "f"].map((id) => pupil(id, null))] };
  let room = before;
  const page = visit(({ do: what }) => (what === "steer" ? { token: "t", room } : {}), { role: "steerer", code: "K7M4PQ", token: "t" });
  await page.settle();
  assert.deepEqual(page.asked.map(({ do: what }) => what), ["steer"]);
  room = after;
  page.lineIs("offline");
  page.lineIs("online");
  await page.settle();
  const brought = page.asked.filter(({ do: what }) => what === "kept").map(({ drawings }) => drawings);
  assert.deepEqual(brought, [
    [{ id: "b", drawing: drawn(1) }, { id: "c", drawing: drawn(2) }],
    [{ id: "d", drawing: drawn(3) }, { id: "e", drawing: drawn(4) }],
  ]);
});

test("what it shows the class it shows here at once, whatever was on its way, and not where it was refused", async () => {
  const page = visit(({ do: what }) => (what === "steer" ? { token: "t", room: { ...ROOM, wall: true } } : {}), { ...MEMBER, role: "steerer" });
  await page.settle();
  assert.equal(page.session.get()?.wall, true);
  const shown = page.session.show({ wall: false });
  assert.equal(page.session.get()?.wall, false);
  page.hear({ wall: true, counts: { pupils: 2 } }); // sent before the server knew
  assert.equal(page.session.get()?.wall, false);
  await shown;
  page.hear({ wall: true });
  assert.equal(page.session.get()?.wall, true);
  const refused = visit(({ do: what }) => (what === "steer"
    ? { token: "t", room: { ...ROOM, wall: true } } : { error: { code: "forbidden", message: "Another device steers." } }), { ...MEMBER, role: "steerer" });
  await refused.settle();
  await refused.session.show({ wall: false });
  assert.equal(refused.session.get()?.wall, true);
});
