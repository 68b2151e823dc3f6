/** The wall: counts first, and of each drawing what was read and how sure. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { countsInWords, createTiles, isFolded, readingInWords } from "../../../../static/js/class/wall/tile.js";
import { encodeDrawing } from "../../../../static/js/wire/decode.js";

/** @param {number} prediction @param {boolean} [hidden] */
const read = (prediction, hidden = false) => ({
  id: "a", name: "", hidden, uncovered: false, drawing: [], image: null,
  reading: { prediction, runnerUp: 1, score: 0.9, second: 0 },
});

test("the wall says how many were read as asked, and counts the rest as the network's mistakes", () => {
  assert.equal(countsInWords([read(7), read(7), read(1)], 7), "2 of 3 read as a 7; the network’s mistakes: 1");
  assert.match(countsInWords([read(8)], 8), /^1 of 1 read as an 8/);
  assert.equal(countsInWords([read(7), read(7), read(8)], null), "3 drawings: read 2 as a 7, 1 as an 8");
  assert.equal(countsInWords([], 7), "Draw a 7. Nobody has drawn yet.");
});

test("what is hidden is not counted", () => {
  assert.equal(countsInWords([read(7), read(1, true)], 7), "1 of 1 read as a 7; the network’s mistakes: 0");
});

test("a tile is as sure as the page's own title", () => {
  const reading = { prediction: 7, runnerUp: 1, score: 0.9, second: 0.1 };
  assert.deepEqual(readingInWords(reading), { tone: "clear", read: "7", score: "0.90" });
  assert.equal(readingInWords({ ...reading, second: 0.6 }).read, "7 or 1");
  assert.equal(readingInWords({ ...reading, score: 0.3 }).read, "7?");
});

test("a pupil's strokes come to the wall as they were drawn; one who has not drawn has no tile", () => {
  const drawing = [[[0, 0], [1, 1]], [[0.5, 0.25]]].map((stroke) => stroke.map(([x = 0, y = 0]) => /** @type {const} */ ([x, y])));
  const { points, lengths } = encodeDrawing(drawing);
  const pupil = {
    id: "p", nickname: "blue heron", here: true, following: true, hidden: false, uncovered: true, votes: /** @type {const} */ ([null, null]),
    drawing: { n: 1, points: new Uint8Array(points), lengths, digit: null, prediction: null, runner_up: null, score: null },
  };
  const tilesOf = createTiles();
  const [tile, ...others] = tilesOf([pupil, { ...pupil, id: "q", drawing: null }]);
  assert.equal(others.length, 0);
  assert.equal(tile?.reading, null);
  assert.deepEqual(tile?.drawing.map((stroke) => stroke.length), [2, 1]);
  assert.ok(Math.abs((tile?.drawing[1]?.[0]?.[1] ?? 0) - 0.25) < 1e-4);
  const [voted] = tilesOf([{ ...pupil, votes: [1, null] }]);
  assert.equal(voted?.drawing, tile?.drawing); // not decoded anew
  const [redrawn] = tilesOf([{ ...pupil, drawing: { ...pupil.drawing, n: 2, lengths: [3] } }]);
  assert.deepEqual(redrawn?.drawing.map((stroke) => stroke.length), [3]);
});

test("what is likely no digit stays folded and is not counted, until somebody uncovers it by itself", () => {
  const letter = { ...read(4), reading: { ...read(4).reading, doubted: true } };
  assert.equal(isFolded(letter), true);
  assert.equal(isFolded({ ...letter, uncovered: true }), false);
  assert.equal(isFolded(read(4)), false);
  assert.equal(countsInWords([read(7), letter], null), "1 drawing: read 1 as a 7");
});
