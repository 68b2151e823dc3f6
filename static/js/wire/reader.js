/**
 * Keeps the trace true to the pad, and the explanation true to the neuron in focus: whatever
 * changes, the newest question wins, and after a lost connection it is asked again.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../state/state.js").Action} Action
 * @typedef {import("../types.js").Unit} Unit
 *
 * @typedef {object} Question
 * @property {string} name  of the network, as the page knows it
 * @property {readonly import("../state/edits.js").Edit[]} edits  of the network, as the page knows them
 * @property {{network: string | object, input: object, edits?: readonly {place: Unit & {kind: string}}[]}} message
 *
 * @typedef {object} Aside  a pass beside the one on the page
 * @property {Question} question
 * @property {(trace: import("../types.js").Trace) => void} receive
 * @property {(error: Refused) => void} [refuse]
 */

import { PIXELS } from "../digit-image.js";
import { editsOf } from "../state/edits.js";
import { madeOf, restored } from "../state/moment.js";
import { walkedUnit } from "../state/position.js";
import { cardOf, focusOf, isEmpty, traceOf, unitKey } from "../state/state.js";
import { createAllowance } from "./allowance.js";
import { encodeEdits } from "./edits.js";
import { decodeExplanation, decodeTrace, encodeDrawing, Refused } from "./decode.js";
import { encodeNetwork } from "./network.js";
import { newestWins } from "./newest.js";

const PASSES = { every: 7, saved: 20 }; // ms, passes: the server takes 150 a second, and 300 at once
const PAUSE = 20; // ms from one explanation to the next at least
const PAUSE_WHILE_DRAWING = 100; // ms: what is drawn comes first
const SLOW = 300; // ms without an answer after which the page says that it is reading

const BLANK = new ArrayBuffer(PIXELS); // one byte a pixel, all black

/**
 * @param {{
 *   get: () => State,
 *   dispatch: (action: Action) => void,
 *   subscribe: (listener: (state: State, before: State) => void) => unknown,
 * }} store
 * @param {(event: "pass" | "explain", message: object) => Promise<unknown>} ask
 */
export function createReader(store, ask) {
  let seq = 0;
  /** What the newest trace answers. @type {Question & {seq: number} | null} */
  let read = null;
  /** The edits with which each network was read last. @type {Map<string, Question["edits"]>} */
  const taken = new Map();

  /** @param {Refused} error */
  function tell({ message }) {
    store.dispatch({ type: "error", message });
  }

  /**
   * @param {"pass" | "explain"} event
   * @param {object} message
   * @param {(answer: unknown) => void} receive
   * @param {(error: Refused) => void} [refuse]
   */
  async function put(event, message, receive, refuse = tell) {
    let answer;
    try {
      answer = await ask(event, { seq: ++seq, ...message });
    } catch {
      return; // a broken line is told by the socket itself, and mended by asking again once it is back
    }
    try {
      receive(answer);
    } catch (error) {
      if (!(error instanceof Refused)) {
        setTimeout(() => { // a fault of the page: to the console, and the next question goes on
          throw error;
        });
      } else if (error.retryAfter === null) {
        refuse(error);
      } else {
        await delay(error.retryAfter);
        await put(event, message, receive, refuse);
      }
    }
  }

  const spend = createAllowance(PASSES.every, PASSES.saved);
  const pass = newestWins(async (/** @type {Question} */ question) => {
    const wait = spend();
    const slow = setTimeout(() => store.dispatch({ type: "reading", reading: true }), SLOW);
    const { name, edits } = question;
    await put("pass", question.message, (answer) => {
      const trace = traceFrom(answer, question);
      read = { seq: trace.seq, ...question };
      taken.set(name, edits);
      store.dispatch({ type: "trace", trace });
    }, (error) => {
      const before = taken.get(name) ?? [];
      if (error.code === "overflow" && edits.length > 0 && edits !== before) {
        store.dispatch({ type: "editsRefused", network: name, edits: before });
      } else {
        tell(error);
      }
    });
    clearTimeout(slow);
    store.dispatch({ type: "reading", reading: false });
    if (wait > 0) await delay(wait);
  });
  /** Passes beside the one on the page. */
  const aside = () => newestWins(async (/** @type {Aside} */ { question, receive, refuse }) => {
    const wait = spend();
    await put("pass", question.message, (answer) => receive(traceFrom(answer, question)), refuse);
    if (wait > 0) await delay(wait);
  });
  const [twin, a] = [aside(), aside()];

  /** @param {State} state */
  function readTwin(state) {
    void twin({ question: twinOf(state), receive: (trace) => store.dispatch({ type: "twin", trace }) });
  }

  /**
   * @param {State} state
   * @param {import("../state/compare.js").Kept} kept
   */
  function readKept(state, kept) {
    void a({
      question: questionOf(restored(state, madeOf(kept))),
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
      const { seq: trace, name: network, message } = read;
      const { order } = store.get();
      const key = `${trace} ${order} ${unitKey(unit)}`;
      if (key === refused) break;
      refused = key;
      const pause = delay(store.get().penDown ? PAUSE_WHILE_DRAWING : PAUSE);
      await put("explain", { ...message, ...unit, order }, (answer) => {
        refused = "";
        const explanation = { ...decodeExplanation(answer), network, trace, ordered: order, held: holds(message, unit) };
        store.dispatch({ type: "explanation", explanation });
      });
      await pause;
    }
    opening = false;
  }

  store.subscribe((state, before) => {
    const { kept } = state.explore;
    if (kept && !kept.trace && isOnline(state) && !(isOnline(before) && kept === before.explore.kept)) {
      readKept(state, kept);
    }
    if (isEmpty(state)) return;
    if (!isOnline(state)) {
      // What is drawn now cannot be read: what is shown is of the drawing before.
      if (questionChanged(state, before)) store.dispatch({ type: "reading", reading: true });
      return;
    }
    const back = !isOnline(before);
    if (back) refused = "";
    if (back || state.network !== before.network || questionChanged(state, before)) {
      void pass(questionOf(state));
      if (wantsTwin(state)) readTwin(state);
    } else if (wantsTwin(state) && !wantsTwin(before)) {
      readTwin(state);
    }
    if (unopened(state)) void explain();
  });
}

/** @param {State} state */
function isOnline({ connection }) {
  return connection === "online";
}

/**
 * A neuron that is looked at or walked through, and that the server has not opened yet.
 *
 * @param {State} state
 * @returns {Unit | null}
 */
function unopened(state) {
  if (!traceOf(state) || !isOnline(state)) return null;
  const units = [walkedUnit(state), focusOf(state)];
  const unit = units.find((each) => each && !state.explanations[unitKey(each)]);
  return unit ? { layer: unit.layer, neuron: unit.neuron } : null;
}

/**
 * Answers do not name a toy network, which is the page's own.
 *
 * @param {unknown} answer
 * @param {Question} question
 */
function traceFrom(answer, { name }) {
  return { ...decodeTrace(answer), network: name };
}

/**
 * Whether an edit holds a neuron's activation, whatever its sum.
 *
 * @param {Question["message"]} message
 * @param {Unit} unit
 */
function holds({ edits = [] }, { layer, neuron }) {
  return edits.some(({ place }) => place.kind === "activation" && place.layer === layer && place.neuron === neuron);
}

/** @param {number} time  ms */
function delay(time) {
  return new Promise((resolve) => setTimeout(resolve, time));
}

/**
 * What the page wants to know: the chosen network with its edits, reading what is on the pad. A toy
 * network travels along, with its weights.
 *
 * @param {State} state
 * @returns {Question}
 */
function questionOf(state) {
  const card = cardOf(state);
  const edits = editsOf(state);
  const network = card.toy ? encodeNetwork(card, state.weights[card.name] ?? []) : card.name;
  const message = { network, input: inputOf(state), ...(edits.length && { edits: encodeEdits(edits) }) };
  return { name: card.name, edits, message };
}

/**
 * Whether the drawing is looked at centred and as drawn side by side.
 *
 * @param {State} state
 */
function wantsTwin(state) {
  return state.explore.tool === "input" && state.drawing.length > 0;
}

/**
 * The same question with the drawing framed the other way.
 *
 * @param {State} state
 * @returns {Question}
 */
function twinOf(state) {
  const { explore } = state;
  const framing = { ...explore.framing, centred: !explore.framing.centred };
  return questionOf({ ...state, explore: { ...explore, framing } });
}

/** @param {State} state */
function inputOf(state) {
  if (state.vector) return { vector: state.vector };
  return state.blank ? { image: BLANK } : { ...encodeDrawing(state.drawing), ...state.explore.framing };
}

/**
 * @param {State} state
 * @param {State} before
 */
function questionChanged(state, before) {
  const { name, toy } = cardOf(state);
  return (
    state.drawing !== before.drawing ||
    state.blank !== before.blank ||
    state.vector !== before.vector ||
    (toy && state.weights[name] !== before.weights[name]) ||
    state.explore.framing !== before.explore.framing ||
    editsOf(state) !== editsOf(before)
  );
}
