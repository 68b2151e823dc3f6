/**
 * One state value, one way to change it, and a word to whoever draws it.
 *
 * @template State, Action
 * @param {(state: State, action: Action) => State} reduce  pure
 * @param {State} initial
 */
export function createStore(reduce, initial) {
  let state = initial;
  let may = (/** @type {State} */ _next, /** @type {State} */ _before) => true;
  /** @type {Set<(state: State, before: State) => void>} */
  const listeners = new Set();

  return {
    get: () => state,

    /** @param {Action} action */
    dispatch(action) {
      const before = state;
      const next = reduce(before, action);
      if (next === before || !may(next, before)) return;
      state = next;
      for (const listener of listeners) listener(next, before);
    },

    /** @param {typeof may} asked  whether a change may be; one that may not is as if nobody had tried it */
    guard(asked) {
      may = asked;
    },

    /** @param {(state: State, before: State) => void} listener */
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
