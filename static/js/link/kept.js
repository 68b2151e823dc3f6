/**
 * A moment inside a picture: the fragment of its link in a text chunk of a PNG, or in the metadata
 * of an SVG. Nothing else of a file is read, and the file itself is never shown. Pure.
 */

import { LONGEST } from "./link.js";

const WORD = "Forward Pass"; // of our chunk, and of our metadata
const MOST = LONGEST + 1000; // bytes that are read of a file: ours comes first in it
const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10]; // of a PNG
const AFTER_HEADER = 33; // bytes: the signature, and the chunk IHDR
const FRAGMENT = /^v=[\w\-.~!*'()%]+(&\w+=[\w\-.~!*'()%]*)*$/;
const START = `<metadata id="forward-pass">`;
const END = "</metadata>";

/**
 * The moment that a file holds.
 *
 * @param {Blob} file  of any kind and size
 * @returns {Promise<string | null>}  the fragment of a link, not believed yet: `decodeLink` reads it.
 *   Empty where it is a picture of ours whose moment was changed or cut off; null where there is none
 */
export async function stateInFile(file) {
  const head = new Uint8Array(await file.slice(0, MOST).arrayBuffer());
  return SIGNATURE.every((byte, k) => head[k] === byte) ? inChunks(head) : inMetadata(head);
}

/**
 * @param {Uint8Array} png
 * @param {string} fragment  as `encodeLink` writes it
 * @returns {Uint8Array}  the same picture, with the moment inside
 */
export function pngWithState(png, fragment) {
  const body = latin(`tEXt${WORD}\0${fragment}`);
  const chunk = new Uint8Array(body.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length - 4);
  chunk.set(body, 4);
  view.setUint32(body.length + 4, crc(body));
  const whole = new Uint8Array(png.length + chunk.length);
  whole.set(png.subarray(0, AFTER_HEADER));
  whole.set(chunk, AFTER_HEADER);
  whole.set(png.subarray(AFTER_HEADER), AFTER_HEADER + chunk.length);
  return whole;
}

/**
 * @param {string} fragment
 * @returns {string}  an element for the beginning of an SVG
 */
export function metadataOf(fragment) {
  return `${START}${fragment.replaceAll("&", "&amp;")}${END}`;
}

/** @param {Uint8Array} head  of a PNG */
function inChunks(head) {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  for (let at = SIGNATURE.length; at + 8 <= head.length; ) {
    const length = view.getUint32(at);
    const type = text(head.subarray(at + 4, at + 8));
    if (type === "IDAT") return null;
    const end = at + 8 + length;
    if (type === "tEXt" && text(head.subarray(at + 8, at + 9 + WORD.length)) === `${WORD}\0`) {
      const isWhole = end + 4 <= head.length && view.getUint32(end) === crc(head.subarray(at + 4, end));
      return isWhole ? believable(text(head.subarray(at + 9 + WORD.length, end))) : "";
    }
    at = end + 4;
  }
  return null;
}

/** @param {Uint8Array} head */
function inMetadata(head) {
  const svg = text(head);
  const start = svg.indexOf(START);
  if (!/^(\xef\xbb\xbf)?\s*(<\?xml [^>]*>\s*)?<svg\s/.test(svg) || start < 0) return null;
  const end = svg.indexOf(END, start);
  return end < 0 ? "" : believable(svg.slice(start + START.length, end).trim().replaceAll("&amp;", "&"));
}

/** @param {string} fragment */
function believable(fragment) {
  return fragment.length <= LONGEST && FRAGMENT.test(fragment) ? fragment : "";
}

/** @param {Uint8Array} bytes */
function text(bytes) {
  return new TextDecoder("latin1").decode(bytes);
}

/** @param {string} letters */
function latin(letters) {
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

/**
 * CRC-32, as PNG has it.
 *
 * @param {Uint8Array} bytes
 */
function crc(bytes) {
  let rest = ~0;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest >>> 0;
}
