/** A class in a file: what is put in comes out, no name is in it, and a file from elsewhere does no harm. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { fileOf, keptIn, madeIn, textOf } from "../../../../static/js/class/wall/kept.js";

const TILE = {
  id: "p1", name: "blue heron", hidden: false, uncovered: true,
  drawing: [[[0.25, 0.5], [0.75, 0.5]]].map((stroke) => stroke.map(([x = 0, y = 0]) => /** @type {const} */ ([x, y]))),
  image: Float32Array.from({ length: 784 }, (_, k) => Math.fround((k % 256) / 255)),
  reading: { prediction: 7, runnerUp: 1, score: 0.9, second: 0.1 },
};
const KEPT = {
  day: "2026-11-30", task: 7, network: "classic", picture: "",
  tiles: [TILE, { ...TILE, id: "p2", name: "rude robin", hidden: true }],
  votes: [{ text: "Is 2 < 3 & </script>?", labels: ["Yes", "No"], counts: [[1, 2], [3, 0]] }],
};

test("a kept class opens again as it was, without what was hidden", () => {
  const found = keptIn(fileOf(KEPT));
  assert.equal(found?.task, 7);
  assert.equal(found?.network, "classic");
  assert.deepEqual(found?.votes, KEPT.votes);
  assert.equal(found?.tiles.length, 1);
  assert.deepEqual(found?.tiles[0]?.reading, TILE.reading);
  assert.deepEqual(found?.tiles[0]?.image, TILE.image);
  assert.ok(Math.abs((found?.tiles[0]?.drawing[0]?.[1]?.[0] ?? 0) - 0.75) < 1e-4);
});

test("no nickname is in the file, nor any trace of who was hidden", () => {
  const text = fileOf(KEPT);
  for (const word of ["heron", "robin", "p1", "p2"]) assert.ok(!text.includes(word), word);
  assert.equal(text.match(/<svg /g)?.length, 1);
});

test("what a question says is text in the file, whatever it holds", () => {
  const text = fileOf(KEPT);
  assert.equal(text.match(/<\/script>/g)?.length, 1);
  assert.ok(text.includes("Is 2 &lt; 3 &amp; &lt;/script>?"));
});

test("a file from elsewhere, one that was changed and one that was cut off hold no class", () => {
  const whole = fileOf(KEPT);
  const changes = [
    "", "<html></html>", whole.slice(0, whole.length / 2),
    whole.replace('"v":1', '"v":2'),
    whole.replace('"prediction":7', '"prediction":70'),
    whole.replace('"score":0.9', '"score":"<b>"'),
    whole.replace('"labels":["Yes","No"]', '"labels":[1,2]'),
    whole.replace('"counts":[[1,2],[3,0]]', '"counts":[[1],[3]]'),
    whole.replace('"picture":""', '"picture":"https://example.org/a.png"'),
    whole.replace('"drawings":[', '"drawings":{"a":['),
  ];
  for (const text of changes) {
    assert.notEqual(text, whole);
    assert.equal(keptIn(text), null, text.slice(0, 80));
  }
});

test("what was made at the laptop comes back as it stood there, hidden drawings too, and to its own class only", () => {
  const votes = new Map([["v1", KEPT.votes[0] ?? assert.fail()]]);
  const text = textOf("K7M4PR", { tiles: [{ ...TILE, uncovered: false }, { ...TILE, hidden: true }], votes });
  const found = madeIn(text, "K7M4PR");
  assert.deepEqual(found?.tiles.map(({ hidden, uncovered }) => [hidden, uncovered]), [[false, false], [true, true]]);
  assert.deepEqual(found?.tiles.map(({ id, name }) => [id, name]), [["here-1", "drawn here"], ["here-2", "drawn here"]]);
  assert.deepEqual(found?.tiles[0]?.image, TILE.image);
  assert.deepEqual(found?.votes, votes);
  for (const other of ["", "no json", "[]", text.replace('"v":1', '"v":2')]) assert.equal(madeIn(other, "K7M4PR"), null, other);
  assert.equal(madeIn(text, "K7M4PS"), null);
});
