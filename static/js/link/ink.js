/**
 * A drawing ↔ a short text for a link. Pure.
 *
 * Each stroke is its number of points, then each point as its way from the one before: whole
 * numbers of the wire's grid, seven bits a byte, in base64url.
 *
 * @typedef {import("../types.js").Drawing} Drawing
 * @typedef {import("../types.js").Point} Point
 */

import { GRID, whole } from "../state/drawing.js";

const MOST = 50_000; // points: a link that claims more was made to do harm

/** @param {Drawing} drawing */
export function encodeInk(drawing) {
  /** @type {number[]} */
  const bytes = [];
  let [left, top] = [0, 0];
  for (const stroke of drawing) {
    write(bytes, stroke.length);
    for (const [x, y] of stroke) {
      write(bytes, folded(whole(x) - left));
      write(bytes, folded(whole(y) - top));
      [left, top] = [whole(x), whole(y)];
    }
  }
  return toText(Uint8Array.from(bytes));
}

/**
 * @param {string} text
 * @returns {{drawing: Drawing, complete: boolean}}  what could be read, and whether that is all
 */
export function decodeInk(text) {
  const bytes = toBytes(text);
  const next = reader(bytes ?? new Uint8Array());
  /** @type {Point[][]} */
  const drawing = [];
  let [left, top, n] = [0, 0, 0];
  let complete = bytes !== null;
  while (complete && !next.ended()) {
    const length = next.number();
    /** @type {Point[]} */
    const stroke = [];
    complete = length !== null && length > 0;
    for (let k = 0; complete && k < (length ?? 0); k += 1) {
      left += unfolded(next.number() ?? NaN);
      top += unfolded(next.number() ?? NaN);
      n += 1;
      complete = onPad(left) && onPad(top) && n <= MOST;
      if (complete) stroke.push([left / GRID, top / GRID]);
    }
    if (stroke.length) drawing.push(stroke);
  }
  return { drawing, complete };
}

/** @param {number} value */
function onPad(value) {
  return value >= 0 && value <= GRID; // NaN is not
}

/**
 * Small numbers of either sign become small numbers: 0, −1, 1, −2 … are 0, 1, 2, 3 …
 *
 * @param {number} value
 */
function folded(value) {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

/** @param {number} value */
function unfolded(value) {
  return value % 2 ? -(value + 1) / 2 : value / 2;
}

/**
 * @param {number[]} bytes
 * @param {number} value
 */
function write(bytes, value) {
  let rest = value;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  bytes.push(rest);
}

/** @param {Uint8Array} bytes */
function reader(bytes) {
  let at = 0;
  return {
    ended: () => at >= bytes.length,
    /** @returns {number | null} null where the bytes end, or the number never does */
    number() {
      let value = 0;
      for (let shift = 0; shift < 21; shift += 7) {
        const byte = bytes[at];
        if (byte === undefined) return null;
        at += 1;
        value |= (byte & 127) << shift;
        if (byte < 128) return value;
      }
      return null;
    },
  };
}

/** @param {Uint8Array} bytes */
export function toText(bytes) {
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * @param {string} text
 * @returns {Uint8Array | null}
 */
export function toBytes(text) {
  try {
    const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  } catch {
    return null; // not base64
  }
}
