import assert from "node:assert/strict";
import { test } from "node:test";

import { seeded } from "./seeded.js";
import { count, number, percent, short, signed } from "../../static/js/format.js";

test("numbers have a true minus sign, and zero has none", () => {
  assert.equal(number(-2.834), "−2.83");
  assert.equal(number(2.835, 1), "2.8");
  assert.equal(number(-0.004), "0.00");
  assert.equal(number(0), "0.00");
  assert.equal(number(-12.6, 0), "−13");
});

test("numbers too long to read are written with a power of ten", () => {
  assert.equal(number(3.4e38), "3.40e+38");
  assert.equal(number(-1e15, 0), "−1e+15");
  assert.equal(number(999_999_999_999), "999999999999.00");
});

test("of whole multiples of a power of ten, every digit is written and none more", () => {
  assert.equal(number(3.4e38, -36), "3.40e+38");
  assert.equal(number(7e36, -36), "7e+36");
  assert.equal(number(-1e39, -36), "−1.000e+39");
  assert.equal(number(0, -36), "0");
  const random = seeded(3);
  for (let round = 0; round < 5000; round += 1) {
    const n = Math.floor(10 ** (random() * 7));
    const power = 1 + Math.floor(random() * 40);
    const [digits = "", exponent = ""] = number(n / 10 ** -power, -power).split("e+");
    const zeros = Number(exponent) - (digits.split(".")[1]?.length ?? 0);
    assert.equal(BigInt(digits.replace(".", "")) * 10n ** BigInt(zeros), BigInt(n) * 10n ** BigInt(power));
  }
});

test("signed numbers say plus, but for zero", () => {
  assert.equal(signed(0.65), "+0.65");
  assert.equal(signed(-11.361), "−11.36");
  assert.equal(signed(0.001), "0.00");
  assert.equal(signed(-0.001), "0.00");
  assert.equal(signed(4, 0), "+4");
});

test("inside a neuron there is room for four characters", () => {
  assert.equal(short(0.82), ".82");
  assert.equal(short(1), "1.0");
  assert.equal(short(-2.83), "−2.8");
  assert.equal(short(12.4), "12");
  assert.equal(short(-11.4), "−11");
  for (let value = -99; value <= 99; value += 0.137) {
    assert.ok(short(value).length <= 4, `${value} is shown as ${short(value)}`);
  }
});

test("counts and percentages read as in prose", () => {
  assert.equal(count(13002), "13,002");
  assert.equal(count(784), "784");
  assert.equal(count(1234567), "1,234,567");
  assert.equal(percent(0.9612), "96.1 %");
  assert.equal(percent(1, 0), "100 %");
});
