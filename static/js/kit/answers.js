/**
 * What only one lesson asks, asked once and kept: whoever draws looks it up, and draws again when it
 * has come.
 */

import { newestWins } from "../wire/newest.js";
import { Refused } from "../wire/decode.js";

const KEPT = 500; // answers

/**
 * @param {{ask: (name: string, data: object) => Promise<any>, markDirty: () => void}} page
 * @returns {(name: string, data: object) => any}  null until it is there, and where there is none
 */
export function createAnswers({ ask, markDirty }) {
  /** @type {Map<string, any>} */
  const kept = new Map();
  /** The newest of each name that was asked for. @type {Map<string, string>} */
  const asked = new Map();
  /** @type {Map<string, ReturnType<typeof newestWins<{key: string, data: object}>>>} */
  const ways = new Map();

  /** @param {string} name */
  function wayOf(name) {
    const way = ways.get(name) ?? newestWins(async (/** @type {{key: string, data: object}} */ { key, data }) => {
      try {
        kept.set(key, await ask(name, data));
      } catch (error) {
        if (error instanceof Refused) kept.set(key, null); // the page has told why
        else if (asked.get(name) === key) asked.delete(name); // the line is broken: asked again once it is back
        return;
      }
      for (const oldest of kept.keys()) {
        if (kept.size <= KEPT) break;
        kept.delete(oldest);
      }
      markDirty();
    });
    ways.set(name, way);
    return way;
  }

  return (name, data) => {
    const key = JSON.stringify([name, data]);
    const found = kept.get(key);
    if (found !== undefined) return found;
    if (asked.get(name) !== key) {
      asked.set(name, key);
      void wayOf(name)({ key, data });
    }
    return null;
  };
}
