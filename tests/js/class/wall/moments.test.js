/** A tile that is pressed comes to the stage, and two come side by side: by links that the page reads whole. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { comparisonOf, momentOf } from "../../../../static/js/class/wall/moments.js";
import { decodeLink } from "../../../../static/js/link/link.js";
import { CLASSIC } from "../../models.js";

const drawing = (/** @type {number} */ x) => [[/** @type {const} */ ([x, 0.25]), /** @type {const} */ ([x, 0.75])]];
const whole = (/** @type {any} */ work) => Math.round((work?.drawing?.[0]?.[0]?.[0] ?? 0) * 100) / 100;

test("one drawing stands at the beginning of its pass", () => {
  const link = decodeLink(momentOf("classic", drawing(0.3)), [CLASSIC], CLASSIC);
  assert.deepEqual(link?.unread, []);
  assert.equal(link?.moment.place?.step, "drawing");
  assert.equal(whole(link?.moment.work), 0.3);
});

test("two drawings are A and B, in this order", () => {
  const link = decodeLink(comparisonOf("classic", drawing(0.3), drawing(0.6)), [CLASSIC], CLASSIC);
  assert.deepEqual(link?.unread, []);
  assert.equal(link?.moment.place?.tool, "compare");
  assert.equal(whole(link?.moment.kept), 0.3);
  assert.equal(whole(link?.moment.work), 0.6);
});
