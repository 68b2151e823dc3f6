/** Painted grids, what lies on them, how they stand in a link, and the shuffle and its way back. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { PIXELS } from "../../../static/js/digit-image.js";
import { sizesFrom } from "../../../static/js/lessons/what-a-neuron-looks-for/areas.js";
import { covered, FOUR, gridField, PRESETS } from "../../../static/js/lessons/what-a-neuron-looks-for/grids.js";
import { orderOf } from "../../../static/js/lessons/what-a-neuron-looks-for/ranking.js";
import { shuffled, unshuffled } from "../../../static/js/lessons/what-a-neuron-looks-for/shuffle.js";
import { seeded } from "../seeded.js";

const random = seeded(4);

test("of the four images one covers exactly 24 blue and 16 red pixels", () => {
  const counts = FOUR.map(({ pixels }) => covered(PRESETS.line, pixels));
  assert.deepEqual(counts, [
    { blue: 0, red: 0 }, { blue: 24, red: 16 }, { blue: 0, red: 96 }, { blue: 48, red: 0 },
  ]);
  const [, , inverse, blue] = FOUR.map(({ pixels }) => pixels);
  assert.ok(blue && inverse?.every((value, cell) => value === 1 - (blue[cell] ?? 0)));
});

test("any painted grid comes back from a link as it was", () => {
  for (let k = 0; k < 50; k += 1) {
    const grid = Array.from({ length: PIXELS }, () => Math.floor(random() * 3) - 1);
    assert.deepEqual(gridField.read(gridField.write(grid)), grid);
  }
});

test("what is no painted grid is not believed", () => {
  const good = gridField.write(PRESETS.line);
  for (const text of ["", good.slice(1), `${good}0`, good.replace("d", "r"), good.toUpperCase(), `${good.slice(0, -1)}q`]) {
    assert.equal(gridField.read(text), undefined, text);
  }
});

test("weights are put back where the shuffle took their pixels from", () => {
  const order = Array.from({ length: PIXELS }, (_, k) => (k * 5 + 3) % PIXELS); // 5 and 784 share no factor
  const rows = [0, 1].map(() => Float32Array.from({ length: PIXELS }, random));
  const mixed = Float32Array.from(rows.flatMap((row) => [...shuffled(row, order)]));
  assert.deepEqual(unshuffled(mixed, order), Float32Array.from(rows.flatMap((row) => [...row])));
});

test("images are ranked by z, the largest first", () => {
  assert.deepEqual(orderOf([0, 8, -96, 48]), [3, 1, 0, 2]);
});

test("an architecture may be typed with anything between its numbers", () => {
  for (const text of ["784-16-16-10", "784, 16, 16, 10", " 784 16 16 10 ", "784×16×16×10"]) {
    assert.deepEqual(sizesFrom(text), [784, 16, 16, 10]);
  }
  assert.deepEqual(sizesFrom("none"), []);
});
