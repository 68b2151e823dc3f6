/**
 * What the lesson's own questions found: runs that are shipped and runs that are made while one
 * watches, digits with their labels, the ball's way, passes with dropout.
 *
 * @typedef {import("../keeping-it-honest.js").State} State
 * @typedef {import("../../kit/lesson.js").Page<State>} Page
 * @typedef {"none" | "l2" | "l1" | "dropout"} Rule
 * @typedef {"linear" | "sigmoid" | "relu"} Bend
 * @typedef {{labels: "some" | "shuffled", rule: Rule, hidden: number, seed: number}} Setting
 *
 * @typedef {object} Run  as far as it has come
 * @property {readonly number[]} steps  at which it was looked at
 * @property {readonly number[]} learned  how many it reads right at each, by the labels it was given
 * @property {readonly number[]} checked  the same of new digits
 * @property {readonly number[]} new  of others
 * @property {readonly number[]} repeated  how many wrong labels it says
 * @property {Uint8Array} grids  weights of the first layer now: 128 is 0, 255 the largest
 * @property {number} largest
 * @property {number} zeros  how many of them are exactly 0
 * @property {number} size  the root of their mean square
 *
 * @typedef {object} Pile
 * @property {Uint8Array} images  784 bytes each
 * @property {readonly number[]} labels  as given
 * @property {readonly number[]} true
 *
 * @typedef {{at: readonly number[], weights: Float32Array, totals: Float32Array}} Way  of the ball
 *
 * @typedef {object} Masks
 * @property {Float32Array} outs  for each mask
 * @property {number} average
 * @property {number} full
 * @property {readonly number[]} drawn  masks of a sample
 * @property {Float32Array} averages  of what the first one says, the first two, and so on
 *
 * @typedef {object} Passed
 * @property {Float32Array} hidden
 * @property {Float32Array} passed  what of it goes on
 * @property {number} out
 * @property {Float32Array} used  what goes on without dropout
 * @property {number} full
 */

import { remembering } from "../../state/remember.js";

const ZERO = 128; // a weight's byte
const GREY = 127;

/** What holds a network, in words. @type {Readonly<Record<Rule, string>>} */
export const RULES = { none: "nothing", l2: "L2", l1: "L1", dropout: "dropout" };

/** Steps that the ball rolls. */
export const ROLLS = [10, 100, 1000, 10_000];

/** The runs that a scene shows. @param {State & {scene: string}} state @returns {readonly Setting[]} */
export function settingsOf({ scene, hidden, seed }) {
  if (scene === "shuffled") return [{ labels: "shuffled", rule: "none", hidden, seed }];
  if (scene === "early") return [heldBy("none", seed)];
  if (scene !== "held") return [];
  return /** @type {Rule[]} */ (Object.keys(RULES)).map((rule) => heldBy(rule, seed));
}

/** @param {Rule} rule @param {number} seed @returns {Setting} */
export function heldBy(rule, seed) {
  return { labels: "some", rule, hidden: 16, seed };
}

/** Whose digits these are, whoever learns them. @param {Setting} setting */
const digitsOf = ({ labels, seed }) => ({ labels, seed });

/** The ball's way. @param {any} start @param {number} hold @param {number} steps */
export function rollOf({ pupils, ball, rate }, hold, steps) {
  return { points: pointsOf(pupils), line: { weights: ball, bias: 0 }, rate, steps, hold };
}

/** @param {readonly (readonly number[])[]} pupils */
export function pointsOf(pupils) {
  return pupils.map(([test = 0, grades = 0, y = 0]) => ({ x: [test, grades], y }));
}

/** Weights as they were sent. @type {(run: Run) => Float32Array} */
export const weightsOf = remembering((/** @type {Run} */ { grids, largest }) =>
  Float32Array.from(grids, (byte) => ((byte - ZERO) * largest) / GREY));

/** @param {Page} page */
export function createFacts({ get, ask, send, numbers, markDirty, misses, start }) {
  /** Long answers, by their questions. @type {Map<string, any>} */
  const known = new Map();
  /** Runs that are made although they are shipped. @type {Set<string>} */
  const anew = new Set();
  /** What is asked for now, and what of it has come. @type {{key: string, name: string, scene: string, piece: any, isStopped: boolean} | null} */
  let now = null;
  let line = ""; // as it was when a question failed

  const isShipped = (/** @type {Setting} */ { seed }) => seed === start.seed;

  /**
   * @param {string} name
   * @param {object} data
   */
  async function fetchOnce(name, data) {
    const own = (now = { key: keyOf(name, data), name, scene: get().scene, piece: null, isStopped: false });
    try {
      const answer = await ask(name, data, (piece) => {
        own.piece = piece;
        markDirty();
      });
      known.set(own.key, answer);
    } catch {
      if (!own.isStopped) line = get().line.connection; // the page has said why; it is asked again over another line
    }
    now = null;
    markDirty();
  }

  /** Long questions of a scene, the first one first. @param {State & {scene: string}} state @returns {readonly [string, object][]} */
  function wanted(state) {
    const { scene, hold, rolled } = state;
    const runs = settingsOf(state);
    const first = runs[0];
    /** @type {[string, object][]} */
    const all = first && scene !== "held" && !isShipped(first) ? [["pile", digitsOf(first)]] : [];
    if (scene === "ball") all.push(...[[0, 10_000], [0.1, 1000], [0.1, 10_000], [hold, 1000], [hold, 10_000], [hold, rolled]].map(([by = 0, steps = 0]) =>
      /** @type {[string, object]} */ (["roll", rollOf(start, by, steps)])));
    for (const run of runs) if (!isShipped(run) || anew.has(keyOf("train", run))) all.push(["train", run]);
    return all.filter(([name, data]) => !known.has(keyOf(name, data)));
  }

  /** A long answer, or what of it has come. @param {string} key */
  const soFar = (key) => known.get(key) ?? (now?.key === key ? now.piece : null);

  /** The same, which is waited for. @param {string} key */
  function awaited(key) {
    const found = soFar(key);
    if (!found && !line) misses();
    return found;
  }


  return {
    /** @param {Setting} setting @returns {Run | null} */
    run(setting) {
      const key = keyOf("train", setting);
      return isShipped(setting) ? soFar(key) ?? numbers.answer("shipped", setting) : awaited(key);
    },

    /** The same, where others stand meanwhile. @param {Setting} setting @returns {Run | null} */
    runSoFar(setting) {
      return isShipped(setting) ? this.run(setting) : soFar(keyOf("train", setting));
    },

    /** Whether it was made on this page. @param {Setting} setting */
    isLive: (setting) => known.has(keyOf("train", setting)),

    /** @param {Setting} setting @returns {Pile | null} */
    pile: (setting) => (isShipped(setting) ? numbers.answer("shown", digitsOf(setting)) : awaited(keyOf("pile", digitsOf(setting)))),

    /** @param {number} hold @param {number} steps @returns {Way | null} */
    way: (hold, steps) => awaited(keyOf("roll", rollOf(start, hold, steps))),

    /** @param {Pick<State, "rate" | "f" | "inverted">} state @param {number} seed @returns {Masks | null} */
    masks: ({ rate, f, inverted }, seed) => numbers.answer("masks", { rate: Number(rate), f, inverted, seed }),

    /** @param {Pick<State, "rate" | "f" | "inverted">} state @param {number} mask @returns {Passed | null} */
    pass: ({ rate, f, inverted }, mask) => numbers.answer("pass", { rate: Number(rate), f, inverted, mask }),

    /** The scene's runs, made while one watches. */
    again() {
      for (const setting of settingsOf(get())) {
        const key = keyOf("train", setting);
        known.delete(key);
        anew.add(key);
      }
      markDirty();
    },

    /** @param {import("../../kit/lesson.js").Frame<State>} frame */
    sync({ state, scene }) {
      const { connection } = state.line;
      if (connection !== "online") line = "";
      if (now?.name === "train" && now.scene !== scene && !now.isStopped) { // nobody waits for it any more
        now.isStopped = true;
        void send("stop", { seq: 0, ask: now.name }).catch(() => {});
      }
      if (now || connection !== "online" || line) return;
      const [next] = wanted(state);
      if (next) void fetchOnce(...next);
    },
  };
}

/** @typedef {ReturnType<typeof createFacts>} Facts */

/** @param {string} name @param {object} data */
function keyOf(name, data) {
  return `${name} ${JSON.stringify(data)}`;
}
