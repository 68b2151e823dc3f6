/**
 * Questions with answers, asked again where the server says that it would take them later.
 *
 * @typedef {import("./socket.js").Event} Event
 * @typedef {(event: Event, message: object) => Promise<unknown>} Send  rejects where the line breaks
 */

import { Refused } from "./decode.js";

/** The line broke before an answer came: the socket tells it, and whoever asked asks anew once it is back. */
export class Lost extends Error {}

/**
 * @param {Send} send
 * @returns {<Answer>(event: Event, message: object, decode: (answer: any) => Answer) => Promise<Answer>}
 *   rejects with `Refused` or `Lost`
 */
export function createAsker(send) {
  let seq = 0;
  return (event, message, decode) => retried(async () => {
    const answer = await send(event, { seq: ++seq, ...message }).catch((cause) => {
      if (cause instanceof Refused) throw cause; // it would not have gone through
      throw new Lost("expected an answer, found the line broken", { cause });
    });
    return decode(answer);
  });
}

/**
 * @template Answer
 * @param {() => Promise<Answer>} ask
 * @returns {Promise<Answer>}
 */
export async function retried(ask) {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Refused) || error.retryAfter === null) throw error;
    await delay(error.retryAfter);
    return retried(ask);
  }
}

/** @param {number} time  ms */
export function delay(time) {
  return new Promise((resolve) => setTimeout(resolve, time));
}
