/**
 * How a digit image was changed to fool the network, in words. Pure.
 *
 * @typedef {object} Fooled  as the server answers
 * @property {boolean} found
 * @property {Uint8Array} before  the digit image, 28×28 grey bytes
 * @property {Uint8Array} image  after
 * @property {Float32Array} change  after − before, as the network reads them
 * @property {number} largest  of one pixel
 * @property {number} rms
 * @property {number} pixels  that are another grey
 */

import { PIXELS } from "../digit-image.js";
import { number } from "./format.js";

const FAINT = 0.05; // of white, on average: fainter than what paper or a camera does to a digit

/**
 * @param {Fooled} fooled
 * @param {boolean | null} guess  whether a change too small to see could do it; null: not guessed
 */
export function changeInWords({ largest, rms, pixels }, guess) {
  const size = `${pixels} of ${PIXELS} pixels have another grey. The largest change is ${number(largest)}, where white is 1; the average is ${number(rms, 3)} (root mean square).`;
  const isFaint = rms < FAINT;
  const seen = isFaint
    ? "That is fainter than paper or a camera make it: you would still read your own digit."
    : "Look closely and you see it; but you would still read your own digit, would you not?";
  if (guess === null) return `${size} ${seen}`;
  return `${size} You said ${guess ? "yes" : "no"}. ${seen}`;
}

/**
 * @param {number} target
 * @param {boolean} clear
 */
export function notFoundInWords(target, clear) {
  return `No change was found that makes this network say ${target}${clear ? " for sure" : ""}. Perhaps there is none between black and white.`;
}
