/**
 * The line to the server: questions with answers, and whether it holds.
 *
 * @typedef {import("../state/state.js").Connection} Connection
 * @typedef {"pass" | "everyone" | "explain" | "sweep" | "region" | "lesson" | "stop" | "room"} Event  that is answered
 */

import { detour } from "../page/memory.js";
import { createAllowance } from "./allowance.js";
import { Refused, WIRE } from "./decode.js";

// ms for a line to come about, and for one answer; a slow network gets its time, a dead one is noticed.
const PATIENCE = { websocket: 4000, polling: 10_000 };
const LATE = 1500; // ms of waiting after which the page says so, and tries whether HTTP gets through
const HELD_UP = 1000; // ms
const REQUEST = 25_000; // ms for one request of long-polling: the server pings every 10 seconds
const OTHERS = { every: 17, saved: 100 }; // ms, messages but passes: the server takes 60 a second, and 120 at once
const MAX_MESSAGE = 65_536; // bytes, as in docs/limits.md
const UNIT = 128; // bytes: more than a pass grows by when it asks to explain a neuron
const EVENT = 2; // Socket.IO's type of packet
const MOST_ASKED = 2 ** 31; // its number takes as many bytes as any
const POLLING = { transports: ["polling"], upgrade: false };

/**
 * Where a network refuses WebSockets, the attempt fails and long-polling is tried at once. Where it
 * lets them hang, or swallows what they carry, nothing fails: if HTTP gets through all the same,
 * long-polling takes over and stays for the visit.
 *
 * @param {typeof import("socket.io-client").io} io  the client, which the page loads as a script
 * @param {(connection: Connection) => void} onChange
 * @param {(late: boolean) => void} onLate  the server owes an answer for long, or no longer
 */
export function openSocket(io, onChange, onLate) {
  const socket = io({
    transports: ["websocket", "polling"],
    ...(detour.wasTaken() && POLLING),
    tryAllTransports: true,
    requestTimeout: REQUEST,
    auth: { wire: WIRE },
    reconnectionDelay: 500,
    reconnectionDelayMax: 3000,
  });
  const spend = createAllowance(OTHERS.every, OTHERS.saved);
  let free = 0; // ms: when the next message that is no pass may go out
  let attempt = { stop() {} }; // the wait for a line that is coming about
  let nLate = 0;
  const lost = () => onChange(navigator.onLine ? "unreachable" : "offline");
  const usesWebSocket = () => socket.io.engine.transport.name === "websocket";

  /**
   * Waits as long as it is worth it.
   *
   * @param {(isOpen: boolean) => void} giveUp  called at the end, unless it was stopped; isOpen: whether
   *   HTTP got through meanwhile
   */
  function wait(giveUp) {
    const abort = new AbortController();
    let [isLate, isOpen] = [false, false];
    const late = setTimeout(async () => {
      isLate = true;
      if (++nLate === 1) onLate(true);
      isOpen = await getsThrough(abort.signal);
    }, LATE);
    const end = setTimeout(() => {
      stop();
      giveUp(isOpen);
    }, usesWebSocket() ? PATIENCE.websocket : PATIENCE.polling);
    function stop() {
      clearTimeout(late);
      clearTimeout(end);
      abort.abort();
      if (isLate && --nLate === 0) onLate(false);
      isLate = false;
    }
    return { stop };
  }

  function watch() {
    attempt.stop();
    attempt = wait(renew);
  }

  function connect() {
    socket.connect();
    watch();
  }

  /**
   * Gives a line up on which nothing comes, for a new one.
   *
   * @param {boolean} isOpen  HTTP gets through
   */
  function renew(isOpen) {
    const isSwallowed = isOpen && usesWebSocket();
    socket.disconnect();
    if (isSwallowed) {
      Object.assign(socket.io.opts, POLLING);
      detour.take();
    } else {
      lost();
    }
    connect();
  }

  socket.on("connect", () => {
    attempt.stop();
    onChange("online");
  });
  socket.on("disconnect", (reason) => {
    if (reason === "io client disconnect") onChange("connecting"); // given up by the page itself
    else lost();
  });
  socket.on("connect_error", (/** @type {Error & {data?: {code?: string}}} */ error) => {
    attempt.stop();
    if (error.data?.code === "wire") onChange("outdated");
    else lost();
  });
  socket.io.on("reconnect_attempt", () => setTimeout(watch)); // when its transport is there
  addEventListener("offline", lost);
  addEventListener("online", () => {
    if (socket.connected) return onChange("online");
    socket.disconnect(); // at once, without waiting for the next attempt
    connect();
  });
  watch();

  return {
    /**
     * Messages that nobody waits for: a layer of a stream, an answer that took long.
     *
     * @param {"layer" | "lesson" | "room"} event
     * @param {(message: unknown) => void} receive
     */
    on(event, receive) {
      socket.on(event, receive);
    },

    /**
     * @param {Event} event
     * @param {object} message
     * @returns {Promise<unknown>} rejected when the line breaks or nothing comes in time, and with
     *   Refused when the message is larger than one may be: the server would close the line at it
     */
    async ask(event, message) {
      const [packet] = socket.io["encoder"].encode({ type: EVENT, nsp: "/", data: [event, message], id: MOST_ASKED });
      if (packet.byteLength > MAX_MESSAGE - (event === "pass" ? UNIT : 0)) throw new Refused("size");
      if (event !== "pass") {
        const now = performance.now();
        const pause = free - now;
        free = now + spend();
        if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      }
      const { id } = socket;
      // A server that holds the line and says nothing: a new line is tried, once for all questions.
      const waiting = wait((isOpen) => socket.connected && socket.id === id && renew(isOpen));
      try {
        return await socket.timeout(PATIENCE.polling).emitWithAck(event, message);
      } finally {
        waiting.stop();
      }
    },
  };
}

/**
 * Whether HTTP gets through. After a silence all that was held up comes at once, so that only a while
 * after its answer a line on which nothing came is known to be at fault.
 *
 * @param {AbortSignal} signal
 */
async function getsThrough(signal) {
  try {
    await fetch("/healthz", { cache: "no-store", signal });
    await new Promise((resolve) => setTimeout(resolve, HELD_UP));
    return true;
  } catch {
    return false;
  }
}
