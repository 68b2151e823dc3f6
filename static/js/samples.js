/**
 * Digits drawn for this project: the first view, and "Surprise me".
 *
 * @typedef {import("./types.js").Drawing} Drawing
 * @typedef {import("./state.js").Action} Action
 */

/**
 * @param {URL} address  of a strokes file
 * @param {(action: Action) => void} dispatch
 */
export function createSamples(address, dispatch) {
  /** @type {Promise<readonly Drawing[]> | null} */
  let loading = null;
  let last = -1;

  /** @returns {Promise<readonly Drawing[]>} empty where they could not be had; asked again then */
  async function load() {
    loading ??= fetchDrawings(address);
    try {
      return await loading;
    } catch {
      loading = null; // the status says already that the server is gone
      return [];
    }
  }

  /**
   * @param {(n: number) => number} choose
   * @param {() => boolean} [wanted]  asked once the drawings are there
   */
  async function show(choose, wanted = () => true) {
    const drawings = await load();
    if (!wanted()) return;
    last = choose(drawings.length);
    const drawing = drawings[last];
    if (drawing) dispatch({ type: "drawn", drawing });
  }

  return {
    /**
     * The digit that is there before anybody has drawn one: always the same.
     *
     * @param {() => boolean} untouched  whether nobody has drawn yet
     */
    first: (untouched) => show((n) => Math.floor(n * 0.3), untouched),
    /** Another one than the last. */
    next: () => show((n) => (last + 1 + Math.floor(Math.random() * (n - 1))) % n),
  };
}

/**
 * @param {URL} address
 * @returns {Promise<readonly Drawing[]>}
 */
async function fetchDrawings(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`expected digits at ${address}, found ${response.status}`);
  const { box, samples } = await response.json();
  return samples.map((/** @type {{strokes: Drawing}} */ { strokes }) =>
    strokes.map((stroke) => stroke.map(([x, y]) => [x / box[0], y / box[1]])),
  );
}
