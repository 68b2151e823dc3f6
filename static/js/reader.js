/**
 * Keeps the trace true to the pad, and the explanation true to the neuron in focus: whatever
 * changes, the newest question wins, and after a lost connection it is asked again.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Action} Action
 */

import { focusOf, isEmpty, traceOf } from "./state.js";
import { decodeExplanation, decodeTrace, encodeDrawing, Refused } from "./wire/decode.js";
import { newestWins } from "./wire/newest.js";

const BLANK = new ArrayBuffer(28 * 28); // one byte a pixel, all black

/**
 * @param {{
 *   get: () => State,
 *   dispatch: (action: Action) => void,
 *   subscribe: (listener: (state: State, before: State) => void) => unknown,
 * }} store
 * @param {(event: "pass" | "explain", message: object) => Promise<unknown>} ask
 */
export function createReader(store, ask) {
  let seq = 0;

  /**
   * @param {"pass" | "explain"} event
   * @param {object} message
   * @param {(answer: unknown) => Action} read
   */
  async function put(event, message, read) {
    try {
      store.dispatch(read(await ask(event, { seq: ++seq, ...message })));
    } catch (error) {
      // A broken line is told by the socket itself, and mended by asking again once it is back.
      if (error instanceof Refused) store.dispatch({ type: "error", message: error.message });
    }
  }

  const pass = newestWins((/** @type {object} */ message) =>
    put("pass", message, (answer) => ({ type: "trace", trace: decodeTrace(answer) })),
  );
  const explain = newestWins((/** @type {object} */ message) =>
    put("explain", message, (answer) => ({
      type: "explanation",
      explanation: decodeExplanation(answer),
    })),
  );

  store.subscribe((state, before) => {
    if (state.connection !== "online" || isEmpty(state)) return;
    const back = before.connection !== "online";
    const question = { network: state.network, input: inputOf(state) };
    if (back || state.network !== before.network || inputChanged(state, before)) pass(question);
    const focus = focusOf(state);
    const moved = JSON.stringify(focus) !== JSON.stringify(focusOf(before));
    if (focus && traceOf(state) && (moved || state.trace !== before.trace)) {
      explain({ ...question, ...focus });
    }
  });
}

/** @param {State} state */
function inputOf(state) {
  return state.blank ? { image: BLANK } : encodeDrawing(state.drawing);
}

/**
 * @param {State} state
 * @param {State} before
 */
function inputChanged(state, before) {
  return state.drawing !== before.drawing || state.blank !== before.blank;
}
