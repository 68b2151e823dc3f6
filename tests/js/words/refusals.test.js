/** Refusals: words of the page's own for everything that the server can refuse. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { refusalOf } from "../../../static/js/words/refusals.js";

const SOURCE = readFileSync(new URL("../../../app/forward_pass/errors.py", import.meta.url), "utf8");
const [, listed = ""] = /Code = Literal\[([^\]]*)\]/.exec(SOURCE) ?? [];
const CODES = Array.from(listed.matchAll(/"(\w+)"/g), ([, code = ""]) => code);
const VALUES = { what: "layers", most: 5000, seconds: 60 };

test("every code that the server can send has words, for a person", () => {
  assert.ok(CODES.length > 20);
  for (const code of [...CODES, "wire", "size"]) {
    const words = refusalOf(code, VALUES);
    assert.match(words, /^[A-Z].*\.$/, code);
    assert.doesNotMatch(words, /undefined|NaN|expected|float32/, code);
  }
});

test("only a fault of the page itself has the words of a code that is not known", () => {
  const unknown = refusalOf("no such code");
  const ours = ["activation", "event", "image", "input", "message", "numbers", "region", "shape", "sweep", "vector"];
  assert.deepEqual(CODES.filter((code) => refusalOf(code, VALUES) === unknown).sort(), ours);
});

test("limits are those that the server names", () => {
  assert.equal(refusalOf("limit", { what: "size", most: 8 }), "Here a number goes from −8 to 8.");
  assert.equal(refusalOf("limit", { what: "inputs", most: 4 }), "Here it goes up to 4 inputs.");
  assert.equal(refusalOf("limit", { what: "layers", least: 1, most: 8 }), "Here it goes from 1 to 8 layers.");
  assert.match(refusalOf("points", { most: 5000 }), /at most 5,000 points/);
  assert.match(refusalOf("slow", { seconds: 90 }), /more than 90 seconds/);
});
