/**
 * A state with some things changed, each in its group. Pure.
 *
 * A group in which nothing changes stays the same object, so that whoever depends on one group can
 * compare it by identity.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {{[Group in Exclude<keyof State, "cards">]?: Partial<State[Group]>}} Change
 */

/**
 * @param {State} state
 * @param {Change} change
 * @returns {State}  the same one if nothing changes
 */
export function withChange(state, change) {
  const next = { ...state };
  let isSame = true;
  for (const group of /** @type {(keyof Change)[]} */ (Object.keys(change))) {
    const before = /** @type {Record<string, unknown>} */ (state[group]);
    const part = /** @type {Record<string, unknown>} */ (change[group]);
    if (Object.keys(part).every((name) => part[name] === before[name])) continue;
    Object.assign(next, { [group]: { ...before, ...part } });
    isSame = false;
  }
  return isSame ? state : next;
}
