/**
 * One message in flight, and the newest one waiting: older ones are of no use to anybody.
 * The answer is the credit for the next.
 *
 * @template Message
 * @param {(message: Message) => Promise<void>} send  settles when the answer is there; never throws
 */
export function newestWins(send) {
  let busy = false;
  /** @type {{message: Message} | null} */
  let waiting = null;

  /** @param {Message} message */
  return async function request(message) {
    waiting = { message };
    if (busy) return;
    busy = true;
    while (waiting) {
      const { message: newest } = /** @type {{message: Message}} */ (waiting);
      waiting = null;
      await send(newest);
    }
    busy = false;
  };
}
