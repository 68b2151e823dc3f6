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
    if (!session.get()?.back || !host.isAtRest()) return;
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
 */
export function createFollowing(host, session, leave) {
  /** @type {Moment | null} */
  let there = null;

  function follow() {
    const known = session.get();
    if (!known || (known.you && !known.you.following)) {
      there = null; // who comes back comes to where the class is by then
      return;
    }
    const { moment, steps } = known.head;
    if (moment.page === there?.page && moment.fragment === there.fragment) return;
    there = moment;
    if (moment.page !== host.path) leave(`${moment.page}#${moment.fragment}`);
    else host.open(moment.fragment, steps === "own");
  }

  session.subscribe(follow);
  follow();
}
