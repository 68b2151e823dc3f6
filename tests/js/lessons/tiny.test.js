import assert from "node:assert/strict";
import { test } from "node:test";

import { power, tiny } from "../../../static/js/lessons/where-weights-start/tiny.js";

test("numbers of any size are written in few digits", () => {
  const written = [0, 1, 0.276, 0.949, 0.0297, 4.9e-7, 9.5367431640625e-7, 9.97e-3, 1.2e-19, 70.3, 31099.3].map(tiny);
  assert.deepEqual(written, ["0", "1", "0.28", "0.95", "0.03", "0.00000049", "0.00000095", "0.01", "1.2 · 10⁻¹⁹", "70.3", "31,099"]);
});

test("powers of ten have their sign", () => {
  assert.deepEqual([-20, 0, 4].map(power), ["10⁻²⁰", "1", "10⁴"]);
});
