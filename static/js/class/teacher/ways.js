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
  /** Of the class that they lead to. */
  let code = "";
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let asking;

  /** @param {"ways" | "open-port"} what */
  async function ask(what) {
    const room = session.get();
    if (!room?.back) return;
    const answer = await session.act(what);
    if (!answer) return;
    code = room.code;
    known = /** @type {any} */ (answer);
    changed();
  }

  session.subscribe(() => {
    const room = session.get();
    if (room?.back && room.code !== code) void ask("ways");
    code = room?.code ?? "";
  });
  if (session.get()) void ask("ways");

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
