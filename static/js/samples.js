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

  const load = () => (loading ??= fetchDrawings(address));

  /** @param {(n: number) => number} choose */
  async function show(choose) {
    const drawings = await load();
    last = choose(drawings.length);
    const drawing = drawings[last];
    if (drawing) dispatch({ type: "drawn", drawing });
  }

  return {
    /** The digit that is there before anybody has drawn one: always the same. */
    first: () => show((n) => Math.floor(n * 0.3)),
    /** Another one than the last. */
    next: () => show((n) => (last + 1 + Math.floor(Math.random() * (n - 1))) % n),
  };
}

/**
 * @param {URL} address
 * @returns {Promise<readonly Drawing[]>}
 */
async function fetchDrawings(address) {
  const { box, samples } = await (await fetch(address)).json();
  return samples.map((/** @type {{strokes: Drawing}} */ { strokes }) =>
    strokes.map((stroke) => stroke.map(([x, y]) => [x / box[0], y / box[1]])),
  );
}
