/**
 * The pupil's own drawing: goes to the class stroke by stroke, and comes back to the pad whenever
 * that is the pupil's. Where the class steps through the teacher's digit, that lies on the pad until
 * the pupil draws: the first stroke replaces it.
 *
 * @typedef {import("../../types.js").Drawing} Drawing
 * @typedef {import("../host.js").Host} Host
 * @typedef {import("../session.js").Session} Session
 */

import { delay } from "../../wire/asker.js";
import { decodeDrawing, encodeDrawing } from "../../wire/decode.js";
import { newestWins } from "../../wire/newest.js";
import { keepOwn, ownNow } from "./own.js";

const PAUSE = 300; // ms from one drawing to the next

/**
 * @param {Host} host
 * @param {Session} session
 * @param {ReturnType<typeof import("./way.js").createWay>} way
 * @param {() => void} changed
 */
export function createDrawing(host, session, way, changed) {
  const { desk } = host;
  let own = ownNow();
  let isChosen = false; // the pupil took the pad, where the class steps through another digit
  let isDirty = false; // it changed, and is not kept yet
  let isBack = false; // this visit meets a pupil whom the device was before
  let onPad = ""; // whose drawing
  let tried = 0; // which drawing was handed in since the line came
  /** What the class was last told to do. @type {{steps: string, task: number | null} | null} */
  let before = null;

  const send = newestWins(async (/** @type {import("./own.js").Own} */ { n, drawing }) => {
    await session.draw({ n, ...encodeDrawing(drawing) });
    await delay(PAUSE);
  });
  const whose = () => {
    const head = session.get()?.head;
    return !head || isChosen || head.steps === "own" || head.task !== null ? "own" : "class";
  };

  /** @param {Drawing} drawing */
  const put = (drawing) => way.take(() => desk?.dispatch({ type: "restored", moment: { work: { drawing, blank: false } } }));

  function hear() {
    const known = session.get();
    if (!known?.you) return;
    const { head, you, back } = known;
    if (own.token !== session.token()) meet();
    const { steps, task } = head;
    if (before && (before.steps !== steps || before.task !== task)) {
      isChosen = false;
      if (task !== null && task !== before.task) begin();
    }
    before = { steps, task };
    if (!back || head.paused) tried = 0;
    else if (own.n > Math.max(tried, you.drawing ?? 0)) handIn();
  }

  /** A clean pad, with Undo for what was there. */
  function begin() {
    if (!desk || desk.get().hand.penDown) return;
    if (onPad !== "own") put(own.drawing);
    onPad = "own";
    desk.dispatch({ type: "clear" });
  }

  /** A pupil who is new on this device, or in this visit. */
  function meet() {
    const isHandedOn = own.token !== "";
    isBack = !isHandedOn;
    const drawn = session.get()?.drawn; // a tab that was closed has it no more
    own = keepOwn({ token: session.token(), n: drawn?.n ?? 0, drawing: drawn ? decodeDrawing(drawn) : [], ballot: null });
    isChosen = false;
    tried = own.n;
    if (!isHandedOn || !desk) return;
    put([]);
    desk.dispatch({ type: "set", hand: { past: [], future: [] } });
    onPad = "own";
  }

  function handIn() {
    tried = own.n;
    void send(own);
  }

  /**
   * @param {import("../../state/state.js").State} now
   * @param {import("../../state/state.js").State} then
   */
  function look({ work: { drawing, sample }, hand: { penDown } }, then) {
    const known = session.get();
    if (!known?.you) return;
    if (drawing !== then.work.drawing && !sample && !way.isTaken()) {
      isDirty = true;
      onPad = "own";
      isChosen ||= whose() === "class";
    }
    if (!isDirty || penDown) return;
    isDirty = false;
    own = keepOwn({ n: Math.max(own.n, known.you.drawing ?? 0) + 1, drawing });
    if (known.back && !known.head.paused) handIn();
    changed();
  }
  const stopLooking = desk ? host.subscribe(look) : null;
  const stop = session.subscribe(hear);
  hear();

  return {
    whose,
    has: () => own.drawing.length > 0,
    isChosen: () => isChosen,
    isBack: () => isBack,

    /** @param {boolean} chosen  the pad is the pupil's, though the class steps through another digit */
    choose(chosen) {
      isChosen = chosen;
      changed();
    },

    /**
     * Goes to a moment of the class.
     *
     * @param {string} fragment
     */
    open(fragment) {
      const isOwn = whose() === "own";
      way.take(() => host.open(fragment, desk !== null && isOwn, true));
      if (isOwn && onPad !== "own") put(own.drawing);
      onPad = isOwn ? "own" : "class";
    },

    /** The stroke that is under the pen ends: the page is left. */
    finish: () => desk?.dispatch({ type: "strokeEnded" }),

    end() {
      stop();
      if (typeof stopLooking === "function") stopLooking();
    },
  };
}
