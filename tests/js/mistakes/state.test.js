import assert from "node:assert/strict";
import { test } from "node:test";

import { readMoment, writeMoment } from "../../../static/js/kit/moment.js";
import { decodeLink } from "../../../static/js/link/link.js";
import { fieldsOf } from "../../../static/js/mistakes/link.js";
import { passOf } from "../../../static/js/mistakes/pass-link.js";
import { initialState, orderOf, reduce } from "../../../static/js/mistakes/state.js";
import { favouriteInWords, hardestInWords, tileInWords, totalInWords, verdictOf } from "../../../static/js/mistakes/words.js";
import { CARDS, CLASSIC } from "../models.js";
import { seeded } from "../seeded.js";

const FIRST = initialState(CARDS);
const SAMPLE = { image: new Uint8Array(784), label: 4, answer: 9, sure: 0.834 };

test("what was guessed of one digit is not taken for a guess of the next", () => {
  const said = reduce(FIRST, { reading: 4, hardest: 8, favourite: 1 });
  const next = reduce(said, { at: 1 });
  assert.deepEqual([next.reading, next.hardest, next.favourite], [null, 8, 1]);
  const other = reduce(said, { network: "linear" });
  assert.deepEqual([other.reading, other.hardest, other.favourite], [null, null, null]);
  assert.equal(reduce(said, { unit: { layer: 1, neuron: 2 } }).favourite, null);
});

test("another order begins with its first digit", () => {
  const there = reduce(FIRST, { at: 40 });
  assert.equal(reduce(there, { order: "surest" }).at, 0);
  assert.equal(reduce(there, { cell: { truth: 4, read: 9 } }).at, 0);
  assert.equal(reduce(there, { view: "one" }).at, 40);
});

test("a neuron that another network does not have gives way to its first one", () => {
  const deep = reduce(FIRST, { unit: { layer: 1, neuron: 15 } });
  assert.deepEqual(reduce(deep, { network: "linear" }).unit, { layer: 0, neuron: 0 });
});

test("only a random order has a seed", () => {
  assert.deepEqual(orderOf(reduce(FIRST, { seed: 3 })), { network: "classic", source: "ours", order: "random", seed: 3 });
  const cell = reduce(FIRST, { seed: 3, order: "mistakes", cell: { truth: 4, read: 9 } });
  assert.deepEqual(orderOf(cell), { network: "classic", source: "ours", order: "mistakes", truth: 4, read: 9 });
});

test("a moment comes back from its address, and one that was damaged is not believed", () => {
  const fields = fieldsOf(FIRST);
  const there = reduce(FIRST, {
    network: "linear", source: "t10k", view: "one", order: "random", seed: 12, cell: { truth: 4, read: 9 }, at: 3,
  });
  const address = writeMoment({ ...there }, { ...FIRST }, fields);
  assert.deepEqual({ ...there, ...readMoment(address, fields) }, there);
  for (const damaged of ["v=1&network=nobody", "v=1&cell=4.10", "v=1&unit=0", "v=1&at=-1", "v=1&source=train", "v=2&", "v=1&x=1"]) {
    assert.equal(readMoment(damaged, fields), null, damaged);
  }
});

test("a sample's link holds its image, pixel for pixel", () => {
  const random = seeded(5);
  const image = Uint8Array.from({ length: 784 }, () => (random() < 0.8 ? 0 : Math.floor(random() * 256)));
  const read = decodeLink(passOf("linear", image).replace("/", ""), CARDS, CLASSIC);
  assert.deepEqual(read?.unread, []);
  assert.equal(read.moment.work.network, "linear");
  assert.deepEqual(read.moment.work.image?.grey, image);
});

test("a mistake is said in words, and so is what was guessed", () => {
  assert.equal(tileInWords(SAMPLE), "4 read 9, 0.83, a mistake. Open its pass");
  assert.equal(tileInWords({ ...SAMPLE, label: 8, answer: 8 }), "8 read 8, 0.83. Open its pass");
  const told = "It is a 4. classic reads 9, score 0.83: a mistake.";
  assert.equal(verdictOf(reduce(FIRST, { reading: -1 }), SAMPLE), told);
  assert.equal(verdictOf(reduce(FIRST, { reading: 4 }), SAMPLE), `${told} You said 4.`);
  assert.equal(verdictOf(reduce(FIRST, { reading: 9 }), SAMPLE), `${told} You said 9, as it does.`);
});

test("the hardest digit and a neuron's favourite are told with what was said", () => {
  const matrix = { n: 1000, right: 950, hardest: 8, recall: [1, 1, 1, 1, 1, 1, 1, 1, 0.5, 1] };
  assert.equal(hardestInWords(reduce(FIRST, { hardest: 8 }), matrix),
    "classic reads 950 of 1,000 right, 95.0\u00a0%. You said 8, and so it is. It finds the 8 hardest: 50.0\u00a0% of them are read right.");
  assert.match(hardestInWords(reduce(FIRST, { hardest: 3 }), matrix), /You said 3\. It finds/);
  const alike = { ...matrix, hardest: 0, recall: [0, 1, 0, 1, 1, 1, 1, 1, 0, 1] };
  assert.match(hardestInWords(reduce(FIRST, { hardest: 8 }), alike),
    /You said 8, and so it is\. It finds the 0, 2 and 8 hardest: 0\.0\u00a0% of them are read right\.$/);
  const means = [0.1, 0.2, null, 0.9, 0, 0, 0, 0, 0, 0];
  assert.equal(favouriteInWords(reduce(FIRST, { favourite: 1 }), means), "You said 1. On average the 3 excites it most: 0.90.");
});

test("the gallery says what it shows", () => {
  assert.equal(totalInWords(FIRST, 10_000), "10,000 digits");
  assert.equal(totalInWords(reduce(FIRST, { order: "surest" }), 94), "94 mistakes");
  assert.equal(totalInWords(reduce(FIRST, { cell: { truth: 4, read: 9 } }), 12), "12 4s read as 9");
  const right = { cell: { truth: 4, read: 4 } };
  assert.equal(totalInWords(reduce(FIRST, right), 900), "900 4s read right");
  assert.equal(totalInWords(reduce(FIRST, { ...right, order: "surest" }), 0), "These 4s were read right: no mistakes among them");
});
