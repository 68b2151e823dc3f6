/**
 * In words: whether the line to the server holds, what it refused, and what stays.
 *
 * @typedef {import("../state.js").State} State
 */

import { isEmpty, traceOf } from "../state.js";
import { createWatch, setText } from "./dom.js";

/** @param {HTMLElement} root */
export function createStatus(root) {
  const changed = createWatch();
  let wasAway = false;

  return {
    /** @param {State} state */
    sync(state) {
      if (!changed(state.connection, state.error, traceOf(state), isEmpty(state))) return;
      const [kind, words] = statusOf(state, wasAway);
      if (state.connection === "offline" || state.connection === "unreachable") wasAway = true;
      else if (state.connection === "online" && traceOf(state)) wasAway = false;
      root.dataset.kind = kind;
      setText(root, words);
    },
  };
}

/**
 * @param {State} state
 * @param {boolean} wasAway
 * @returns {readonly [kind: "fine" | "busy" | "trouble", words: string]}
 */
export function statusOf(state, wasAway) {
  switch (state.connection) {
    case "connecting":
      return ["busy", "Connecting…"];
    case "offline":
      return ["trouble", "This device is offline. Your drawing stays; it is read again once you are back."];
    case "unreachable":
      return ["trouble", "The server does not answer. Your drawing stays; the page tries again by itself."];
    case "online":
      if (state.error) return ["trouble", `The server did not take that: ${state.error}.`];
      if (isEmpty(state)) return ["fine", wasAway ? "Connected again." : "Waiting for a digit."];
      if (!traceOf(state)) return ["busy", "Reading…"];
      return ["fine", wasAway ? "Connected again; your drawing was read anew." : ""];
  }
}
