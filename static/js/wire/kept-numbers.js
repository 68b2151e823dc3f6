/** The numbers of a pass as a file, which comes part by part. */

import { questionOf } from "./reader.js";

const TYPES = { npz: "application/octet-stream", json: "application/json" };

/**
 * @param {(name: string, data: object) => Promise<{bytes: Uint8Array, n: number}>} ask
 * @param {import("../state/state.js").State} state  whose pad is not empty
 * @param {keyof typeof TYPES} kind
 * @param {(share: number) => void} progress  0 to 1
 * @returns {Promise<Blob>}
 */
export async function fetchNumbers(ask, { work, cards }, kind, progress) {
  const question = questionOf(work, cards);
  /** @type {BlobPart[]} */
  const parts = [];
  for (let n = 1; parts.length < n; progress(parts.length / n)) {
    const answer = await ask("file", { ...question, kind, part: parts.length });
    parts.push(/** @type {BlobPart} */ (answer.bytes));
    n = answer.n;
  }
  return new Blob(parts, { type: TYPES[kind] });
}
