/**
 * The drawings made at the page that steers a class, and the votes so far: kept for the visit, from
 * page to page, and for a page that is loaded again. A window that only shows the class keeps none.
 *
 * @typedef {import("./kept.js").Made} Made
 */

import { made as memory } from "../../page/memory.js";
import { madeIn, textOf } from "./kept.js";

/** @param {Pick<import("../session.js").Session, "code" | "role">} session */
export function createMade(session) {
  const code = session.code();
  const isKept = session.role() === "steerer";
  const recalled = () => (isKept ? madeIn(memory.recall() ?? "", code) : null);
  /** @type {Made} */
  let made = recalled() ?? { tiles: [], votes: new Map() };
  const over = new AbortController();
  addEventListener("pageshow", (event) => {
    if (event.persisted) made = recalled() ?? made; // by the browser's Back: it went on elsewhere
  }, { signal: over.signal });

  return {
    get: () => made,

    /** @param {Partial<Made>} change */
    keep(change) {
      made = { ...made, ...change };
      if (isKept) memory.keep(textOf(code, made));
    },

    end: () => over.abort(),
  };
}

/** @typedef {ReturnType<typeof createMade>} MadeHere */
