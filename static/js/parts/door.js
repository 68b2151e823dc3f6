/** "Class": the way into a class. What a class needs is fetched only where there is one. */

import { member } from "../page/memory.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";

/**
 * @param {HTMLElement} button
 * @param {import("../class/host.js").Host} host
 */
export function createDoor(button, host) {
  /** @type {Promise<{open: () => Promise<void>}> | null} */
  let fetched = null;

  async function fetchClass() {
    const { createClass } = await import("../class/class.js");
    return createClass(button, host);
  }

  async function open() {
    try {
      await (await (fetched ??= fetchClass())).open();
    } catch {
      fetched = null;
      host.say("The class could not be fetched. Try again once the server answers.");
    }
  }

  button.append(icon("people"), h("span", { class: "class-words" }, "Class"));
  button.title = "A class: phones join and follow";
  button.addEventListener("click", () => void open());
  if (member.recall()) fetched = fetchClass();
}
