/**
 * A class on this page: comes back to the one that this device belongs to, or begins one.
 *
 * @typedef {import("./host.js").Host} Host
 */

import { member as memory } from "../page/memory.js";
import { createAsker } from "../wire/asker.js";
import { decodeRoom } from "../wire/rooms.js";
import { createFollowing, createShowing } from "./moments.js";
import { toHandIn } from "./pupil/own.js";
import { createSession } from "./session.js";

/**
 * @param {HTMLElement} button  "Class"
 * @param {Host} host
 */
export function createClass(button, host) {
  /** @type {Promise<{open: (isNew: boolean) => void}> | null} */
  let opened = null;

  /** @param {import("../page/memory.js").Member} member */
  const enter = (member) => furnish(createSession(host, member, memory, toHandIn(member.token)));

  /** @param {import("./session.js").Session} session */
  async function furnish(session) {
    // Back leads to where one was by oneself.
    const goTo = (/** @type {string} */ address) => location.replace(address.replace("#", `${location.search}#`));
    if (session.role() === "pupil") {
      const { createPupil } = await import("./pupil.js");
      return createPupil(button, host, session, {
        goTo,
        steer: () => void (opened = furnish(session)),
        gone: () => void (opened = null),
      });
    }
    createShowing(host, session);
    createFollowing(host, session, goTo);
    const { createTeacher } = await import("./teacher.js");
    return createTeacher(button, session, host, () => void (opened = null));
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
      const isNew = opened === null;
      opened ??= begin();
      try {
        (await opened).open(isNew);
      } catch (error) {
        opened = null;
        host.say(error instanceof Error ? error.message : `${error}`);
      }
    },
  };
}
