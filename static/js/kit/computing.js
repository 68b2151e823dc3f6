/**
 * Rooms whose long answers have not come yet are empty, and the first one that is seen says why: what
 * stood there is about something else.
 */

export const COMPUTING = "The server is computing…";

export function createComputing() {
  let isMissing = false;
  let words = "";

  return {
    /** What is drawn now is made of an answer that has not come yet. */
    misses: () => void (isMissing = true),

    /**
     * What is found, and whether a long answer that it takes is under way.
     *
     * @template Found
     * @param {() => Found | null} find
     * @returns {{found: Found | null, isAwaited: boolean}}
     */
    find(find) {
      isMissing = false;
      const found = find();
      return { found, isAwaited: !found && isMissing };
    },

    /** A frame begins. */
    begin: () => void (words = COMPUTING),

    /**
     * Draws what a room shows.
     *
     * @param {HTMLElement} room
     * @param {() => void} sync
     * @param {boolean} isOnline  else nothing is being computed, and the page says so
     */
    draw(room, sync, isOnline) {
      isMissing = false;
      sync();
      if (!isMissing || !isOnline) delete room.dataset["computing"];
      else {
        room.dataset["computing"] = words;
        if (!room.closest("[hidden]")) words = "";
      }
    },
  };
}
