/**
 * A class on this page: comes back to the one that this device belongs to, or begins one.
 *
 * @typedef {import("./host.js").Host} Host
 */

import { member as memory } from "../page/memory.js";
import { createAsker } from "../wire/asker.js";
import { decodeRoom } from "../wire/rooms.js";
import { createFollowing, createShowing } from "./moments.js";
import { createSession } from "./session.js";

/**
 * @param {HTMLElement} button  "Class"
 * @param {Host} host
 */
export function createClass(button, host) {
  addSheet();
  /** @type {Promise<{open: () => void}> | null} */
  let opened = null;

  /** @param {import("../page/memory.js").Member} member */
  async function enter(member) {
    const session = createSession(host, member, memory);
    const goTo = (/** @type {string} */ address) => location.assign(address);
    if (member.role === "pupil") {
      createFollowing(host, session, goTo);
      const { createPupil } = await import("./pupil.js");
      return createPupil(button, session);
    }
    if (member.role === "steerer") createShowing(host, session);
    else createFollowing(host, session, goTo);
    const { createTeacher } = await import("./teacher.js");
    return createTeacher(button, session);
  }

  async function begin() {
    const { token = "", room } = await createAsker(host.ask)("room", { do: "open", moment: host.moment() }, decodeRoom);
    const member = /** @type {const} */ ({ role: "steerer", token, code: room?.code ?? "" });
    memory.keep(member);
    return enter(member);
  }

  const before = memory.recall();
  if (before) opened = enter(before);

  return {
    /** What the button does: a class is begun, or what there is of it is opened. */
    async open() {
      opened ??= begin();
      try {
        (await opened).open();
      } catch (error) {
        opened = null;
        host.say(error instanceof Error ? error.message : `${error}`);
      }
    },
  };
}

function addSheet() {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL("../../css/class/class.css", import.meta.url).href;
  document.head.append(sheet);
}
