/**
 * In words: whether the line to the server holds, what it refused, and what stays.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../types.js").Frame} Frame
 */

import { isEmpty, traceOf } from "../state/state.js";
import { createWatch, setText } from "./dom.js";

const NEWS = 5000; // ms that "Connected again" stays
const LONG = 110; // characters that the header has room for
export const LATE = "No answer yet. The page waits, and asks again.";

/**
 * @param {HTMLElement} root
 * @param {{markDirty: () => void}} page
 */
export function createStatus(root, { markDirty }) {
  const changed = createWatch();
  let wasAway = false;
  let isBack = false;

  function celebrate() {
    isBack = true;
    setTimeout(() => {
      isBack = false;
      markDirty();
    }, NEWS);
  }

  return {
    /** @param {Frame} frame */
    sync({ state }) {
      const { line, line: { connection } } = state;
      if (connection === "online" && wasAway) celebrate();
      wasAway = connection !== "online" && (wasAway || connection !== "connecting");
      if (!changed(line, traceOf(state), isEmpty(state), isBack)) return;
      const [kind, words] = statusOf(state, isBack);
      root.dataset.kind = kind;
      root.dataset.news = `${isBack}`;
      root.dataset.long = `${words.length > LONG}`;
      setText(root, words);
    },
  };
}

/**
 * @param {State} state
 * @param {boolean} isBack  the line has just come back
 * @returns {readonly [kind: "fine" | "busy" | "trouble", words: string]}
 */
function statusOf(state, isBack) {
  switch (state.line.connection) {
    case "connecting":
      return ["busy", state.line.late ? LATE : "Connecting…"];
    case "offline":
      return ["trouble", "This device is offline. Your drawing stays; it is read again once you are back."];
    case "unreachable":
      return ["trouble", "The server does not answer. Your drawing stays; the page keeps trying."];
    case "outdated":
      return ["trouble", "The server has a newer version of this page. Load the page again to go on."];
    case "online":
      return onlineStatus(state, isBack);
  }
}

/**
 * @param {State} state
 * @param {boolean} isBack
 * @returns {readonly [kind: "fine" | "busy" | "trouble", words: string]}
 */
function onlineStatus(state, isBack) {
  const { error, missing, reading, late } = state.line;
  if (error) return ["trouble", error];
  if (missing) {
    return ["trouble", `The network “${missing}” of your last visit is not here; ${state.work.network} reads instead.`];
  }
  if (isEmpty(state)) return ["fine", isBack ? "Connected again." : "Waiting for a digit."];
  if (reading || !traceOf(state)) return ["busy", late ? LATE : "Reading…"];
  return ["fine", isBack ? "Connected again; your drawing was read anew." : ""];
}
