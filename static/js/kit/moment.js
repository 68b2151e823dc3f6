/**
 * A lesson's moment ↔ the fragment of its address, such as `#v=1&scene=friends&b=2`. Pure.
 *
 * @typedef {Record<string, import("../link/fields.js").Field<any>>} Fields
 */

const VERSION = "1";

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
