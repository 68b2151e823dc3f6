/**
 * How long to wait between messages: what is not sent now may be sent later, up to a limit. So a
 * regular pen never waits, and the fastest one keeps to the rate.
 *
 * @param {number} every  ms from one message to the next, in the long run
 * @param {number} saved  messages that may go out beyond that in a hurry
 * @param {() => number} [now]  ms
 */
export function createAllowance(every, saved, now = () => performance.now()) {
  let earned = -Infinity; // ms: when all that was sent will have been earned

  /** Counts a message; returns the ms until the next one may follow. */
  return function spend() {
    const time = now();
    earned = Math.max(earned, time) + every;
    return Math.max(0, earned - time - saved * every);
  };
}
