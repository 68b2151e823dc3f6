/**
 * Where things are on a plane of two inputs: its box on the screen, the part of a line that is in
 * it, and the line that a moved handle makes. Only for drawing: no neuron's sum is computed. Pure.
 *
 * @typedef {{x: number, y: number}} At
 *
 * @typedef {object} Axis
 * @property {string} name
 * @property {number} low
 * @property {number} high
 * @property {number} tick  between two figures
 * @property {number} step  of a point that is moved
 *
 * @typedef {object} Straight  where w₁ x + w₂ y + b is 0
 * @property {readonly [number, number]} w
 * @property {number} b
 */

import { decimal } from "./toy.js";

const SMALL = 1e-9; // of lengths in the plane: less is none
const GRASPS = /** @type {const} */ ([0.12, 0.38, 0.88]); // of a line, from its end to a handle
const FARTHEST = 60; // steps of a key until a rounded line is another one

/**
 * The box of the axes in px: as large as there is room for, and square, so that on two axes that
 * reach equally far a right angle looks like one.
 *
 * @param {{width: number, height: number}} room
 * @param {number} fontSize  of the figures
 * @param {readonly [Axis, Axis]} axes
 */
export function layoutPlane({ width, height }, fontSize, [across, up]) {
  const before = fontSize * 2.6;
  const above = fontSize * 1.9;
  const side = Math.max(1, Math.min(width - before - fontSize, height - above - fontSize * 3.3));
  const left = before + (width - before - fontSize - side) / 2;
  const unit = { x: side / (across.high - across.low), y: side / (up.high - up.low) };
  return {
    left, top: above, side,
    X: (/** @type {number} */ x) => left + (x - across.low) * unit.x,
    Y: (/** @type {number} */ y) => above + side - (y - up.low) * unit.y,
    /** @param {At} px @returns {At} */
    at: ({ x, y }) => ({ x: across.low + (x - left) / unit.x, y: up.low + (above + side - y) / unit.y }),
  };
}

/**
 * The values that have a figure: whole ticks, from end to end.
 *
 * @param {Axis} axis
 */
export function ticksOf({ low, high, tick }) {
  const first = Math.ceil(low / tick - SMALL);
  const n = Math.floor(high / tick + SMALL) - first + 1;
  return Array.from({ length: n }, (_, k) => decimal((first + k) * tick) + 0);
}

/**
 * On the grid of a point that is moved, and within the axes.
 *
 * @param {At} at
 * @param {readonly [Axis, Axis]} axes
 * @returns {At}
 */
export function onGrid({ x, y }, [across, up]) {
  const put = (/** @type {number} */ value, /** @type {Axis} */ { low, high, step }) =>
    decimal(Math.min(high, Math.max(low, low + Math.round((value - low) / step) * step)));
  return { x: put(x, across), y: put(y, up) };
}

/**
 * What is left of the axes' box on the side where w₁ x + w₂ y + b ≥ 0, corner by corner; empty where
 * nothing is.
 *
 * @param {Straight} line
 * @param {readonly [Axis, Axis]} axes
 * @returns {readonly At[]}
 */
export function halfOf({ w: [p, q], b }, [across, up]) {
  const corners = [
    { x: across.low, y: up.low }, { x: across.high, y: up.low },
    { x: across.high, y: up.high }, { x: across.low, y: up.high },
  ];
  const beyond = (/** @type {At} */ { x, y }) => p * x + q * y + b;
  return corners.flatMap((from, k) => {
    const to = corners[(k + 1) % corners.length] ?? from;
    const [f, t] = [beyond(from), beyond(to)];
    const crossing = f / (f - t);
    const cut = (f < 0) !== (t < 0)
      ? [{ x: from.x + (to.x - from.x) * crossing, y: from.y + (to.y - from.y) * crossing }] : [];
    return f < 0 ? cut : [from, ...cut];
  });
}

/**
 * The part of a line that is in the box of the axes, from end to end; null where none is.
 *
 * @param {Straight} line
 * @param {readonly [Axis, Axis]} axes
 * @returns {readonly [At, At] | null}
 */
export function segmentOf({ w: [p, q], b }, axes) {
  const [across, up] = axes;
  const on = [
    ...(Math.abs(q) > SMALL ? [across.low, across.high].map((x) => ({ x, y: -(p * x + b) / q })) : []),
    ...(Math.abs(p) > SMALL ? [up.low, up.high].map((y) => ({ x: -(q * y + b) / p, y })) : []),
  ].filter(({ x, y }) => isIn(x, across) && isIn(y, up));
  const along = on.sort((one, other) => one.x - other.x || one.y - other.y);
  const [first, last] = [along[0], along.at(-1)];
  if (!first || !last || Math.hypot(last.x - first.x, last.y - first.y) < SMALL) return null;
  return [first, last];
}

/**
 * @param {number} value
 * @param {Axis} axis
 */
function isIn(value, { low, high }) {
  return value >= low - SMALL && value <= high + SMALL;
}

/**
 * Where the handles of a line are: one that turns it, one that shifts it, one that turns it. The one
 * in between is not in the middle, where a point of a neat line often is.
 *
 * @param {readonly [At, At]} segment
 * @returns {readonly [At, At, At]}
 */
export function graspsOf([from, to]) {
  const along = (/** @type {number} */ share) =>
    ({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share });
  return [along(GRASPS[0]), along(GRASPS[1]), along(GRASPS[2])];
}

/**
 * The line shifted until it goes through a point: its weights stay.
 *
 * @param {Straight} line
 * @param {At} through
 * @param {number} step  of the bias
 * @returns {Straight}
 */
export function shifted({ w }, { x, y }, step) {
  return { w, b: rounded(-(w[0] * x + w[1] * y), step) };
}

/**
 * The line turned about a point until it goes through another: its weights keep their length, and
 * the side that was positive stays so.
 *
 * @param {Straight} line
 * @param {At} about
 * @param {At} through
 * @param {number} step  of weights and bias
 * @returns {Straight}
 */
export function turned({ w: [p, q], b }, about, through, step) {
  const along = { x: through.x - about.x, y: through.y - about.y };
  const reach = Math.hypot(along.x, along.y);
  const length = Math.hypot(p, q);
  if (reach < SMALL || length < SMALL) return { w: [p, q], b };
  const turn = p * -along.y + q * along.x >= 0 ? length / reach : -length / reach;
  const [one, other] = [rounded(-along.y * turn, step), rounded(along.x * turn, step)];
  if (one === 0 && other === 0) return { w: [p, q], b };
  return { w: [one, other], b: rounded(-(one * about.x + other * about.y), step) };
}

/**
 * @param {number} value
 * @param {number} step
 */
function rounded(value, step) {
  return decimal(Math.round(value / step) * step) + 0; // no −0
}

/** Which way an arrow key goes. @type {Readonly<Record<string, readonly [number, number]>>} */
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * Where a key takes a point; null for a key that takes it nowhere.
 *
 * @param {string} key
 * @param {At} from
 * @param {readonly [Axis, Axis]} axes
 * @param {number} [steps]
 * @returns {At | null}
 */
export function keyed(key, { x, y }, [across, up], steps = 1) {
  const way = Object.hasOwn(WAYS, key) ? WAYS[key] : undefined;
  return way ? { x: x + way[0] * across.step * steps, y: y + way[1] * up.step * steps } : null;
}

/**
 * The line that a key makes of another: the first, step by step, that differs once it is rounded.
 *
 * @param {string} key
 * @param {Straight} line
 * @param {At} grasp  the handle that has the keyboard
 * @param {readonly [Axis, Axis]} axes
 * @param {(through: At) => Straight} moved
 * @returns {Straight | null}  null where the key makes no other
 */
export function lineByKey(key, line, grasp, axes, moved) {
  for (let steps = 1; steps <= FARTHEST; steps++) {
    const to = keyed(key, grasp, axes, steps);
    if (!to) return null;
    const next = moved(to);
    if (next.b !== line.b || next.w.some((each, k) => each !== line.w[k])) return next;
  }
  return null;
}
