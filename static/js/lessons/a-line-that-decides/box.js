/**
 * A box as it is seen, and where a plane cuts it. Only for drawing. Pure.
 *
 * @typedef {readonly [number, number, number]} Place
 */

const TILT = 0.42; // of the floor's depth that is seen as height
const ROOM = 0.8; // of the picture that the box takes

/**
 * Where a place is drawn, in px: the box turned about its upright axis, seen from a little above.
 *
 * @param {number} turn  radians
 * @param {{width: number, height: number}} size
 * @param {readonly [Place, Place]} box  its lowest and its highest corner
 * @returns {(place: Place) => {x: number, y: number}}
 */
export function seenFrom(turn, { width, height }, [low, high]) {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const share = (/** @type {Place} */ place, /** @type {0 | 1 | 2} */ k) => (2 * (place[k] - low[k])) / (high[k] - low[k]) - 1;
  const unit = (ROOM * Math.min(width / (2 * Math.SQRT2), height / (2 + 2 * Math.SQRT2 * TILT)));
  return (place) => {
    const [x, y, z] = [share(place, 0), share(place, 1), share(place, 2)];
    return {
      x: width / 2 + unit * (x * cos - y * sin),
      y: height / 2 - unit * (z + TILT * (x * sin + y * cos)),
    };
  };
}

/**
 * The corners of the cut of the plane w · x + b = 0 through a box, in order around it; of a flat box
 * the two ends of a line. Empty where it cuts nothing.
 *
 * @param {Place} w
 * @param {number} b
 * @param {readonly [Place, Place]} box
 * @returns {readonly Place[]}
 */
export function cutOf(w, b, [low, high]) {
  const corners = Array.from({ length: 8 }, (_, k) =>
    /** @type {Place} */ ([k & 1 ? high[0] : low[0], k & 2 ? high[1] : low[1], k & 4 ? high[2] : low[2]]));
  const beyond = (/** @type {Place} */ place) => w[0] * place[0] + w[1] * place[1] + w[2] * place[2] + b;
  const cut = corners.flatMap((from, k) => [1, 2, 4].flatMap((bit) => {
    const to = corners[k | bit];
    if (k & bit || !to) return [];
    const [f, t] = [beyond(from), beyond(to)];
    if ((f < 0) === (t < 0)) return [];
    const share = f / (f - t);
    const along = (/** @type {0 | 1 | 2} */ axis) => from[axis] + (to[axis] - from[axis]) * share;
    return [/** @type {Place} */ ([along(0), along(1), along(2)])];
  }));
  const apart = cut.filter((place, k) => cut.findIndex((other) => distance(place, other) < 1e-9) === k);
  return around(apart, w);
}

/**
 * @param {Place} one
 * @param {Place} other
 */
function distance(one, other) {
  return Math.hypot(...one.map((value, k) => value - (other[k] ?? 0)));
}

/**
 * Places of a plane in order around their middle.
 *
 * @param {readonly Place[]} places
 * @param {Place} w  upright on the plane
 */
function around(places, w) {
  const middle = [0, 1, 2].map((k) => places.reduce((sum, place) => sum + (place[k] ?? 0), 0) / places.length);
  // Seen along the axis that is least in the plane, no two places fall on each other.
  const sizes = w.map(Math.abs);
  const away = sizes.indexOf(Math.max(...sizes));
  const [first = 0, second = 1] = [0, 1, 2].filter((k) => k !== away);
  const angle = (/** @type {Place} */ place) =>
    Math.atan2((place[second] ?? 0) - (middle[second] ?? 0), (place[first] ?? 0) - (middle[first] ?? 0));
  return [...places].sort((one, other) => angle(one) - angle(other));
}
