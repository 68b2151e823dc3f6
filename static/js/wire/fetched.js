/** What is fetched once, when it is first looked at. */

const AGAIN = 3000; // ms until what did not come is asked for again

/**
 * @template Value
 * @param {() => Promise<Value>} fetchIt
 * @param {(value: Value) => void} changed  it has come
 * @param {() => void} [failed]  it has not, and is asked for again
 * @returns {() => Value | null}  null until then
 */
export function fetched(fetchIt, changed, failed) {
  /** @type {Value | null} */
  let value = null;
  let asked = false;

  async function load() {
    asked = true;
    try {
      value = await fetchIt();
    } catch {
      failed?.();
      setTimeout(load, AGAIN);
      return;
    }
    changed(value);
  }

  return () => {
    if (!asked) void load();
    return value;
  };
}
