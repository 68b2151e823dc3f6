/**
 * By which addresses phones come to the class. Networks come and go, so they are asked for again
 * and again while they are shown.
 *
 * @typedef {object} Way
 * @property {string} url
 * @property {string} adapter  of the server's machine, or ""
 * @property {string} qr  an image's address
 *
 * @typedef {object} Ways
 * @property {readonly Way[]} ways  the likeliest first
 * @property {boolean} closed  only the server's own machine comes in so far
 * @property {boolean} may_open  this page may let the others in
 */

const EVERY = 5000; // ms

/**
 * @param {import("../session.js").Session} session
 * @param {() => void} changed
 */
export function createWays(session, changed) {
  /** @type {Ways | null} */
  let known = null;
  let isBack = false; // in touch with the class: a server that was started anew is closed again
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let asking;

  /** @param {"ways" | "open-port"} what */
  async function ask(what) {
    if (!session.get()?.back) return;
    const answer = await session.act(what);
    if (!answer) return;
    known = /** @type {any} */ (answer);
    changed();
  }

  function look() {
    const wasBack = isBack;
    isBack = session.get()?.back ?? false;
    if (isBack && !wasBack) void ask("ways");
  }

  session.subscribe(look);
  look();

  return {
    get: () => known,
    open: () => ask("open-port"),

    /** @param {boolean} on  whether they are being looked at */
    watch(on) {
      clearInterval(asking);
      if (!on) return;
      asking = setInterval(() => void ask("ways"), EVERY);
      void ask("ways");
    },
  };
}
