/**
 * A copy of an array with one value changed: `with`, which browsers of 2022 lack.
 *
 * @template {readonly any[] | Float32Array} Values
 * @param {Values} values
 * @param {number} index  from 0
 * @param {Values[number]} value
 * @returns {Values}
 */
export function changedAt(values, index, value) {
  const copy = /** @type {any} */ (values.slice());
  copy[index] = value;
  return copy;
}
