/** Codes of a class, as people type them. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { codeInWords, lengthInWords, typedCode } from "../../../static/js/words/code.js";

test("spaces, dashes, small letters and look-alikes are taken as they are meant", () => {
  for (const typed of ["D76DMK", " d76-dmk ", "o7G 0mk", "D·7·6·Q·M·K"]) assert.equal(typedCode(typed), "D76DMK", typed);
});

test("a code with a symbol too few says so before anybody is asked", () => {
  assert.equal(lengthInWords(4), "A code has 6 letters and digits; this has 4.");
  assert.match(lengthInWords(0), /^Type the 6/);
});

test("on the wall it stands in two halves, and is read back the same", () => {
  assert.equal(codeInWords("D76DMK"), "D76 DMK");
  assert.equal(typedCode(codeInWords("D76DMK")), "D76DMK");
});

test("whatever is typed for another symbol is none of a code's own, and stands for one that is", () => {
  const source = readFileSync(new URL("../../../app/rooms/codes.py", import.meta.url), "utf8");
  const [, symbols = ""] = /SYMBOLS = "(\w+)"/.exec(source) ?? [];
  assert.equal(typedCode(symbols), symbols);
  for (const each of "0OQG") {
    assert.ok(!symbols.includes(each), each);
    assert.ok(symbols.includes(typedCode(each)), each);
  }
});
