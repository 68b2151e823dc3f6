/** A digit image ↔ a short text for a link: which pixels have ink, then their greys, in base64url. Pure. */

import { PIXELS } from "../digit-image.js";
import { toBytes, toText } from "./ink.js";

const BITS = PIXELS / 8;

/** @type {import("./fields.js").Field<import("../types.js").ImageInput | null, string | null>} */
export const imageText = {
  write(image) {
    if (!image) return null;
    const inked = new Uint8Array(BITS);
    image.grey.forEach((grey, k) => {
      if (grey) inked[k >> 3] = (inked[k >> 3] ?? 0) | (0x80 >> (k & 7));
    });
    return toText(Uint8Array.from([...inked, ...image.grey.filter(Boolean)]));
  },
  read(text) {
    const bytes = toBytes(text);
    if (!bytes || bytes.length < BITS) return undefined;
    let at = BITS;
    const grey = new Uint8Array(PIXELS).map((_, k) =>
      (bytes[k >> 3] ?? 0) & (0x80 >> (k & 7)) ? (bytes[at++] ?? 0) : 0);
    const isWhole = at === bytes.length && !bytes.subarray(BITS).includes(0);
    return isWhole ? { grey, photo: null } : undefined;
  },
};
