/** What a lesson's link holds of a digit of one's own. Pure. */

import { decodeInk, encodeInk } from "../link/ink.js";

const NOTHING = "none";

/** Nothing is drawn. @type {import("../types.js").Drawing} */
export const NO_INK = [];

/** @type {import("../link/fields.js").Field<import("../types.js").Drawing>} */
export const inkField = {
  write: (ink) => (ink.length ? encodeInk(ink) : NOTHING),
  read(text) {
    if (text === NOTHING) return NO_INK;
    const { drawing, complete } = decodeInk(text);
    return complete && drawing.length ? drawing : undefined;
  },
};
