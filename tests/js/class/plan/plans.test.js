/** Ready plans: as long as they say, and every moment of theirs is there. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { placeIn, PLANS } from "../../../../static/js/class/plan/plans.js";
import { decodeLink } from "../../../../static/js/link/link.js";
import { CLASSIC } from "../../models.js";

test("there is a plan for 10, 25 and 45 minutes, each with something to say at every part", () => {
  assert.deepEqual(PLANS.map(({ minutes }) => minutes), [10, 25, 45]);
  for (const { say, then, title } of PLANS.flatMap(({ parts }) => parts)) {
    for (const sentence of [say, then]) assert.match(sentence, /[.?…]$/, title);
  }
});

test("a plan sends a teacher to “Draw” where it is: on the wall", () => {
  const words = PLANS.flatMap(({ parts }) => parts).map(({ then }) => then).filter((then) => then.includes("“Draw”"));
  assert.ok(words.length);
  for (const then of words) assert.match(then, /“The wall”.*beside “Draw”/);
});

test("every part leads to a moment that is there", () => {
  for (const { page, fragment, title } of PLANS.flatMap(({ parts }) => parts)) {
    if (page === "/") {
      assert.deepEqual(decodeLink(fragment, [CLASSIC], CLASSIC)?.unread, [], title);
    } else {
      const template = readFileSync(new URL(`../../../../templates${page}.html`, import.meta.url), "utf8");
      const scene = new URLSearchParams(fragment).get("scene");
      assert.ok(template.includes(`data-scene="${scene}"`), title);
    }
  }
});

test("a teacher who takes another plan goes on at the same part, where it has that", () => {
  const short = placeIn(10, "What the machine gets");
  assert.deepEqual([short.n, short.next?.title], [2, "Predict, talk, predict again"]);
  const long = placeIn(45, "What the machine gets");
  assert.deepEqual([long.n, long.next?.title], [2, "A rule for a 7"]);
  assert.deepEqual(placeIn(10, "A rule for a 7"), { plan: PLANS[0], part: null, n: 0, next: null });
  assert.equal(placeIn(45, "One sentence").next, null);
  assert.equal(placeIn(7, "").plan, PLANS[0]);
});
