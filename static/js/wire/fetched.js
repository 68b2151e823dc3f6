/** What is fetched once, when it is first looked at. */

const AGAIN = 3000; // ms until what did not come is asked for again

/**
 * @template Value
 * @param {() => Promise<Value>} fetchIt
 * @param {() => void} changed  it has come
 * @returns {() => Value | null}  null until then
 */
export function fetched(fetchIt, changed) {
  /** @type {Value | null} */
  let value = null;
  let asked = false;

  async function load() {
    asked = true;
    try {
      value = await fetchIt();
      changed();
    } catch {
      setTimeout(load, AGAIN);
    }
  }

  return () => {
    if (!asked) void load();
    return value;
  };
}
