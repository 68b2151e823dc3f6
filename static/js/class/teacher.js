/**
 * The teacher's side of a class.
 *
 * @typedef {import("./session.js").Session} Session
 */

import { createFront } from "./teacher/front.js";

/**
 * @param {HTMLElement} button  "Class"
 * @param {Session} session
 * @param {import("./host.js").Host} host
 * @param {() => void} gone  there is no class any more
 */
export function createTeacher(button, session, host, gone) {
  const { open } = createFront(button, session, host, gone);
  return { open };
}
