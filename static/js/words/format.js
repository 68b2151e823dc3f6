/** Numbers as people read them: a true minus sign, as many decimals as asked for. And how a sentence begins. */

const LONGEST = 1e13; // numbers from here on are written with a power of ten

/**
 * @param {number} value
 * @param {number} [decimals]  negative: the value is a whole multiple of 10^−decimals
 */
export function number(value, decimals = 2) {
  const size = Math.abs(value);
  const text = decimals < 0 ? multiple(size, decimals) : size < LONGEST ? size.toFixed(decimals) : size.toExponential(decimals);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/**
 * With every digit down to the unit: of 10³⁶, 3.40e+38 and 7e+36, which make 3.47e+38.
 *
 * @param {number} size
 * @param {number} decimals
 */
function multiple(size, decimals) {
  const exponent = Number(size.toExponential().split("e")[1]);
  return size === 0 ? "0" : size.toExponential(Math.max(0, exponent + decimals));
}

/**
 * With its sign, plus included.
 *
 * @param {number} value
 * @param {number} [decimals]
 */
export function signed(value, decimals = 2) {
  return plus(number(value, decimals));
}

/** @param {string} text  a number */
export function plus(text) {
  return text.startsWith("−") || Number(text) === 0 ? text : `+${text}`;
}

/**
 * Two factors with the fewest digits whose product, rounded, is the term that is written beside
 * them: "0.9412" and "0.6899" for 0.6493, where 0.94 and 0.69 would make 0.6486.
 *
 * @param {number} one
 * @param {number} other
 * @param {number} term  their product, rounded
 * @param {number} [decimals]  of the term, as in `number`
 * @param {number} [least]  decimals of each factor
 * @returns {[string, string]}
 */
export function factors(one, other, term, decimals = 2, least = 2) {
  return pairOf(term, decimals, (more) => factor(one, least, more), (more) => factor(other, least, more));
}

/**
 * Two float32 factors in full; with more of their digits near a tie, where their product as written
 * would round to another term than the one beside them.
 *
 * @param {number} one
 * @param {number} other
 * @param {number} term  their product, rounded
 * @param {number} decimals  of the term, as in `number`
 */
export function fullFactors(one, other, term, decimals) {
  return pairOf(term, decimals, (more) => exact(one, more), (more) => exact(other, more));
}

/**
 * The shortest pair whose product, rounded, is the term.
 *
 * @param {number} term
 * @param {number} decimals
 * @param {(more: number) => string} one  the factor, with that many more digits than it needs
 * @param {(more: number) => string} other
 * @returns {[string, string]}
 */
function pairOf(term, decimals, one, other) {
  const [wanted, digits] = asWritten(number(term, decimals));
  const goal = rounded(wanted, digits, decimals);
  for (let more = 0; more < MOST_DIGITS; more += 1) {
    for (let k = 0; k <= more; k += 1) {
      const pair = /** @type {[string, string]} */ ([one(more - k), other(k)]);
      const [[a, m], [b, n]] = [asWritten(pair[0]), asWritten(pair[1])];
      if (rounded(a * b, m + n, decimals) === goal) return pair;
    }
  }
  return [one(0), other(0)]; // the term is not their product
}

const MOST_DIGITS = 60; // more than a product of two float32 needs
const TINY = 1e-5; // with more digits, numbers below are written with a power of ten

/**
 * @param {number} value
 * @param {number} least  decimals
 * @param {number} more  digits
 */
function factor(value, least, more) {
  const size = Math.abs(value);
  const text = size < TINY && more > 0 ? size.toExponential(more - 1).replace("e-", "e−") : number(size, least + more);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/**
 * The exact number that is written: units, and how many decimals they have.
 *
 * @param {string} text
 * @returns {[units: bigint, decimals: number]}
 */
function asWritten(text) {
  const [digits = "", power = "0"] = text.replaceAll("−", "-").split("e");
  return [BigInt(digits.replace(".", "")), (digits.split(".")[1]?.length ?? 0) - Number(power)];
}

/**
 * Units of `from` decimals as units of `to` decimals, halves away from 0: as one rounds by hand.
 *
 * @param {bigint} units
 * @param {number} from
 * @param {number} to
 */
function rounded(units, from, to) {
  if (to >= from) return units * 10n ** BigInt(to - from);
  const one = 10n ** BigInt(from - to);
  const half = units < 0 ? -one / 2n : one / 2n;
  return (units + half) / one;
}

/**
 * Three or four characters for the inside of a neuron: ".82", "1.0", "−2.8", "12", "−11".
 *
 * @param {number} value
 */
export function short(value) {
  const size = Math.abs(value);
  if (size >= 9.95) return number(value, 0);
  if (size >= 0.995) return number(value, 1);
  return number(value, 2).replace("0.", ".");
}

/**
 * As an index: 12 → "₁₂".
 *
 * @param {number} index
 */
export function subscript(index) {
  return `${index}`.replace(/\d/g, (digit) => String.fromCharCode(0x2080 + Number(digit)));
}

/**
 * A whole number with thin spaces between thousands is hard to read aloud; commas are not.
 *
 * @param {number} value
 */
export function count(value) {
  // The browser's own way loads its tables of all languages first: several ms before the first view.
  return `${value}`.replace(/\B(?=(\d{3})+$)/g, ",");
}

/**
 * @param {number} share  0 to 1
 * @param {number} [decimals]
 */
export function percent(share, decimals = 1) {
  return `${(share * 100).toFixed(decimals)}\u00a0%`;
}

/**
 * A float32 number in full: the fewest digits that still name it and no other.
 *
 * @param {number} value
 * @param {number} [more]  digits than those
 */
export function exact(value, more = 0) {
  const digits = [6, 7, 8].find((each) => Math.fround(Number(value.toPrecision(each))) === value) ?? 9;
  const text = more ? value.toPrecision(digits + more) : `${Number(value.toPrecision(digits))}`;
  return text.replaceAll("-", "−");
}

/** @param {string} text  that begins a sentence */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** @param {number} digit */
export function aDigit(digit) {
  return `${digit === 8 ? "an" : "a"} ${digit}`;
}
