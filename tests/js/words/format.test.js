import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { seeded } from "../seeded.js";
import { count, factors, fullFactors, number, percent, short, signed } from "../../../static/js/words/format.js";

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
  assert.equal(number(3.402823e38, -32), "3.402823e+38");
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
  assert.equal(percent(0.9612), "96.1\u00a0%");
  assert.equal(percent(1, 0), "100\u00a0%");
});

describe("factors", () => {
  test("have the digits that their product needs, and no more", () => {
    assert.deepEqual(factors(0.9412, 0.69, 0.6494, 4), ["0.9412", "0.69"]);
    assert.deepEqual(factors(0.35, 1.2157, 0.43), ["0.35", "1.22"]);
    assert.deepEqual(factors(1, 0.0043, 0.0043, 4), ["1.00", "0.0043"]);
    assert.deepEqual(factors(0.5, -0.25, -0.13), ["0.50", "−0.25"]);
    assert.deepEqual(factors(0.5, -0.004, 0), ["0.50", "0.00"]);
    assert.deepEqual(factors(1e-30, -2e30, -2), ["1e−30", "−2.00e+30"]);
    assert.deepEqual(factors(0, 3.4e38, 0, -36), ["0.00", "3.40e+38"]);
  });

  /**
   * A text as a fraction of whole numbers: read here with no help of the page's.
   *
   * @param {string} text
   * @returns {[bigint, bigint]}
   */
  function fraction(text) {
    const [, sign, whole = "", part = "", power = "0"] = /^(−?)(\d+)(?:\.(\d+))?(?:e([+−]\d+))?$/.exec(text) ?? assert.fail(text);
    const exponent = Number(power.replace("−", "-")) - part.length;
    const units = BigInt(sign.replace("−", "-") + whole + part);
    return exponent < 0 ? [units, 10n ** BigInt(-exponent)] : [units * 10n ** BigInt(exponent), 1n];
  }

  /**
   * A float32 as a fraction.
   *
   * @param {number} value
   * @returns {[bigint, bigint]}
   */
  const exactly = (value) => [BigInt(value * 2 ** 100 * 2 ** 49), 2n ** 149n];

  /**
   * The product in units of a decimal, halves away from 0.
   *
   * @param {[bigint, bigint]} one
   * @param {[bigint, bigint]} other
   * @param {number} decimals
   */
  function product([a, b], [c, d], decimals) {
    const [up, down] = decimals < 0 ? [1n, 10n ** BigInt(-decimals)] : [10n ** BigInt(decimals), 1n];
    const [n, m] = [a * c * up, b * d * down];
    return (2n * n + (n < 0n ? -m : m)) / (2n * m);
  }

  test("multiplied by whoever reads them make the term, whatever two float32 they are", () => {
    const random = seeded(7);
    const bits = new Uint32Array(1);
    const any = () => {
      do bits[0] = Math.floor(random() * 2 ** 32);
      while ((/** @type {number} */ (bits[0]) & 0x7f800000) === 0x7f800000); // no infinity
      return /** @type {number} */ (new Float32Array(bits.buffer)[0]);
    };
    const common = () => Math.fround(random() * 4 - 2);
    const spread = () => Math.fround(common() * 10 ** Math.floor(random() * 14 - 7));
    const few = () => [0, -0, 1, -1, 0.5, 0.125, 1e-45, -1e-45, 3.4028234663852886e38, 1e12, 1e14, 255][Math.floor(random() * 12)] ?? 0;
    const draws = [common, spread, any, few];
    for (let round = 0; round < 8000; round += 1) {
      const pick = () => /** @type {() => number} */ (draws[Math.floor(random() * draws.length)])();
      const [one, other] = [Math.fround(pick()), Math.fround(pick())];
      if (Math.abs(one * other) > 3.4e38) continue; // refused before it is shown
      const digits = `${BigInt(Math.trunc(Math.abs(one * other)))}`.length;
      const usual = round % 2 ? 2 : 4;
      const decimals = digits + usual <= 15 ? usual : usual + 1 - digits; // as the server chooses them
      const units = product(exactly(one), exactly(other), decimals);
      const term = decimals < 0 ? Number(units * 10n ** BigInt(-decimals)) : Number(units) / 10 ** decimals;
      const [left, right] = factors(one, other, term, decimals);
      assert.equal(product(fraction(left), fraction(right), decimals), units, `${one} × ${other}: ${left} × ${right} = ${number(term, decimals)}`);
      assert.ok(left.length + right.length < 60, `${left} × ${right}`);
    }
  });

  test("in full name their float32 and make the term, near a tie, too", () => {
    for (const [one, other, term, written] of /** @type {const} */ ([
      [0.6930881142616272, 1.032552719116211, 0.7157, ["0.6930881", "1.03255272"]], // 1.0325527 makes 0.7156
      [0.6356504559516907, -0.8014624714851379, -0.5094, ["0.63565046", "−0.80146247"]],
      [0.25, 0.5, 0.125, ["0.25", "0.5"]],
      [-1e-9, 3, 0, ["−1e−9", "3"]],
    ])) {
      const [left, right] = fullFactors(one, other, term, 4);
      assert.deepEqual([left, right], written);
      assert.equal(product(fraction(left), fraction(right), 4), BigInt(Math.round(term * 10 ** 4)));
      const read = [left, right].map((text) => Math.fround(Number(text.replaceAll("−", "-"))));
      assert.deepEqual(read, [one, other].map(Math.fround));
    }
  });
});
