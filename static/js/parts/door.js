/** "Class": the way into a class. What a class needs is fetched only where there is one. */

import { member } from "../page/memory.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";

/**
 * @typedef {import("../class/host.js").Host} Host
 *
 * @param {HTMLElement} button
 * @param {() => Host | Promise<Host>} host  what the page offers to a class, once there is one
 * @param {(note: string) => void} say
 */
export function createDoor(button, host, say) {
  /** @type {Promise<{open: () => Promise<void>}> | null} */
  let fetched = null;

  async function fetchClass() {
    const { createClass } = await import("../class/class.js");
    return createClass(button, await host());
  }

  async function open() {
    try {
      await (await (fetched ??= fetchClass())).open();
    } catch {
      fetched = null;
      say("The class could not be fetched. Try again once the server answers.");
    }
  }

  button.append(icon("people"), h("span", { class: "class-words" }, "Class"));
  button.title = "A class: phones join and follow";
  button.addEventListener("click", () => void open());
  if (member.recall()) fetched = fetchClass();
}
