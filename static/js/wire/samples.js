/**
 * Digits drawn for this project: the first view, and "Surprise me".
 *
 * @typedef {import("../types.js").Drawing} Drawing
 * @typedef {import("../state/state.js").Action} Action
 */

/**
 * A strokes file's contents.
 *
 * @typedef {{box: readonly [number, number], samples: readonly {strokes: Drawing}[]}} Strokes
 */

/**
 * @param {Strokes} first  of one digit, which came with the page
 * @param {URL} address  of a strokes file
 * @param {(action: Action) => void} dispatch
 */
export function createSamples(first, address, dispatch) {
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

  return {
    /** The digit that is there before anybody has drawn one: always the same. */
    first() {
      const [drawing] = drawingsOf(first);
      if (drawing) dispatch({ type: "sample", drawing });
    },

    /** Another one than the last. */
    async next() {
      const drawings = await load();
      last = (last + 1 + Math.floor(Math.random() * (drawings.length - 1))) % drawings.length;
      const drawing = drawings[last];
      if (drawing) dispatch({ type: "sample", drawing });
    },
  };
}

/**
 * @param {URL} address
 * @returns {Promise<readonly Drawing[]>}
 */
async function fetchDrawings(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`expected digits at ${address}, found ${response.status}`);
  return drawingsOf(await response.json());
}

/**
 * @param {Strokes} file
 * @returns {readonly Drawing[]} in pad units
 */
export function drawingsOf({ box, samples }) {
  return samples.map(({ strokes }) =>
    strokes.map((stroke) => stroke.map(([x, y]) => [x / box[0], y / box[1]])),
  );
}
