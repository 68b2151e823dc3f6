/**
 * Where the class is: the teacher's page tells it, the pupils' pages go there.
 *
 * @typedef {import("../wire/rooms.js").Moment} Moment
 * @typedef {import("./host.js").Host} Host
 * @typedef {import("./session.js").Session} Session
 */

import { newestWins } from "../wire/newest.js";

/**
 * Shows every moment at which the page comes to rest, the newest first.
 *
 * @param {Host} host
 * @param {Session} session
 */
export function createShowing(host, session) {
  /** @type {string | null} */
  let shown = null;
  const show = newestWins(async (/** @type {Moment} */ moment) => void (await session.act("show", { moment })));

  function look() {
    if (session.role() !== "steerer") shown = null;
    if (session.role() !== "steerer" || !session.get()?.back || !host.isAtRest()) return;
    const moment = host.moment();
    const said = `${moment.page}#${moment.fragment}`;
    if (said === shown) return;
    shown = said;
    void show(moment);
  }

  host.subscribe(look);
  session.subscribe(look);
  look();
}

/**
 * Goes where the class is, as long as this device follows.
 *
 * @param {Host} host
 * @param {Session} session
 * @param {(address: string) => void} leave  for another page
 * @param {object} [way]  how this device goes along
 * @param {() => boolean} way.follows
 * @param {() => string} way.whose  digit is stepped through: with another, it is gone there anew
 * @param {(fragment: string) => void} way.open
 */
export function createFollowing(host, session, leave, way = {
  follows: () => true,
  whose: () => "",
  open: (fragment) => void host.open(fragment, false),
}) {
  let there = "";

  function follow() {
    const known = session.get();
    if (!known || session.role() === "steerer" || !way.follows()) {
      there = ""; // who comes back comes to where the class is by then
      return;
    }
    const { page, fragment } = known.head.moment;
    const here = `${way.whose()} ${page}#${fragment}`;
    if (here === there) return;
    there = here;
    if (page !== host.path) leave(`${page}#${fragment}`);
    else way.open(fragment);
  }

  const stop = session.subscribe(follow);
  follow();
  return { look: follow, stop };
}
