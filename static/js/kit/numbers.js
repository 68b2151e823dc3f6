/**
 * Every number that a lesson shows: asked of the server once, kept, and looked up from then on.
 *
 * Whoever draws asks for the trace of a question. What is not there yet is asked for after the
 * frame, and the frame is drawn again when it has come. A handle that is about to move has all its
 * values asked for in one message, so that moving it waits for nobody.
 *
 * @typedef {import("../types.js").LayerPass} LayerPass
 * @typedef {import("../types.js").Explanation} Explanation
 * @typedef {import("../types.js").Trace} Trace
 *
 * @typedef {string | {name: string, alpha?: number | readonly number[]}} Activation
 * @typedef {object} InlineLayer
 * @property {readonly (readonly number[])[]} weights  a row for each neuron
 * @property {readonly number[]} biases
 * @property {Activation} activation
 *
 * @typedef {object} Question  what a network is to read
 * @property {{layers: readonly InlineLayer[]} | string} network
 * @property {object} input
 * @property {readonly object[]} [edits]
 *
 * @typedef {object} Read  what came of a question
 * @property {readonly LayerPass[]} layers
 * @property {Trace | null} trace  null where a sweep answered it
 *
 * @typedef {{kind: "weight", layer: number, neuron: number, input: number}
 *   | {kind: "bias", layer: number, neuron: number}
 *   | {kind: "input", input: number}} Place  of a number that a handle moves
 *
 * @typedef {{input: number, low: number, high: number}} Axis  an input, and the values that it takes
 * @typedef {object} Square  of points that a network reads; its other inputs stay
 * @property {Axis} across
 * @property {Axis} up
 * @property {readonly number[]} layers  whose neurons shade it
 *
 * @typedef {object} Region
 * @property {number} n  points across and up
 * @property {readonly import("../wire/lessons.js").Shades[]} layers  those that were asked for
 */

import { changedAt } from "../changed.js";
import { createAsker } from "../wire/asker.js";
import { MAX_VECTORS, Refused, decodeExplanation, decodeTrace, decodeTraces } from "../wire/decode.js";
import { decodeLesson, decodeRegion, decodeSweep } from "../wire/lessons.js";

const KEPT = 4000; // answers
const KEPT_REGIONS = 60; // of up to 128 KB
const FINE = 96; // points of a region, across and up
const COARSE = 48;
const MAX_SWEPT = 16_384; // values × inputs × neurons of a sweep
const AT_ONCE = 30; // messages: long-polling takes at most 32 in one request

/**
 * @typedef {import("../wire/socket.js").Event} Event
 *
 * @typedef {(() => Promise<void>) | Question} Wanted  how to fetch it, or what to pass, which may go
 *   along with others
 */

/**
 * @param {import("../wire/asker.js").Send} send
 * @param {{changed: () => void, refused: (message: string) => void}} page
 */
export function createNumbers(send, { changed, refused }) {
  const put = createAsker(send);
  /** @type {Map<string, Read>} */
  const passes = new Map();
  /** @type {Map<string, Omit<Explanation, "network" | "trace" | "ordered">>} */
  const opened = new Map();
  /** @type {Map<string, Region>} */
  const regions = new Map();
  /** What came last for each figure. @type {WeakMap<Square, Region>} */
  const newest = new WeakMap();
  /** To what only this lesson asks. @type {Map<string, any>} */
  const replies = new Map();
  /** Not asked again: the server has refused them, and why. @type {Map<string, string>} */
  const hopeless = new Map();
  /** Why something that the last frame missed will never be there. @type {string | null} */
  let refusal = null;
  /** What the last frame missed. @type {Map<string, Wanted>} */
  let missing = new Map();
  /** What will be looked up soon. @type {Map<string, Wanted>} */
  const expected = new Map();
  let busy = false;
  let isAwaited = false; // what is asked for just now was missed by a frame
  /** Its keys: a frame that misses it once more need not ask again. @type {ReadonlySet<string>} */
  let underWay = new Set();

  /**
   * @template Answer
   * @param {Event} event
   * @param {object} message
   * @param {string} key
   * @param {(answer: any) => Answer} decode
   * @returns {Promise<Answer | null>}  null where there is none
   */
  async function answered(event, message, key, decode) {
    try {
      return await put(event, message, decode);
    } catch (error) {
      if (!(error instanceof Refused)) {
        missing.clear(); // the line is broken: asked again once it is back
        expected.clear();
        return null;
      }
      hopeless.set(key, error.message);
      refused(error.message);
      return null;
    }
  }

  /**
   * Misses an answer, or tells again why there is none.
   *
   * @param {string} key
   * @param {Wanted} wanted
   */
  function want(key, wanted) {
    const why = hopeless.get(key);
    if (why) refusal = why;
    else if (!underWay.has(key)) missing.set(key, wanted);
  }

  /**
   * One message for all.
   *
   * @param {readonly Question[]} questions  that differ in nothing but their vectors
   * @returns {Promise<void>}
   */
  async function fetchPasses(questions) {
    const [first] = questions;
    if (!first) return;
    const isOne = questions.length === 1;
    const message = isOne ? first : { ...first, input: vectorsOf(questions) };
    const key = keyOf(message);
    const traces = await answered("pass", message, key, (answer) => (isOne ? [decodeTrace(answer)] : decodeTraces(answer)));
    if (!traces && !isOne && hopeless.delete(key)) { // one of them is refused, which may not be said of all
      await someAtOnce(questions.map((question) => () => fetchPasses([question])));
    }
    traces?.forEach((trace, k) => keep(passes, keyOf(questions[k] ?? first), { layers: trace.layers, trace }));
    if (traces) changed();
  }

  /** @param {ReturnType<typeof sweepOf>} sweep */
  async function fetchSweep({ message, key, keys }) {
    const inputs = keys.length / message.n;
    const swept = await answered("sweep", message, key, (answer) => decodeSweep(answer, inputs));
    if (!swept) return;
    keys.forEach((each, k) => keep(passes, each, { layers: swept.passes[k] ?? [], trace: null }));
    changed();
  }

  /** First all that is seen, at once; then what is expected, one after the other. */
  async function fetchAll() {
    if (busy) return;
    busy = true;
    for (let from = nextQueue(); from; from = nextQueue()) {
      isAwaited = from !== expected;
      const questions = isAwaited ? [...from] : [...from].slice(0, 1);
      for (const [key] of questions) from.delete(key);
      underWay = new Set(isAwaited ? questions.map(([key]) => key) : []);
      const wanted = questions.map(([, each]) => each);
      await someAtOnce([
        ...wanted.filter((each) => typeof each === "function"),
        ...alike(wanted.filter((each) => typeof each !== "function")).map((group) => () => fetchPasses(group)),
      ]);
      underWay = new Set();
      if (isAwaited && missing.size === 0) {
        isAwaited = false;
        changed(); // nothing is waited for any more
      }
    }
    busy = false;
  }

  function nextQueue() {
    return [missing, expected].find((queue) => queue.size > 0);
  }

  return {
    /** Before a frame: what the one before missed is of no use any more. */
    begin() {
      missing = new Map();
      refusal = null;
    },

    /** After a frame, or when something has changed: ask for what is missed. */
    end() {
      if (refusal !== null) refused(refusal);
      void fetchAll();
    },

    /** Whether the last frame missed anything. */
    waits: () => missing.size > 0 || isAwaited || refusal !== null,

    /**
     * @param {Question} question
     * @returns {readonly LayerPass[] | null}  z and a of each layer; null until they are there
     */
    layers(question) {
      return passes.get(keyOf(question))?.layers ?? this.trace(question)?.layers ?? null;
    },

    /**
     * The whole pass: with its prediction, and the image that the network read.
     *
     * @param {Question} question
     * @returns {Trace | null}
     */
    trace(question) {
      const key = keyOf(question);
      const found = passes.get(key)?.trace;
      if (found) return found;
      want(key, question);
      return null;
    },

    /**
     * @param {Question} question
     * @param {number} layer
     * @param {number} neuron
     * @param {"size" | "index"} [order]
     */
    opened(question, layer, neuron, order = "index") {
      const key = `${layer} ${neuron} ${order} ${keyOf(question)}`;
      const found = opened.get(key);
      if (found) return found;
      const message = { ...question, layer, neuron, order };
      want(key, async () => {
        const explanation = await answered("explain", message, key, decodeExplanation);
        if (!explanation) return;
        keep(opened, key, explanation);
        changed();
      });
      return null;
    },

    /**
     * Every point of a square, shaded by the neurons of some layers: coarse at first, and fine once
     * the question rests, so that it keeps up with a handle.
     *
     * @param {Question} question  with a vector
     * @param {Square} square  of one figure: while nothing of the question is there yet, the figure gets
     *   what came last for the same object
     * @returns {Region | null}  null until anything is there
     */
    region(question, square) {
      const rest = `${JSON.stringify(square)} ${keyOf(question)}`;
      const [fine, coarse] = [FINE, COARSE].map((n) => regions.get(`${n} ${rest}`));
      if (fine) return fine;
      const n = coarse ? FINE : COARSE;
      const key = `${n} ${rest}`;
      want(key, async () => {
        const layers = await answered("region", { ...question, ...square, n }, key, (answer) => decodeRegion(answer, n));
        if (!layers) return;
        const region = { n, layers };
        keep(regions, key, region, KEPT_REGIONS);
        newest.set(square, region);
        changed();
      });
      return coarse ?? newest.get(square) ?? null;
    },

    /**
     * What only this lesson asks, where its answer comes at once.
     *
     * @param {string} name  of the question
     * @param {object} data
     * @returns {any}  null until it is there
     */
    answer(name, data) {
      const key = `${name} ${spelledOut(data)}`;
      const found = replies.get(key);
      if (found) return found;
      want(key, async () => {
        const answer = await answered("lesson", { ask: name, data }, key, decodeLesson);
        if (!answer) return;
        keep(replies, key, answer);
        changed();
      });
      return null;
    },

    /**
     * Everything that a question becomes while one of its numbers takes these values.
     *
     * @param {Question} question
     * @param {Place} place
     * @param {readonly number[]} values  at equal distances
     * @returns {readonly (readonly LayerPass[])[] | null}  null until all of them are there
     */
    samples(question, place, values) {
      const sweep = sweepOf([question], place, values);
      const found = sweep.keys.flatMap((key) => {
        const read = passes.get(key);
        return read ? [read.layers] : [];
      });
      if (found.length === values.length) return found;
      if (!hopeless.has(sweep.key)) want(sweep.key, () => fetchSweep(sweep));
      return null;
    },

    /**
     * Ask for the same beforehand, since that number is about to move, and no other.
     *
     * @param {readonly Question[]} questions  all that are seen
     * @param {Place} place
     * @param {readonly number[]} values
     */
    expect(questions, place, values) {
      expected.clear();
      const isKnown = (/** @type {Question} */ question) =>
        values.every((value) => passes.has(keyOf(withNumber(question, place, value))));
      for (const group of alike(questions.filter((question) => !isKnown(question)), values.length)) {
        const sweep = sweepOf(group, place, values);
        if (!hopeless.has(sweep.key)) expected.set(sweep.key, () => fetchSweep(sweep));
      }
      void fetchAll();
    },
  };
}

/**
 * One message for all values of a number, and the questions that it answers: those of one value
 * after those of the other.
 *
 * @param {readonly Question[]} questions  that differ in nothing but their vectors
 * @param {Place} place
 * @param {readonly number[]} values  at equal distances
 */
function sweepOf(questions, place, values) {
  const [low = 0] = values;
  const [first] = questions;
  const input = questions.length === 1 ? first?.input : vectorsOf(questions);
  const message = { ...first, input, place, low, high: values.at(-1), n: values.length };
  const keys = values.flatMap((value) => questions.map((question) => keyOf(withNumber(question, place, value))));
  return { message, keys, key: `sweep ${keys.length} ${keys[0]} ${keys.at(-1)}` };
}

/** @param {readonly (() => Promise<void>)[]} calls */
async function someAtOnce(calls) {
  for (let k = 0; k < calls.length; k += AT_ONCE) await Promise.all(calls.slice(k, k + AT_ONCE).map((call) => call()));
}

/**
 * Questions that one message can ask, side by side: they differ in nothing but their vectors.
 *
 * @param {readonly Question[]} questions
 * @param {number} [values]  of each, in a sweep
 * @returns {readonly (readonly Question[])[]}
 */
function alike(questions, values = 0) {
  /** @type {Question[][]} */
  const groups = [];
  /** @type {Map<string, Question[]>} */
  const open = new Map();
  for (const [key, question] of new Map(questions.map((each) => [keyOf(each), each]))) {
    const kind = "vector" in question.input ? keyOf({ ...question, input: {} }) : key;
    let group = open.get(kind);
    if (!group || group.length === MAX_VECTORS || (group.length + 1) * values * neuronsOf(question) > MAX_SWEPT) {
      group = [];
      groups.push(group);
      open.set(kind, group);
    }
    group.push(question);
  }
  return groups;
}

/** @param {Question} question */
function neuronsOf({ network }) {
  return typeof network === "string" ? 0 : network.layers.reduce((sum, { biases }) => sum + biases.length, 0);
}

/** @param {readonly Question[]} questions */
function vectorsOf(questions) {
  return { vectors: questions.map(({ input }) => ("vector" in input ? input.vector : [])) };
}

/**
 * The question with one number changed: weights and biases in the network, an input in the vector.
 *
 * @template {Question} Any
 * @param {Any} question
 * @param {Place} place
 * @param {number} value
 * @returns {Any}
 */
export function withNumber(question, place, value) {
  if (place.kind === "input") {
    const { vector } = /** @type {{vector: readonly number[]}} */ (question.input);
    return { ...question, input: { ...question.input, vector: changedAt(vector, place.input, value) } };
  }
  const { network } = question;
  if (typeof network === "string") throw new Error("expected an inline network, found a name");
  const layer = network.layers[place.layer];
  if (!layer) throw new Error(`expected a layer below ${network.layers.length}, found ${place.layer}`);
  const row = layer.weights[place.neuron] ?? [];
  const changed = place.kind === "bias"
    ? { ...layer, biases: changedAt(layer.biases, place.neuron, value) }
    : { ...layer, weights: changedAt(layer.weights, place.neuron, changedAt(row, place.input, value)) };
  return { ...question, network: { ...network, layers: changedAt(network.layers, place.layer, changed) } };
}

/** A question that is asked frame by frame is spelled out once. @type {WeakMap<object, string>} */
const KEYS = new WeakMap();

/** @param {Question} question */
function keyOf(question) {
  const { network, input, edits = [] } = question;
  return remembered(question, () => spelled([network, input, edits]));
}

/** @param {object} data */
const spelledOut = (data) => remembered(data, () => spelled(data));

/** @param {object} question @param {() => string} spell */
function remembered(question, spell) {
  const key = KEYS.get(question) ?? spell();
  KEYS.set(question, key);
  return key;
}

/** @param {unknown} value  bytes in it are told apart, too */
function spelled(value) {
  return JSON.stringify(value, (_, each) => (each instanceof ArrayBuffer ? Array.from(new Uint8Array(each)) : each));
}

/**
 * @template Value
 * @param {Map<string, Value>} kept
 * @param {string} key
 * @param {Value} value
 * @param {number} [most]
 */
function keep(kept, key, value, most = KEPT) {
  kept.delete(key); // so that the newest is the last
  kept.set(key, value);
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break;
    kept.delete(oldest);
  }
}
