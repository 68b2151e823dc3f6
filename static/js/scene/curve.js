/**
 * The curve of a line: a cubic Bézier curve that leaves and arrives along the pass. Pure.
 */

/**
 * Its two control points.
 *
 * @param {number} x1
 * @param {number} y1
 * @param {number} x2
 * @param {number} y2
 * @param {boolean} downwards
 * @returns {readonly [ax: number, ay: number, bx: number, by: number]}
 */
export function controls(x1, y1, x2, y2, downwards) {
  const mx = (x1 + x2) / 2;
  const my = (y1 + y2) / 2;
  return downwards ? [x1, my, x2, my] : [mx, y1, mx, y2];
}

/**
 * One coordinate of a curve's point.
 *
 * @param {number} start
 * @param {number} a  control point
 * @param {number} b  control point
 * @param {number} end
 * @param {number} t  0 to 1
 */
export function pointAt(start, a, b, end, t) {
  const u = 1 - t;
  return u * u * u * start + 3 * u * u * t * a + 3 * u * t * t * b + t * t * t * end;
}

/**
 * One coordinate of the piece of a curve between two shares of it, as a curve of its own.
 *
 * @param {number} start
 * @param {number} a  control point
 * @param {number} b  control point
 * @param {number} end
 * @param {number} from  0 to 1
 * @param {number} to
 * @returns {readonly [start: number, a: number, b: number, end: number]}
 */
export function part(start, a, b, end, from, to) {
  if (from === 0 && to === 1) return [start, a, b, end];
  const third = (to - from) / 3;
  const p = pointAt(start, a, b, end, from);
  const q = pointAt(start, a, b, end, to);
  // A cubic is known by its ends and its slopes there.
  return [
    p,
    p + third * slopeAt(start, a, b, end, from),
    q - third * slopeAt(start, a, b, end, to),
    q,
  ];
}

/**
 * @param {number} start
 * @param {number} a
 * @param {number} b
 * @param {number} end
 * @param {number} t
 */
function slopeAt(start, a, b, end, t) {
  const u = 1 - t;
  return 3 * (u * u * (a - start) + 2 * u * t * (b - a) + t * t * (end - b));
}
