/** Numbers of any size in few digits: 0.95, 0.00000049, 1.2 · 10⁻¹⁹. Pure. */

import { tidy } from "../../kit/figures.js";
import { count } from "../../words/format.js";

const LEAST = 1e-9; // below it the noughts would have to be counted
const SIGNS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** @param {number} value  0 or more */
export function tiny(value) {
  if (value >= 1000) return count(Math.round(value));
  if (value >= 0.095 || value === 0) return tidy(value);
  const [digits = "", exponent = ""] = value.toExponential(1).split("e-");
  if (value < LEAST) return `${digits} · ${power(-Number(exponent))}`;
  return value.toFixed(Number(exponent) + 1).replace(/0+$/, "");
}

/**
 * Of ten.
 *
 * @param {number} exponent  a whole number
 */
export function power(exponent) {
  if (exponent === 0) return "1";
  return `10${`${exponent}`.replace("-", "⁻").replace(/\d/g, (digit) => SIGNS[Number(digit)] ?? "")}`;
}
