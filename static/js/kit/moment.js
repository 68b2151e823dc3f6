/**
 * A lesson's moment ↔ the fragment of its address, such as `#v=1&scene=friends&b=2`. Pure.
 *
 * A field says how its value is written and read; what cannot be read is not believed.
 *
 * @template Value
 * @typedef {object} Field
 * @property {(value: Value) => string} write
 * @property {(text: string) => Value | undefined} read  undefined where the text is no such value
 */

const VERSION = "1";

/** @typedef {Record<string, Field<any>>} Fields */

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
      const value = /^-?\d{1,6}(\.\d{1,6})?$/.test(text) ? Number(text) : NaN;
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
 * The fragment that says in what a state differs from its scene's start.
 *
 * @param {Record<string, unknown>} state
 * @param {Record<string, unknown>} start  of the same scene
 * @param {Fields} fields
 */
export function writeMoment(state, start, fields) {
  const said = Object.entries(fields).flatMap(([name, field]) => {
    const text = field.write(state[name]);
    return name === "scene" || text !== field.write(start[name]) ? [`${name}=${text}`] : [];
  });
  return `v=${VERSION}&${said.join("&")}`;
}

/**
 * What a fragment says; empty where it says nothing, null where anything in it cannot be believed.
 *
 * @param {string} fragment  with or without its #
 * @param {Fields} fields
 * @returns {Record<string, unknown> | null}
 */
export function readMoment(fragment, fields) {
  const text = fragment.replace(/^#/, "");
  if (text === "") return {};
  const [version, ...parts] = text.split("&");
  if (version !== `v=${VERSION}`) return null;
  /** @type {Record<string, unknown>} */
  const moment = {};
  for (const part of parts) {
    const [name = "", ...rest] = part.split("=");
    const value = Object.hasOwn(fields, name) ? fields[name]?.read(rest.join("=")) : undefined;
    if (value === undefined || name in moment) return null;
    moment[name] = value;
  }
  return moment;
}
