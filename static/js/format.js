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
  const text = number(value, decimals);
  return text.startsWith("−") || Number(text) === 0 ? text : `+${text}`;
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
  return `${(share * 100).toFixed(decimals)} %`;
}

/**
 * A float32 number in full: the fewest digits that still name it and no other.
 *
 * @param {number} value
 */
export function exact(value) {
  const digits = [6, 7, 8, 9].find((each) => Math.fround(Number(value.toPrecision(each))) === value);
  return `${Number(value.toPrecision(digits ?? 9))}`.replace("-", "−");
}

/** @param {string} text  that begins a sentence */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
