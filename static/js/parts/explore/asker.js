/**
 * Questions of a tool of the page, and how its answer stands, in words.
 *
 * @typedef {import("./tools.js").Page} Page
 */

import { Refused } from "../../wire/decode.js";
import { createLessonAsker } from "../../wire/lessons.js";

const LOST = "The server does not answer just now. Try again once it does.";

/**
 * @param {Page} page
 * @param {string} tool
 * @param {string} name  of its question
 * @param {(words: string) => void} tell  how it stands; empty once there is an answer
 */
export function createToolAsker({ get, subscribe, line }, tool, name, tell) {
  const { ask, on } = line();
  const askTool = createLessonAsker({ ask: (event, message) => ask(event, { lesson: tool, ...message }), on }, {
    waits: (waiting) => waiting && tell(waitingInWords(waiting)), connection: () => get().line.connection, subscribe,
  });
  /** Only the newest question's answer counts. */
  let newest = 0;
  let isAwaited = false;

  return {
    /**
     * @param {object} data
     * @param {(piece: any) => void} [hear]
     * @returns {Promise<any>}  null where there is none, which has been told, or it is not wanted any more
     */
    async ask(data, hear) {
      const own = ++newest;
      isAwaited = true;
      tell("The server is computing…");
      try {
        const answer = await askTool(name, data, hear);
        if (own !== newest) return null;
        tell("");
        return answer;
      } catch (error) {
        if (own === newest) tell(error instanceof Refused ? error.message : LOST);
        return null;
      } finally {
        if (own === newest) isAwaited = false;
      }
    },

    /** The answer is not wanted any more. */
    stop() {
      if (!isAwaited) return;
      newest += 1;
      isAwaited = false;
      tell("");
      Promise.resolve(ask("stop", { seq: newest, lesson: tool, ask: name })).catch(() => {}); // then it ends by itself
    },
  };
}

/** @param {{place: number, progress: number}} waiting */
function waitingInWords({ place, progress }) {
  if (place) return `Others are being answered: you are number ${place} in the line.`;
  return progress ? `The server is computing: ${Math.round(progress * 100)} % is done.` : "The server is computing…";
}
