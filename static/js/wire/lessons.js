/**
 * The messages that lessons have beside `pass` and `explain`: the mirror of `app/messages/`.
 *
 * @typedef {import("../types.js").LayerPass} LayerPass
 */

import { Lost, retried } from "./asker.js";
import { bytes, check, eachPass, floats, Refused } from "./decode.js";

/**
 * @typedef {object} Sweep
 * @property {Float32Array} values
 * @property {readonly (readonly LayerPass[])[]} passes  the layers, for each of the values, and
 *   with it for each of the inputs
 */

/**
 * @param {any} answer
 * @param {number} [inputs]  how many vectors were asked about
 * @returns {Sweep}
 */
export function decodeSweep(answer, inputs = 1) {
  check(answer);
  const values = floats(answer.values);
  return { values, passes: eachPass(answer.layers, values.length * inputs) };
}

/**
 * @typedef {object} Shades  of a layer
 * @property {number} low  the activation that the byte 0 means
 * @property {number} high  the one of 255
 * @property {readonly Uint8Array[]} neurons  of each, a byte a point, row by row from the lowest
 */

/**
 * @param {any} answer
 * @param {number} n  points across and up
 * @returns {readonly Shades[]}  of the layers that were asked for
 */
export function decodeRegion(answer, n) {
  check(answer);
  return answer.layers.map((/** @type {any} */ { low, high, levels }) => {
    const all = bytes(levels);
    const size = n * n;
    const neurons = Array.from({ length: all.length / size }, (_, k) => all.subarray(k * size, (k + 1) * size));
    return { low, high, neurons };
  });
}

/**
 * A lesson's own answer, or null: it takes long, and follows as a message.
 *
 * @param {any} answer
 * @returns {any}  arrays in it are Float32Array, or Uint8Array where they came as bytes
 */
export function decodeLesson(answer) {
  check(answer);
  return answer.waiting ? null : withArrays(answer.answer);
}

/**
 * @param {any} value
 * @returns {any}
 */
function withArrays(value) {
  if (value instanceof Uint8Array || value instanceof ArrayBuffer) return floats(value);
  if (Array.isArray(value)) return value.map(withArrays);
  if (value === null || typeof value !== "object") return value;
  if (value.u8) return bytes(value.u8);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withArrays(each)]));
}

/** Counted for all who ask on a page: what follows a question says no more than its number. */
let seq = 0;

/**
 * Asks what only one lesson asks. An answer that takes long follows as a message of its own, after
 * others that say how it stands.
 *
 * @param {Pick<ReturnType<typeof import("./socket.js").openSocket>, "ask" | "on">} socket
 * @param {object} page
 * @param {(waiting: {place: number, progress: number} | null) => void} page.waits
 * @param {() => import("../state/state.js").Connection} page.connection
 * @param {(listener: () => void) => (() => unknown)} page.subscribe  to what `connection` tells, too
 * @returns {(name: string, data: object, hear?: (piece: any) => void) => Promise<any>}  `hear`: a part
 *   of the answer has come; those that came before the line broke come again
 */
export function createLessonAsker(socket, { waits, connection, subscribe }) {
  /** Long answers under way, by their question's number. @type {Map<number, {give: (message: unknown) => void, lose: (error: Error) => void, hear: (piece: any) => void}>} */
  const awaited = new Map();
  const stand = (/** @type {{place?: number, progress?: number}} */ { place = 0, progress = 0 }) => waits({ place, progress });

  socket.on("lesson", (/** @type {any} */ message) => {
    if (!awaited.has(message.seq)) return;
    if (message.answer || message.error) awaited.get(message.seq)?.give(message);
    else if (message.piece) awaited.get(message.seq)?.hear(withArrays(message.piece));
    else stand(message);
  });
  let before = connection();
  subscribe(() => {
    const now = connection();
    if (now === before) return;
    before = now;
    if (now === "online") return;
    for (const [, { lose }] of awaited) lose(new Lost("expected an answer, found the line broken"));
  });

  /**
   * @param {string} name
   * @param {object} data
   * @param {(piece: any) => void} hear
   */
  async function askOnce(name, data, hear) {
    const number = ++seq;
    /** @type {Promise<unknown>} */
    const later = new Promise((give, lose) => awaited.set(number, { give, lose, hear }));
    later.catch(() => {}); // the question itself may be lost with it, and says so
    try {
      const now = /** @type {any} */ (await socket.ask("lesson", { seq: number, ask: name, data }));
      const answer = decodeLesson(now);
      if (answer) return answer;
      stand(now);
      return decodeLesson(await later);
    } catch (error) {
      // As if it had not been asked: it was stopped, or a newer question has taken its place.
      if (error instanceof Refused && ["replaced", "stopped"].includes(error.code)) throw new Error(error.message, { cause: error });
      throw error;
    } finally {
      awaited.delete(number);
      if (awaited.size === 0) waits(null);
    }
  }

  /** @returns {Promise<boolean>} whether the page gave up the line by itself, and has a new one */
  function isRenewed() {
    return new Promise((resolve) => {
      const look = () => connection() === "connecting" || (resolve(connection() === "online"), stop());
      const stop = subscribe(look);
      look();
    });
  }

  return async (name, data, hear = () => {}) => {
    const ask = () => retried(() => askOnce(name, data, hear));
    try {
      return await ask();
    } catch (error) {
      const isAnswered = error instanceof Refused || (error instanceof Error && error.cause instanceof Refused);
      if (isAnswered || !(await isRenewed())) throw error;
      return ask(); // what the line swallowed
    }
  };
}
