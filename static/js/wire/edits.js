/**
 * Edits → the wire.
 *
 * @typedef {import("../state/edits.js").Edit} Edit
 */

/**
 * As the wire carries them. Binary is an ArrayBuffer: a typed array the browser's parser sends as
 * an object, and whole numbers beyond 2⁶³ it cuts.
 *
 * @param {readonly Edit[]} edits
 */
export function encodeEdits(edits) {
  return edits.map((edit) => {
    if (edit.kind !== "weights") {
      const { value, ...place } = edit;
      return { place, value: Float32Array.of(value).buffer };
    }
    const { values, ...place } = edit;
    return {
      place: { ...place, inputs: Uint16Array.from(edit.inputs).buffer },
      value: Float32Array.from(values).buffer,
    };
  });
}
