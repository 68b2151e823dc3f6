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
import { askedOf } from "../../words/class.js";
import { keepOwn, ownNow } from "./own.js";

const PAUSE = 300; // ms from one drawing to the next

/** @type {Pick<import("../../state/state.js").Hand, "past" | "future">} */
const NO_HISTORY = { past: [], future: [] };

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
  let hasDrawn = false; // since the class was told something else
  let isEmptied = false; // for a task, and Undo still has what was there
  /** Undo and Redo of the pupil's own, while another digit lies on the pad. */
  let history = NO_HISTORY;
  /** What the class was last told: whose digit, what to draw now, and where to be. @type {{steps: string, asked: number | null, at: string} | null} */
  let before = null;

  const send = newestWins(async (/** @type {import("./own.js").Own} */ { n, drawing }) => {
    await session.draw({ n, ...encodeDrawing(drawing) });
    await delay(PAUSE);
  });
  const whose = () => {
    const head = session.get()?.head;
    return !head || isChosen || head.steps === "own" || askedOf(head) !== null ? "own" : "class";
  };

  /**
   * Undo brings back nothing but the pupil's own.
   *
   * @param {string} next  whose digit it is
   * @param {() => void} lay  it on the pad
   */
  function take(next, lay) {
    const { past, future } = desk?.get().hand ?? NO_HISTORY;
    if (onPad === "own") history = { past, future };
    way.take(() => {
      lay();
      desk?.dispatch({ type: "set", hand: next === "own" ? history : NO_HISTORY });
    });
    onPad = next;
  }

  /** @param {Drawing} drawing */
  const put = (drawing) => take("own", () => desk?.dispatch({ type: "restored", moment: { work: { drawing, blank: false } } }));

  function hear() {
    const known = session.get();
    if (!known?.you) return;
    const { head, you, back } = known;
    if (own.token !== session.token()) meet();
    const { steps, moment: { page, fragment } } = head;
    const [asked, at] = [askedOf(head), `${page}#${fragment}`];
    if (before && before.at !== at) hasDrawn = false;
    if (before && (before.steps !== steps || before.asked !== asked)) {
      isChosen = isEmptied = false;
      if (asked !== null && asked !== before.asked) begin(hasDrawn && before.asked === null);
    }
    before = { steps, asked, at };
    if (!back || head.paused) tried = 0;
    else if (own.n > Math.max(tried, you.drawing ?? 0)) handIn();
  }

  /**
   * Of a task: a clean pad, with Undo for what was there.
   *
   * @param {boolean} isBegun  what is there may be for this task, which was said aloud before
   */
  function begin(isBegun) {
    hasDrawn = false;
    if (!desk || desk.get().hand.penDown) return;
    if (onPad !== "own") put(own.drawing);
    if (isBegun || own.drawing.length === 0 || session.get()?.head.paused) return;
    desk.dispatch({ type: "clear" });
    isEmptied = true;
    changed();
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
    onPad = "own";
    put([]);
    desk.dispatch({ type: "set", hand: NO_HISTORY });
  }

  /** The stroke that is under the pen ends: the page is left, or another digit comes. */
  function finish() {
    if (desk?.get().hand.penDown) desk.dispatch({ type: "strokeEnded" });
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
    if (drawing !== then.work.drawing && !way.isTaken()) {
      isDirty = !sample; // a touch that is taken back leaves the digit that was there
      onPad = sample ? "" : "own";
      isChosen ||= isDirty && whose() === "class";
    }
    if (!isDirty || penDown) return;
    isDirty = isEmptied = false;
    hasDrawn = drawing.length > 0;
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
    isEmptied: () => isEmptied,
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
      if (!isOwn) {
        finish();
        return take("class", () => host.open(fragment, false, true));
      }
      way.take(() => host.open(fragment, desk !== null, true));
      if (onPad !== "own") put(own.drawing);
    },

    finish,

    end() {
      stop();
      if (typeof stopLooking === "function") stopLooking();
    },
  };
}
