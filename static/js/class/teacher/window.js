/** A second window that shows the class, for the projector. */

import { DOOR } from "../../words/code.js";

const LOOKS_EVERY = 1000; // ms: nothing tells that a window was closed

/**
 * @param {import("../session.js").Session} session
 * @returns {() => void}  opens it, or brings it to the front
 */
export function openWindow(session) {
  /** @type {Window | null} */
  let other = null;

  function look() {
    if (!other?.closed) return void setTimeout(look, LOOKS_EVERY);
    other = null;
    if (session.role() === "steerer") void session.act("set", { display: false });
  }

  return () => {
    if (other && !other.closed) return other.focus();
    other = window.open(`${DOOR}/show#${session.token()}`, "forward-pass-class", "popup,width=1280,height=720");
    if (!other) return;
    void session.act("set", { display: true });
    look();
  };
}
