/** The code of a class, as people type it. Pure. */

export const LENGTH = 6; // symbols, as in app/rooms/codes.py

/** Symbols that no code has, and the one each is taken for. @type {Readonly<Record<string, string>>} */
const MEANT = { 0: "D", O: "D", Q: "D", G: "6" };

/**
 * @param {string} typed  with spaces, dashes, small letters
 * @returns {string}  the symbols of a code
 */
export function typedCode(typed) {
  return Array.from(typed.toUpperCase().replace(/[^A-Z0-9]/g, ""), (symbol) => MEANT[symbol] ?? symbol).join("");
}

/** @param {string} code  in two halves, easier to read off a wall */
export function codeInWords(code) {
  return `${code.slice(0, LENGTH / 2)} ${code.slice(LENGTH / 2)}`;
}

/** @param {number} n  symbols that were typed */
export function lengthInWords(n) {
  if (!n) return `Type the ${LENGTH} letters and digits that stand on the wall.`;
  return `A code has ${LENGTH} letters and digits; this has ${n}.`;
}
export const DOOR = "/c"; // as in app/config.py
