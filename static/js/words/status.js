/**
 * In words: how the line to the server is, and what a page is doing. Pure.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {readonly [kind: "fine" | "busy" | "trouble", words: string]} Status
 */

import { isEmpty, traceOf } from "../state/state.js";

export const LATE = "No answer yet. The page waits, and asks again.";

/**
 * @param {Pick<State["line"], "connection" | "late">} line
 * @param {{stays: string, again: string}} said  what outlasts an outage, and what happens after it
 * @returns {Status | null}  null while the line holds
 */
export function lineInWords({ connection, late }, { stays, again }) {
  switch (connection) {
    case "connecting":
      return ["busy", late ? LATE : "Connecting…"];
    case "offline":
      return ["trouble", `This device is offline. ${stays}; it is ${again} once you are back.`];
    case "unreachable":
      return ["trouble", `The server does not answer. ${stays}; the page keeps trying.`];
    case "outdated":
      return ["trouble", "The server has a newer version of this page. Load the page again to go on."];
    case "online":
      return null;
  }
}

/**
 * The main page's status.
 *
 * @param {State} state
 * @param {boolean} isBack  the line has just come back
 * @returns {Status}
 */
export function statusOf(state, isBack) {
  const { error, missing, reading, late } = state.line;
  const broken = lineInWords(state.line, { stays: "Your drawing stays", again: "read again" });
  if (broken) return broken;
  if (error) return ["trouble", error];
  if (missing) {
    return ["trouble", `The network “${missing}” of your last visit is not here; ${state.work.network} reads instead.`];
  }
  if (isEmpty(state)) return ["fine", isBack ? "Connected again." : "Waiting for a digit."];
  if (reading || !traceOf(state)) return ["busy", late ? LATE : "Reading…"];
  return ["fine", isBack ? "Connected again; your drawing was read anew." : ""];
}
