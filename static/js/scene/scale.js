/** Ends of colour scales. Pure. */

const STEPS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/**
 * The next round number at or above a value, so that a scale holds still while a drawing changes.
 *
 * @param {number} value
 */
export function roundUp(value) {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = STEPS.find((each) => each * power >= value * (1 - 1e-6)) ?? 10;
  return step * power;
}

/** @param {Float32Array} values */
export function largest(values) {
  let max = 0;
  for (let k = 0; k < values.length; k += 1) max = Math.max(max, Math.abs(values[k] ?? 0));
  return max;
}

const OUTLIERS = 0.005; // share of the values that may lie beyond the ends of their scale

/** @type {WeakMap<Float32Array, number>} */
const ends = new WeakMap();

/**
 * The end of the scale for a layer's weight grids. A few weights are several times as large as
 * all others; a scale that ended with them would leave the rest too pale to be seen. What lies
 * beyond the end has its full colour, and the legend says "or more".
 *
 * @param {Float32Array} W
 */
export function gridEnd(W) {
  const known = ends.get(W);
  if (known !== undefined) return known;
  const sizes = W.map(Math.abs).sort();
  const end = roundUp(sizes[Math.floor(sizes.length * (1 - OUTLIERS))] ?? 0);
  ends.set(W, end);
  return end;
}
