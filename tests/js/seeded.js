/**
 * Numbers that look random and are the same in every run.
 *
 * @param {number} seed
 * @returns {() => number} 0 up to, not including, 1
 */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    // xorshift32 (Marsaglia 2003) never leaves 0, so it does not begin there.
    state ||= 1;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}
