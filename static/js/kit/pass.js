/**
 * A lesson's pass, for the main page's stage, stepper and inspector: a state as the main page has
 * it, the field `pass` of the lesson's own.
 *
 * @typedef {import("../state/state.js").State} Pass
 * @typedef {import("../state/state.js").Action} Action
 * @typedef {import("./lesson.js").Common} Common
 * @typedef {import("./lesson.js").Page<{pass: Pass}>} Page
 */

import { createReader } from "../wire/reader.js";
import { reduce } from "../state/state.js";

/**
 * The pass as a store of its own, read by the server.
 *
 * @param {Pick<Page, "get" | "set" | "send">} page
 */
export function createPass({ get, set, send }) {
  /** @type {Set<(state: Pass, before: Pass) => void>} */
  const listeners = new Set();
  let seen = get().pass;
  const store = {
    get: () => get().pass,

    /** @param {Action} action */
    dispatch(action) {
      const before = get().pass;
      const pass = reduce(before, action);
      if (pass === before) return;
      set({ pass, ...(pass.line.error !== before.line.error && { line: { error: pass.line.error } }) });
      tell();
    },

    /** @param {(state: Pass, before: Pass) => void} listener */
    subscribe: (listener) => listeners.add(listener),
  };
  createReader(store, send);

  function tell() {
    const before = seen;
    seen = store.get();
    if (seen !== before) for (const listener of listeners) listener(seen, before);
  }

  return {
    ...store,

    /** @param {{state: {line: Pick<import("../state/state.js").Line, "connection">}}} frame */
    sync({ state: { line: { connection } } }) {
      tell(); // of another scene's pass, or a link's, which came without an action
      store.dispatch({ type: "set", line: { connection } });
    },
  };
}
