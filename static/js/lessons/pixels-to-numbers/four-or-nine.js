/**
 * Drawings, point by point, in pad units: a 4 whose top closes until it is a 9, and two that are no
 * digits. Pure.
 *
 * @typedef {import("../../types.js").Drawing} Drawing
 * @typedef {import("../../types.js").Point} Point
 * @typedef {import("../../types.js").Stroke} Stroke
 */

export const STEPS = 50; // from the 4 to the 9

/**
 * @param {number} closed  0, a 4, to STEPS, a 9
 * @returns {Drawing}
 */
export function fourToNine(closed) {
  const t = closed / STEPS;
  return FOUR.map((stroke, s) => stroke.map((point, k) => between(point, NINE[s]?.[k] ?? point, t)));
}

/**
 * The point that closes the top: the beginning of the first stroke.
 *
 * @param {number} closed
 */
export function tipOf(closed) {
  return /** @type {Point} */ (fourToNine(closed)[0]?.[0]);
}

/**
 * The step whose tip is nearest to a place on the pad.
 *
 * @param {Point} place
 */
export function nearestStep([x, y]) {
  const far = (/** @type {number} */ step) => Math.hypot(tipOf(step)[0] - x, tipOf(step)[1] - y);
  return Array.from({ length: STEPS + 1 }, (_, step) => step)
    .reduce((best, step) => (far(step) < far(best) ? step : best));
}

/**
 * @param {Point} from
 * @param {Point} to
 * @param {number} t
 * @returns {Point}
 */
function between([x, y], [toX, toY], t) {
  return [x + (toX - x) * t, y + (toY - y) * t];
}

/**
 * @param {Point} from
 * @param {Point} to
 * @param {number} n  points, both ends included
 * @returns {Stroke}
 */
function line(from, to, n) {
  return Array.from({ length: n }, (_, k) => between(from, to, k / (n - 1)));
}

/**
 * A part of an ellipse; angles in half turns from the right, positive ones downwards.
 *
 * @param {Point} middle
 * @param {Point} radii
 * @param {number} from
 * @param {number} to
 * @param {number} n
 * @returns {Stroke}
 */
function arc([x, y], [rx, ry], from, to, n) {
  return Array.from({ length: n }, (_, k) => {
    const angle = Math.PI * (from + ((to - from) * k) / (n - 1));
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
  });
}

/** @type {Point} */
const TIP = [0.37, 0.19];
/** @type {Point} */
const CORNER = [0.31, 0.52];

/** The roof of the 9 is all in the tip of the 4, from which it grows. @type {Drawing} */
const FOUR = [
  [...line(TIP, TIP, 13), ...line(TIP, CORNER, 9).slice(1), ...line(CORNER, [0.68, 0.52], 9).slice(1)],
  line([0.62, 0.2], [0.6, 0.83], 8),
];
/** @type {Drawing} */
const NINE = [
  [...arc([0.5, 0.35], [0.15, 0.16], 0, -1, 13), ...arc([0.5, 0.35], [0.15, 0.16], -1, -2, 17).slice(1)],
  line([0.65, 0.3], [0.62, 0.83], 8),
];

/** @type {Drawing} */
export const FACE = [
  arc([0.5, 0.5], [0.38, 0.38], 0, 2, 40),
  line([0.38, 0.4], [0.38, 0.43], 2),
  line([0.62, 0.4], [0.62, 0.43], 2),
  arc([0.5, 0.55], [0.2, 0.15], 0.1, 0.9, 15),
];

/** @type {Drawing} */
export const HOUSE = [[[0.25, 0.85], [0.25, 0.45], [0.5, 0.2], [0.75, 0.45], [0.75, 0.85], [0.25, 0.85]]];

export const SUBJECTS = { turn: "4 or 9", face: "A face", house: "A house" };
const OTHERS = { face: FACE, house: HOUSE };

/** @param {{subject: keyof typeof SUBJECTS, closed: number}} state */
export function drawingOf({ subject, closed }) {
  return subject === "turn" ? fourToNine(closed) : OTHERS[subject];
}

/** @param {number} closed */
export function share(closed) {
  return `${Math.round((closed / STEPS) * 100)} %`;
}
