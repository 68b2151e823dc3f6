/**
 * What a pupil made, kept for this visit: from page to page, and for a page that is loaded again
 * before it got through.
 *
 * @typedef {object} Own
 * @property {string} token  whose it is
 * @property {number} n  how many drawings there were, this one included
 * @property {import("../../types.js").Drawing} drawing
 * @property {import("../session.js").Ballot | null} ballot  that has not got through
 */

import { carried } from "../../page/memory.js";
import { encodeDrawing } from "../../wire/decode.js";

const kept = carried("forward-pass-class-own");

/** @type {Own} */
const NOTHING = { token: "", n: 0, drawing: [], ballot: null };
let own = recalled();

/** @returns {Own} */
function recalled() {
  try {
    return { ...NOTHING, ...JSON.parse(kept.recall() || "{}") };
  } catch {
    return NOTHING; // it holds something that is not ours
  }
}

export const ownNow = () => own;

/** @param {Partial<Own>} change */
export function keepOwn(change) {
  own = { ...own, ...change };
  kept.keep(JSON.stringify(own));
  return own;
}

export const forgetOwn = () => void keepOwn(NOTHING);

/**
 * What is handed in as a device comes back to its class.
 *
 * @param {string} pupil  whose token it has
 */
export function toHandIn(pupil) {
  const { token, n, drawing, ballot } = own;
  if (!pupil || token !== pupil) return {};
  return { ...(n && { drawing: { n, ...encodeDrawing(drawing) } }), ...(ballot && { vote: ballot }) };
}
