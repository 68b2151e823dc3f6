/**
 * Whether this device goes where the class goes. Any move of the pupil's own makes it look around;
 * to be taken along is none. While the steps are held, and until a vote is shown, nobody moves.
 *
 * @typedef {import("../host.js").Host} Host
 * @typedef {import("../session.js").Session} Session
 */

import { carried } from "../../page/memory.js";
import { isHeld } from "../../words/class.js";

const away = carried("forward-pass-class-away"); // from page to page

/**
 * @param {Host} host
 * @param {Session} session
 * @param {{changed: () => void, refused: () => void}} tell
 */
export function createWay(host, session, { changed, refused }) {
  const isMove = host.desk ? isMoveOnDesk : isMoveInLesson;
  let follows = true;
  /** What the server said last. @type {{id: string, following: boolean} | null} */
  let heard = null;
  let nAsked = 0; // wishes under way
  let isTaken = false; // what changes now is the class's doing

  const head = () => session.get()?.head ?? null;
  const held = () => {
    const now = head();
    return now !== null && isHeld(now);
  };

  /** @param {boolean} on */
  async function wish(on) {
    follows = on;
    away.keep(on ? "" : session.get()?.you?.id ?? "");
    nAsked += 1;
    changed();
    await session.follow(on);
    nAsked -= 1;
    const known = session.get();
    if (nAsked === 0 && known?.back && known.you) follows = known.you.following; // or it was refused
    hear();
    changed();
  }

  function hear() {
    const known = session.get();
    if (!known?.you || nAsked > 0) return;
    const { id, following } = known.you;
    if (!heard && following && away.recall() === id) follows = false; // left for this page before that was heard
    else if (heard?.id !== id || heard.following !== following) follows = following;
    heard = { id, following };
    if (!follows && held()) void wish(true);
    else if (known.back && follows !== following) void wish(follows);
  }

  host.guard((next, before) => {
    if (isTaken) return true;
    const now = head();
    if (!now) return true;
    const isAsked = isHeld({ ...now, held: false });
    const isKept = isHeld(now) && (isMove(next, before) || isStart(next, before));
    if (!isKept && !(isAsked && isTold(next, before)) && !(now.paused && isInk(next, before))) return true;
    refused();
    return false;
  });
  const stopListening = host.subscribe((now, before) => {
    if (!isTaken && follows && session.get()?.you && now && isMove(now, before)) void wish(false);
  });

  /** @param {MouseEvent} event */
  function leavePage(event) {
    const link = event.target instanceof Element && event.target.closest("a");
    const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !isPlain || !session.get()?.you || link.origin !== location.origin || link.pathname === location.pathname) return;
    if (held()) {
      event.preventDefault();
      refused();
    } else if (follows) void wish(false);
  }
  document.addEventListener("click", leavePage, { capture: true });
  const stop = session.subscribe(hear);
  hear();

  return {
    follows: () => follows,
    back: () => void wish(true),

    /** @param {() => void} change  that the class makes */
    take(change) {
      isTaken = true;
      change();
      isTaken = false;
    },
    isTaken: () => isTaken,

    end() {
      stop();
      document.removeEventListener("click", leavePage, { capture: true });
      host.guard(() => true);
      if (typeof stopListening === "function") stopListening();
      away.keep("");
    },
  };
}

/**
 * @typedef {import("../../state/state.js").State} State
 */

/**
 * Another step, place, neuron, view, network or change of it. Where ink covers the answer again, the
 * pen did it.
 *
 * @param {State} next
 * @param {State} before
 */
function isMoveOnDesk(next, before) {
  if (isInk(next, before)) return false;
  const [place, placeBefore] = [next.place, before.place];
  const [work, workBefore] = [next.work, before.work];
  return /** @type {const} */ (["step", "inner", "selected", "view", "covered"]).some((name) => place[name] !== placeBefore[name])
    || /** @type {const} */ (["network", "edits", "framing", "vector"]).some((name) => work[name] !== workBefore[name]);
}

/**
 * @param {{scene: string}} next
 * @param {{scene: string}} before
 */
const isMoveInLesson = (next, before) => next.scene !== before.scene;

/**
 * The pass begins to play.
 *
 * @param {Partial<State>} next
 * @param {Partial<State>} before
 */
const isStart = (next, before) => Boolean(next.hand?.playing && !before.hand?.playing);

/**
 * A lesson's question is answered, which shows its answer.
 *
 * @param {{guess?: number | null}} next
 * @param {{guess?: number | null}} before
 */
const isTold = (next, before) => next.guess !== before.guess;

/**
 * @param {Partial<State>} next
 * @param {Partial<State>} before
 */
const isInk = (next, before) =>
  /** @type {const} */ (["drawing", "blank", "image"]).some((name) => next.work?.[name] !== before.work?.[name]);
