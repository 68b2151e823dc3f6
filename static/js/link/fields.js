/**
 * Values ↔ texts of a link: what cannot be read is not believed. Pure.
 *
 * @template Value
 * @template {string | null} [Text=string]
 * @typedef {object} Field
 * @property {(value: Value) => Text} write  null: left out of the link
 * @property {(text: string) => Value | undefined} read  undefined where the text is no such value
 */

/**
 * One of some names.
 *
 * @template {string} Name
 * @param {readonly Name[]} names
 * @returns {Field<Name>}
 */
export function choice(names) {
  return { write: (name) => name, read: (text) => names.find((name) => name === text) };
}

/**
 * A number within limits.
 *
 * @param {number} low
 * @param {number} high
 * @returns {Field<number>}
 */
export function numberIn(low, high) {
  return {
    write: (value) => `${value}`,
    read(text) {
      const value = /^-?\d{1,7}(\.\d{1,6})?$/.test(text) ? Number(text) : NaN;
      return value >= low && value <= high ? value : undefined;
    },
  };
}

/**
 * A whole number within limits.
 *
 * @param {number} low
 * @param {number} high
 * @returns {Field<number>}
 */
export function wholeIn(low, high) {
  const { write, read } = numberIn(low, high);
  return {
    write,
    read(text) {
      const value = read(text);
      return Number.isInteger(value) ? value : undefined;
    },
  };
}

/** What is said only where it is so. @type {Field<boolean, string | null>} */
export const flag = { write: (on) => (on ? "1" : null), read: (text) => (text === "1" ? true : undefined) };

/**
 * Something, or nothing.
 *
 * @template Value
 * @param {Field<Value>} field
 * @returns {Field<Value | null>}
 */
export function optional({ write, read }) {
  return {
    write: (value) => (value === null ? "none" : write(value)),
    read: (text) => (text === "none" ? null : read(text)),
  };
}

/**
 * As many of something as said, at least `least` and at most `most`.
 *
 * @template Value
 * @param {Field<Value>} each
 * @param {number} least
 * @param {number} [most]
 * @returns {Field<readonly Value[]>}
 */
export function listOf(each, least, most = least) {
  return {
    write: (values) => values.map(each.write).join("_"),
    read(text) {
      const values = text === "" ? [] : text.split("_").map(each.read);
      if (values.length < least || values.length > most || values.includes(undefined)) return undefined;
      return /** @type {Value[]} */ (values);
    },
  };
}

/**
 * @param {string} text
 * @returns {number}  NaN where it is no index
 */
export function index(text) {
  return /^\d{1,6}$/.test(text) ? Number(text) : NaN;
}

/**
 * @param {{layer: number, neuron: number}} unit
 * @param {import("../types.js").Card} card
 */
export function isUnit({ layer, neuron }, card) {
  return neuron < (card.layers[layer]?.outputs ?? 0); // NaN is not
}
