/**
 * Geometry of strokes, in pad units. Pure.
 *
 * @typedef {import("../types.js").Point} Point
 * @typedef {import("../types.js").Stroke} Stroke
 * @typedef {import("../types.js").Drawing} Drawing
 */

export const NEAR = 0.004; // pad units: points closer than this add nothing that can be seen

/**
 * A pen's new points, without those that hardly differ from the one before.
 *
 * @param {Point | undefined} last  where the stroke stands
 * @param {readonly Point[]} points
 * @returns {Point[]}
 */
export function thinned(last, points) {
  /** @type {Point[]} */
  const kept = [];
  for (const point of points) {
    const from = kept.at(-1) ?? last;
    if (!from || distance(from, point) >= NEAR) kept.push(point);
  }
  return kept;
}

/**
 * Where a line from a point on the pad to one beside it crosses the pad's edge.
 *
 * @param {Point} inside
 * @param {Point} outside
 * @returns {Point}
 */
export function edgeBetween(inside, outside) {
  const share = (/** @type {0 | 1} */ axis) => {
    const way = outside[axis] - inside[axis];
    const edge = way > 0 ? 1 : 0;
    return way === 0 ? 1 : (edge - inside[axis]) / way;
  };
  const [x, y] = between(inside, outside, Math.min(1, share(0), share(1)));
  return [Math.min(1, Math.max(0, x)), Math.min(1, Math.max(0, y))]; // but for rounding
}

/**
 * What is left of a drawing when a round eraser has moved from one point to another: strokes are
 * cut where the eraser's edge crossed them. The same drawing if it touched nothing.
 *
 * @param {Drawing} drawing
 * @param {Point} from
 * @param {Point} to
 * @param {number} radius
 * @returns {Drawing}
 */
export function erase(drawing, from, to, radius) {
  const steps = Math.max(1, Math.ceil(distance(from, to) / radius));
  let left = drawing;
  for (let k = 0; k <= steps; k += 1) left = eraseDisc(left, between(from, to, k / steps), radius);
  return left;
}

/**
 * @param {Drawing} drawing
 * @param {Point} centre
 * @param {number} radius
 * @returns {Drawing}
 */
function eraseDisc(drawing, centre, radius) {
  let touched = false;
  const strokes = drawing.flatMap((stroke) => {
    const pieces = cut(stroke, centre, radius);
    if (pieces.length !== 1 || pieces[0] !== stroke) touched = true;
    return pieces;
  });
  return touched ? strokes : drawing;
}

/**
 * @param {Stroke} stroke
 * @param {Point} centre
 * @param {number} radius
 * @returns {readonly Stroke[]}
 */
function cut(stroke, centre, radius) {
  const first = stroke[0];
  if (!first) return [];
  if (stroke.length === 1) return distance(first, centre) < radius ? [] : [stroke];
  /** @type {Point[][]} */
  const pieces = [];
  /** @type {Point[]} */
  let piece = [];
  let whole = true;
  const end = () => {
    if (piece.length > 1) pieces.push(piece);
    piece = [];
  };
  for (let k = 1; k < stroke.length; k += 1) {
    const a = /** @type {Point} */ (stroke[k - 1]);
    const b = /** @type {Point} */ (stroke[k]);
    const inside = crossing(a, b, centre, radius);
    if (!inside) {
      if (piece.length === 0) piece.push(a);
      piece.push(b);
      continue;
    }
    whole = false;
    const [enter, leave] = inside;
    if (enter > 0) {
      if (piece.length === 0) piece.push(a);
      piece.push(between(a, b, enter));
    }
    end();
    if (leave < 1) piece.push(between(a, b, leave), b);
  }
  end();
  return whole ? [stroke] : pieces;
}

/**
 * The part of a segment inside a disc, as shares 0 to 1 of its length; null if there is none.
 * From |a + t (b − a) − c|² = r², a quadratic in t.
 *
 * @param {Point} a
 * @param {Point} b
 * @param {Point} centre
 * @param {number} radius
 * @returns {readonly [enter: number, leave: number] | null}
 */
function crossing(a, b, centre, radius) {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const fx = a[0] - centre[0];
  const fy = a[1] - centre[1];
  const outside = fx * fx + fy * fy - radius * radius;
  const square = dx * dx + dy * dy;
  if (square === 0) return outside < 0 ? [0, 1] : null;
  const half = fx * dx + fy * dy;
  const discriminant = half * half - square * outside;
  if (discriminant <= 0) return null;
  const root = Math.sqrt(discriminant);
  const enter = Math.max(0, (-half - root) / square);
  const leave = Math.min(1, (-half + root) / square);
  return enter < leave ? [enter, leave] : null;
}

/**
 * @param {Point} a
 * @param {Point} b
 * @param {number} t
 * @returns {Point}
 */
function between(a, b, t) {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
}

/**
 * @param {Point} a
 * @param {Point} b
 */
function distance(a, b) {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
