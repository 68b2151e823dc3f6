/**
 * The curve of a line: it leaves and arrives along the pass. Pure.
 *
 * @typedef {{x1: number, y1: number, x2: number, y2: number}} Ends
 */

/**
 * The two control points of the cubic Bézier curve.
 *
 * @param {Ends} ends
 * @param {boolean} downwards
 * @returns {readonly [number, number, number, number]}
 */
export function controls({ x1, y1, x2, y2 }, downwards) {
  const mx = (x1 + x2) / 2;
  const my = (y1 + y2) / 2;
  return downwards ? [x1, my, x2, my] : [mx, y1, mx, y2];
}

/**
 * The point at a share of the curve.
 *
 * @param {Ends} ends
 * @param {boolean} downwards
 * @returns {(t: number) => readonly [x: number, y: number]}
 */
export function curve(ends, downwards) {
  const [ax, ay, bx, by] = controls(ends, downwards);
  return (t) => [
    bezier(ends.x1, ax, bx, ends.x2, t),
    bezier(ends.y1, ay, by, ends.y2, t),
  ];
}

/**
 * The first part of a curve, up to a share of it, as a curve of its own (de Casteljau).
 *
 * @param {Ends} ends
 * @param {boolean} downwards
 * @param {number} t
 * @returns {readonly [number, number, number, number, number, number]} both controls and the end
 */
export function firstPart(ends, downwards, t) {
  const { x1, y1, x2, y2 } = ends;
  const [ax, ay, bx, by] = controls(ends, downwards);
  if (t >= 1) return [ax, ay, bx, by, x2, y2];
  const [ux, vx, wx] = part(x1, ax, bx, x2, t);
  const [uy, vy, wy] = part(y1, ay, by, y2, t);
  return [ux, uy, vx, vy, wx, wy];
}

/**
 * @param {number} p0
 * @param {number} p1
 * @param {number} p2
 * @param {number} p3
 * @param {number} t
 */
function bezier(p0, p1, p2, p3, t) {
  return part(p0, p1, p2, p3, t)[2];
}

/**
 * @param {number} p0
 * @param {number} p1
 * @param {number} p2
 * @param {number} p3
 * @param {number} t
 * @returns {readonly [number, number, number]}
 */
function part(p0, p1, p2, p3, t) {
  const u = p0 + (p1 - p0) * t;
  const m = p1 + (p2 - p1) * t;
  const e = p2 + (p3 - p2) * t;
  const v = u + (m - u) * t;
  const w = m + (e - m) * t;
  return [u, v, v + (w - v) * t];
}
