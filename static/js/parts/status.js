/**
 * A page's status, in words.
 *
 * @typedef {import("../state/state.js").Line} Line
 */

import { createWatch, setText } from "./dom.js";

const NEWS = 5000; // ms that "Connected again" stays
const LONG = 110; // characters that the header has room for

/**
 * @template {{line: Pick<Line, "connection">}} State
 * @param {HTMLElement} root
 * @param {{markDirty: () => void}} page
 * @param {(state: State, isBack: boolean) => import("../words/status.js").Status} statusOf
 *   isBack: the line has just come back
 */
export function createStatus(root, { markDirty }, statusOf) {
  const changed = createWatch();
  let wasAway = false;
  let isBack = false;

  function celebrate() {
    isBack = true;
    setTimeout(() => {
      isBack = false;
      markDirty();
    }, NEWS);
  }

  return {
    /** @param {{state: State}} frame */
    sync({ state }) {
      const { connection } = state.line;
      if (connection === "online" && wasAway) celebrate();
      wasAway = connection !== "online" && (wasAway || connection !== "connecting");
      const [kind, words] = statusOf(state, isBack);
      if (!changed(kind, words, isBack)) return;
      root.dataset.kind = kind;
      root.dataset.news = `${isBack}`;
      root.dataset.long = `${words.length > LONG}`;
      setText(root, words);
    },
  };
}
