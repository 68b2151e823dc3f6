/** Where a plot's numbers stand, and which number stands under a pointer. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { drawPlot, scalesOf } from "../../../static/js/kit/plot.js";

const SIZE = { width: 328, height: 200 };
const { X, Y, xAt } = scalesOf({ span: [-12, 12], range: [-1, 1] }, SIZE, 13);

test("a number is found again where it stands", () => {
  for (const x of [-12, -3.5, 0, 12]) assert.ok(Math.abs(xAt(X(x)) - x) < 1e-9);
});

test("a pointer beside the plot holds its first or last number", () => {
  assert.equal(xAt(-40), -12);
  assert.equal(xAt(4000), 12);
});

test("larger numbers stand higher, and all of them on the canvas", () => {
  assert.ok(Y(1) < Y(0) && Y(0) < Y(-1));
  for (const y of [Y(1), Y(-1)]) assert.ok(y > 0 && y < SIZE.height);
});

test("the name of the topmost line stands above it, and not in it", () => {
  assert.ok(Y(1) > 13 * 1.4);
});

test("the axis has its numbers at its ends, or words where they are said", () => {
  /** @param {Partial<import("../../../static/js/kit/plot.js").Plot>} more */
  function written(more) {
    /** @type {string[]} */
    const texts = [];
    const ctx = new Proxy({}, {
      get: (_, name) => (name === "fillText" ? (/** @type {string} */ text) => texts.push(text) : () => {}),
      set: () => true,
    });
    const palette = /** @type {any} */ (new Proxy({}, { get: () => [0, 0, 0] }));
    drawPlot(/** @type {any} */ (ctx), { curves: [], span: [0, 15], range: [0, 1], now: [], plumb: { x: 0, text: "" }, ...more }, SIZE, palette, 13);
    return texts;
  }
  assert.deepEqual(written({}), ["0", "", "15"]);
  assert.deepEqual(written({ ends: ["start", "end"] }), ["start", "", "end"]);
});
