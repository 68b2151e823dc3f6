/** What the server has answered, by its question: asked once, one question of a kind at a time. */

import { Refused } from "../wire/decode.js";

const MOST = 240; // answers that are kept: all pages of the gallery, and some

/**
 * @param {(name: string, data: object) => Promise<any>} ask
 * @param {{changed: () => void, refused: (words: string) => void}} page
 */
export function createAnswers(ask, { changed, refused }) {
  /** @type {Map<string, any>} */
  const known = new Map();
  /** @type {Set<string>} */
  const failed = new Set();
  /** The kinds that are under way. @type {Set<string>} */
  const busy = new Set();

  /**
   * @param {string} key
   * @param {string} name
   * @param {object} data
   */
  async function put(key, name, data) {
    busy.add(name);
    try {
      known.set(key, await ask(name, data));
      const [oldest] = known.keys();
      if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    } catch (error) {
      if (error instanceof Refused) {
        failed.add(key);
        refused(error.message);
      }
      // Else the line broke, which the status tells: it is asked again once the page is drawn anew.
    }
    busy.delete(name);
    changed();
  }

  return {
    /**
     * The answer, if it is there; else it is asked for as soon as no other of its kind is under way.
     *
     * @param {string} name
     * @param {object} data
     * @param {boolean} [may]  be asked for now
     */
    get(name, data, may = true) {
      const key = JSON.stringify([name, data]);
      const answer = known.get(key);
      if (answer === undefined && may && !busy.has(name) && !failed.has(key)) void put(key, name, data);
      return answer ?? null;
    },
    /** What was refused may be asked for again. */
    forget: () => failed.clear(),
  };
}
