/**
 * How the drawing was placed in the field, in words, where it is not as MNIST's digits were. Pure.
 *
 * @typedef {import("../state/explore.js").Framing} Framing
 * @typedef {import("../state/steps.js").Step} Step
 */

/**
 * What a step of the preparation is called and does in a framing.
 *
 * @param {Framing} framing
 * @param {Step["kind"]} kind
 * @returns {{title: string, sentence: string} | null}  null where it is as usual
 */
export function framedWords({ centred, shift }, kind) {
  const own = shiftInWords(shift);
  if (kind === "centre" && own) {
    const before = centred ? "The ink is centred first; then" : "Nothing is centred;";
    return { title: "Moved by you", sentence: `${before} you moved the picture ${own}. What leaves the field is cut off.` };
  }
  if (centred) return null;
  switch (kind) {
    case "crop":
      return { title: "No crop: the pad as drawn", sentence: "The whole pad is kept, empty space and all." };
    case "fit":
      return { title: "No fit: the pad in 28 × 28 pixels", sentence: "The pad is reduced as it is, so a small digit stays small." };
    case "centre":
      return { title: "Not centred: where you drew it", sentence: "Nothing moves: the network sees the ink where you drew it." };
    default:
      return null;
  }
}

/**
 * @param {readonly [right: number, down: number]} shift  whole pixels
 * @returns {string}  empty where nothing moves
 */
export function shiftInWords([right, down]) {
  return [
    right && `${Math.abs(right)} ${pixels(right)} to the ${right > 0 ? "right" : "left"}`,
    down && `${Math.abs(down)} ${pixels(down)} ${down > 0 ? "down" : "up"}`,
  ].filter(Boolean).join(" and ");
}

/** @param {number} n */
function pixels(n) {
  return Math.abs(n) === 1 ? "pixel" : "pixels";
}
