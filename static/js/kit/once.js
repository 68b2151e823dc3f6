/**
 * Answers that take a worker: each is asked for once, one after the other, and kept. What was lost
 * with the line is asked for again over another one.
 */

/**
 * @param {Pick<import("./lesson.js").Page<any>, "get" | "ask" | "markDirty" | "misses">} page
 */
export function createOnce({ get, ask, markDirty, misses }) {
  /** By their keys. @type {Map<string, any>} */
  const answers = new Map();
  let isAsking = false;
  let line = ""; // as it was when a question failed

  return {
    /** @param {string} key @returns {any}  null until it is there */
    known(key) {
      const answer = answers.get(key) ?? null;
      if (!answer && !line) misses();
      return answer;
    },

    /**
     * Wants an answer, once a frame for as long as it is of use.
     *
     * @param {string} key
     * @param {string} name  of the question
     * @param {object} data
     * @param {(piece: any) => void} [hear]
     */
    async want(key, name, data, hear) {
      const { connection } = get().line;
      if (connection !== "online") line = "";
      if (isAsking || connection !== "online" || line || answers.has(key)) return;
      isAsking = true;
      try {
        answers.set(key, await ask(name, data, hear));
      } catch {
        line = get().line.connection; // the page has said why
      }
      isAsking = false;
      markDirty();
    },
  };
}
