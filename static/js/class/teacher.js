/**
 * The teacher's side of a class.
 *
 * @typedef {import("./session.js").Session} Session
 */

import { createFront } from "./teacher/front.js";
import { createVote } from "./vote/vote.js";
import { createClassWall } from "./wall/wall.js";

/**
 * @param {HTMLElement} button  "Class"
 * @param {Session} session
 * @param {import("./host.js").Host} host
 * @param {() => void} gone  there is no class any more
 */
export function createTeacher(button, session, host, gone) {
  /** @type {readonly {end: () => void}[]} */
  let parts = []; // a class may have ended before they are there
  const { open, tools } = createFront(button, session, host, () => {
    for (const part of parts) part.end();
    gone();
  });
  parts = [createVote(tools, host, session), createClassWall(tools, host, session)];
  return { open };
}
