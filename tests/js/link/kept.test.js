import assert from "node:assert/strict";
import { test } from "node:test";

import { metadataOf, pngWithState, stateInFile } from "../../../static/js/link/kept.js";
import { LONGEST } from "../../../static/js/link/link.js";

const FRAGMENT = "v=1&n=classic&s=sums-1&u=0.6&l=weight&d=BgYG_-~%20";
// One black pixel.
const PNG = Uint8Array.from(
  Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==", "base64"),
);
const svgWith = (/** @type {string} */ inside) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inside}</svg>`;
const state = (/** @type {string | Uint8Array} */ content) => stateInFile(new Blob([/** @type {BlobPart} */ (content)]));

test("a PNG and an SVG give back the moment that was put into them", async () => {
  assert.equal(await state(pngWithState(PNG, FRAGMENT)), FRAGMENT);
  assert.equal(await state(svgWith(metadataOf(FRAGMENT))), FRAGMENT);
});

test("the picture round the moment stays as it is", () => {
  const kept = pngWithState(PNG, FRAGMENT);
  const added = kept.length - PNG.length;
  assert.deepEqual([...kept.subarray(0, 33), ...kept.subarray(33 + added)], [...PNG]);
});

test("another's picture, a photo or no picture at all holds no moment", async () => {
  const foreign = pngWithState(PNG, FRAGMENT);
  foreign.set([70, 108], 33 + 8); // "Florward Pass" is not our word
  for (const other of [PNG, foreign, svgWith(""), "v=1&n=classic", "", PNG.subarray(0, 20), new Uint8Array(100)]) {
    assert.equal(await state(other), null);
  }
});

test("a PNG of ours that was cut off or changed is ours, and holds nothing that can be read", async () => {
  const kept = pngWithState(PNG, FRAGMENT);
  for (const length of [60, 80, 33 + 8 + 13 + FRAGMENT.length]) assert.equal(await state(kept.subarray(0, length)), "", `${length}`);
  const changed = kept.slice();
  changed[70] = 65;
  assert.equal(await state(changed), "");
});

test("a chunk that claims to be huge is not waited for", async () => {
  const kept = pngWithState(PNG, FRAGMENT);
  new DataView(kept.buffer).setUint32(33, 0xffff_ffff);
  assert.equal(await state(kept), "");
  assert.equal(await state(pngWithState(PNG, `v=1&d=${"A".repeat(LONGEST)}`)), "");
});

test("scripts and whatever else is no link are not read out of an SVG", async () => {
  const link = metadataOf(FRAGMENT);
  assert.equal(await state(svgWith(`${link}<script>alert(1)</script>`)), FRAGMENT);
  assert.equal(await state(svgWith(metadataOf(`v=1&d="><script>alert(1)</script>`))), "");
  assert.equal(await state(svgWith(metadataOf("javascript:alert(1)"))), "");
  assert.equal(await state(svgWith(link).slice(0, 90)), "");
  assert.equal(await state(`<html>${svgWith(link)}</html>`), null);
});
