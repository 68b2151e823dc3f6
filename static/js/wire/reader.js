/**
 * Keeps the trace true to the pad, and the explanation true to the neuron in focus: whatever
 * changes, the newest question wins, and after a lost connection it is asked again.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../state/state.js").Action} Action
 * @typedef {import("../state/state.js").Work} Work
 * @typedef {import("../types.js").Unit} Unit
 *
 * @typedef {object} Aside  a pass beside the one on the page
 * @property {Work} work
 * @property {(trace: import("../types.js").Trace) => void} receive
 * @property {(error: Refused) => void} [refuse]
 */

import { PIXELS } from "../digit-image.js";
import { heldAt } from "../state/edits.js";
import { pathAhead } from "../state/path.js";
import { figuresOf, isEmpty, unitKey } from "../state/state.js";
import { createAllowance } from "./allowance.js";
import { createAsker, delay, Lost } from "./asker.js";
import { encodeEdits } from "./edits.js";
import { decodeEveryone, decodeExplanation, decodeTrace, encodeDrawing, Refused } from "./decode.js";
import { encodeNetwork } from "./network.js";
import { newestWins } from "./newest.js";
import { where } from "../state/where.js";

const PASSES = { every: 7, saved: 20 }; // ms, passes: the server takes 150 a second, and 300 at once
const PAUSE = 20; // ms from one explanation to the next at least
const PAUSE_WHILE_DRAWING = 100; // ms: what is drawn comes first
const PAUSE_OF_ALL = 33; // ms from one question to all networks to the next at least
const SLOW = 300; // ms without an answer after which the page says that it is reading

const BLANK = new ArrayBuffer(PIXELS); // one byte a pixel, all black

/**
 * @param {{
 *   get: () => State,
 *   dispatch: (action: Action) => void,
 *   subscribe: (listener: (state: State, before: State) => void) => unknown,
 * }} store
 * @param {import("./asker.js").Send} send
 */
export function createReader(store, send) {
  const ask = createAsker(send);
  /** What the newest trace answers. @type {{seq: number, work: Work, message: object} | null} */
  let read = null;
  /** The edits with which each network was read last. @type {Map<string, Work["edits"]>} */
  const taken = new Map();

  /** @param {Refused} error */
  function tell({ message }) {
    store.dispatch({ type: "set", line: { error: message } });
  }

  /**
   * @param {"pass" | "everyone" | "explain"} event
   * @param {object} message
   * @param {(answer: unknown) => void} receive
   * @param {(error: Refused) => void} [refuse]
   */
  async function put(event, message, receive, refuse = tell) {
    try {
      await ask(event, message, receive);
    } catch (error) {
      if (error instanceof Refused) {
        refuse(error);
      } else if (!(error instanceof Lost)) {
        setTimeout(() => { // a fault of the page: to the console, and the next question goes on
          throw error;
        });
      }
    }
  }

  const spend = createAllowance(PASSES.every, PASSES.saved);
  const pass = newestWins(async (/** @type {Work} */ work) => {
    const wait = spend();
    const slow = setTimeout(() => store.dispatch({ type: "set", line: { reading: true } }), SLOW);
    const { network, edits } = work;
    const message = questionOf(work, store.get().cards);
    await put("pass", message, (answer) => {
      const trace = traceFrom(answer, work);
      read = { seq: trace.seq, work, message };
      taken.set(network, edits);
      store.dispatch({ type: "trace", trace });
    }, (error) => {
      const before = taken.get(network) ?? [];
      const { code } = error;
      if ((code === "overflow" || code === "size") && edits.length > 0 && edits !== before) {
        store.dispatch({ type: "editsRefused", network, edits: before, code });
      } else {
        tell(error);
      }
    });
    clearTimeout(slow);
    store.dispatch({ type: "set", line: { reading: false } });
    if (wait > 0) await delay(wait);
  });
  /** Passes beside the one on the page. */
  const aside = () => newestWins(async (/** @type {Aside} */ { work, receive, refuse }) => {
    const wait = spend();
    await put("pass", questionOf(work, store.get().cards), (answer) => receive(traceFrom(answer, work)), refuse);
    if (wait > 0) await delay(wait);
  });
  const [twin, a] = [aside(), aside()];
  const everyone = newestWins(async (/** @type {Work} */ work) => {
    const pause = delay(PAUSE_OF_ALL);
    await put("everyone", { input: inputOf(work) }, (answer) =>
      store.dispatch({ type: "set", answers: { everyone: { work, readings: decodeEveryone(answer) } } }));
    await pause;
  });

  /**
   * The same work with the drawing framed the other way.
   *
   * @param {Work} work
   */
  function readTwin(work) {
    const framing = { ...work.framing, centred: !work.framing.centred };
    void twin({
      work: { ...work, framing }, receive: (trace) => store.dispatch({ type: "set", answers: { twin: trace } }),
    });
  }

  /** @param {import("../state/compare.js").Kept} kept */
  function readKept(kept) {
    void a({
      work: kept.work,
      receive: (trace) => store.dispatch({ type: "keptRead", kept, trace }),
      refuse: ({ message }) => store.dispatch({ type: "keptRefused", kept, message }),
    });
  }

  let opening = false;
  /** What could not be opened: not asked again before something else changes. */
  let refused = "";

  /** Opens, one after the other, the neurons that the page is looking at. */
  async function explain() {
    if (opening) return;
    opening = true;
    for (let unit = unopened(store.get()); unit && read; unit = unopened(store.get())) {
      const { seq: trace, work, message } = read;
      const { order } = store.get().place;
      const key = `${trace} ${order} ${unitKey(unit)}`;
      if (key === refused) break;
      refused = key;
      const pause = delay(store.get().hand.penDown ? PAUSE_WHILE_DRAWING : PAUSE);
      await put("explain", { ...message, ...unit, order }, (answer) => {
        refused = "";
        const about = { network: work.network, trace, ordered: order, held: heldAt({ cards: store.get().cards, work }, unit) !== null };
        store.dispatch({ type: "explanation", explanation: { ...decodeExplanation(answer), ...about } });
      });
      await pause;
    }
    opening = false;
  }

  store.subscribe((state, before) => {
    const { kept } = state.answers;
    if (kept && !kept.trace && isOnline(state) && !(isOnline(before) && kept === before.answers.kept)) {
      readKept(kept);
    }
    if (isEmpty(state)) return;
    if (!isOnline(state)) {
      // What is drawn now cannot be read: what is shown is of the drawing before.
      if (state.work !== before.work) store.dispatch({ type: "set", line: { reading: true } });
      return;
    }
    const back = !isOnline(before);
    if (back) refused = "";
    if (back || state.work !== before.work) {
      void pass(state.work);
      if (wantsTwin(state)) readTwin(state.work);
      if (wantsEveryone(state)) void everyone(state.work);
    } else if (wantsTwin(state) && !wantsTwin(before)) {
      readTwin(state.work);
    } else if (wantsEveryone(state) && !wantsEveryone(before)) {
      void everyone(state.work);
    }
    if (unopened(state)) void explain();
  });
}

/** @param {State} state */
function isOnline({ line: { connection } }) {
  return connection === "online";
}

/**
 * A neuron that is looked at, walked through or pointed at, or on the path, and that the server has not opened yet.
 *
 * @param {State} state
 * @returns {Unit | null}
 */
function unopened(state) {
  const { trace, walked, focus } = where(state);
  if (!trace || !isOnline(state)) return null;
  const unit = [walked, focus, pathAhead(state), pointedAt(state)]
    .find((each) => each && !state.answers.explanations[unitKey(each)]);
  return unit ? { layer: unit.layer, neuron: unit.neuron } : null;
}

/**
 * A place that is pointed at, of a map whose figures have not come.
 *
 * @param {State} state
 * @returns {Unit | null}
 */
function pointedAt(state) {
  const { hovered } = state.hand;
  return hovered?.kind === "unit" && !figuresOf(state, hovered) ? hovered : null;
}

/**
 * Answers do not name a network of the page's own.
 *
 * @param {unknown} answer
 * @param {Work} work
 */
function traceFrom(answer, { network }) {
  return { ...decodeTrace(answer), network };
}

/**
 * What a piece of work asks: its network with its edits, reading its input. A network of the page's own travels
 * along, with its weights.
 *
 * @param {Work} work
 * @param {State["cards"]} cards
 */
export function questionOf(work, cards) {
  const { network: name, edits, weights } = work;
  const card = weights && cards.find((each) => each.name === name);
  const network = card ? encodeNetwork(card, weights) : name;
  return { network, input: inputOf(work), ...(edits.length && { edits: encodeEdits(edits) }) };
}

/**
 * What a piece of work has read.
 *
 * @param {Work} work
 */
function inputOf({ drawing, blank, image, vector, framing }) {
  if (vector) return { vector };
  if (blank) return { image: BLANK };
  return image ? { image: image.grey.slice().buffer } : { ...encodeDrawing(drawing), ...framing };
}

/**
 * Whether the drawing is looked at centred and as drawn side by side.
 *
 * @param {State} state
 */
function wantsTwin({ place, work }) {
  return place.tool === "input" && work.drawing.length > 0;
}

/** @param {State} state */
function wantsEveryone({ place }) {
  return place.tool === "everyone";
}
