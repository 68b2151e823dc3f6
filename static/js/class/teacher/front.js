/**
 * The front of a class: how one joins, what is set, what a second window shows. Of a page that steers
 * it, or that shows it.
 *
 * @typedef {import("../session.js").Session} Session
 */

import { addSheet } from "../sheet.js";
import { createBar } from "./bar.js";
import { createCurtain } from "./curtain.js";
import { createInvitation } from "./invitation.js";
import { createSettings } from "./settings.js";
import { createShow } from "./show.js";
import { createWays } from "./ways.js";

/**
 * @param {HTMLElement} button  "Class"
 * @param {Session} session
 * @param {import("../host.js").Host} host
 * @param {() => void} gone  there is no class any more
 */
export function createFront(button, session, host, gone) {
  const over = new AbortController();
  addSheet("teacher");
  const ways = createWays(session, () => {
    invitation.sync();
    bar.sync();
  });
  const invitation = createInvitation(session, ways);
  const bar = createBar(host, session, invitation.current, () => ways.get()?.closed ?? false, () => invitation.show());
  const settings = createSettings(host, session, () => invitation.show());
  const curtain = createCurtain(session);
  const show = createShow(host, session);

  document.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || !session.get()) return;
    const isField = event.target instanceof Element
      && event.target.closest("select, textarea, input:not([type=range], [type=checkbox], [type=radio]), .invitation");
    if (isField) return;
    const isOnWall = event.target instanceof Element && event.target.closest(".class-wall"); // which has a B of its own
    if (key === "q") invitation.show();
    else if (key === "b" && !isOnWall && session.role() === "steerer") curtain.toggle();
    else return;
    event.preventDefault();
  }, { signal: over.signal });

  function end() {
    over.abort();
    for (const part of [invitation, bar, settings, curtain, show]) part.end();
    button.setAttribute("aria-pressed", "false");
    stop();
    gone();
  }

  function sync() {
    if (session.isOver()) return end();
    button.setAttribute("aria-pressed", `${session.get() !== null}`);
    invitation.sync();
    bar.sync();
  }

  const stop = session.subscribe(sync);
  sync();
  return {
    /** For the buttons of a vote and the wall. */
    tools: bar.tools,
    /**
     * What the button does.
     *
     * @param {boolean} isNew  the class was begun by it: how one joins comes first
     */
    open(isNew) {
      if (!isNew && !invitation.isOpen() && session.get() && session.role() === "steerer") settings.show();
      else invitation.show(isNew);
    },
  };
}
