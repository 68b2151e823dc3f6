/** Ends of colour scales. Pure. */

const STEPS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/**
 * The next round number at or above a value, so that a scale keeps still while a drawing changes.
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
