/** A moment comes back from its fragment as it was; what was tampered with is not believed. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { readMoment, writeMoment } from "../../../static/js/kit/moment.js";
import { choice, listOf, numberIn } from "../../../static/js/link/fields.js";

const FIELDS = {
  scene: choice(["party", "friends"]),
  x: listOf(numberIn(-6, 8), 2),
  nights: listOf(choice(["go", "stay"]), 0, 3),
  b: numberIn(-12, 12),
};
const START = { scene: "friends", x: [1, 2], nights: [], b: 2 };

describe("a moment", () => {
  for (const changes of [{}, { b: -0.5 }, { x: [0, -6], nights: ["go", "stay"] }]) {
    test(`comes back as it was: ${JSON.stringify(changes)}`, () => {
      const state = { ...START, ...changes };
      const read = readMoment(`#${writeMoment(state, START, FIELDS)}`, FIELDS);
      assert.deepEqual({ ...START, ...read }, state);
    });
  }

  test("says only its scene and what differs from the scene's start", () => {
    assert.equal(writeMoment({ ...START, b: 0 }, START, FIELDS), "v=1&scene=friends&b=0");
  });

  test("holds a number as large as a million", () => {
    const million = numberIn(-1e6, 1e6);
    assert.equal(million.read(million.write(1e6)), 1e6);
    assert.equal(million.read("1000001"), undefined);
  });

  test("of no fragment is the start", () => {
    assert.deepEqual(readMoment("", FIELDS), {});
    assert.deepEqual(readMoment("#", FIELDS), {});
  });
});

describe("what is not believed", () => {
  const tampered = [
    "scene=party", "v=2&scene=party", "v=1&scene=nowhere", "v=1&scene", "v=1&b=13", "v=1&b=1e1",
    "v=1&b=", "v=1&b=NaN", "v=1&b=--1", "v=1&x=1", "v=1&x=1_2_3", "v=1&x=1_9", "v=1&nights=go_no",
    "v=1&nights=go_go_go_go", "v=1&b=1&b=1", "v=1&other=1", "v=1&__proto__=1", "v=1&b=1=1", "x",
  ];
  for (const fragment of tampered) {
    test(fragment, () => assert.equal(readMoment(fragment, FIELDS), null));
  }
});
