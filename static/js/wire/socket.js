/**
 * The line to the server: questions with answers, and whether it holds.
 *
 * @typedef {import("../state.js").Connection} Connection
 */

import { createAllowance } from "./allowance.js";
import { WIRE } from "./decode.js";

const PATIENCE = 10_000; // ms for one answer; a slow network gets its time, a dead one is noticed
const OTHERS = { every: 17, saved: 100 }; // ms, messages but passes: the server takes 60 a second, and 120 at once

/**
 * @param {typeof import("socket.io-client").io} io  the client, which the page loads as a script
 * @param {(connection: Connection) => void} onChange
 */
export function openSocket(io, onChange) {
  const socket = io({
    transports: ["websocket", "polling"],
    // Where a network blocks WebSockets the first attempt fails, and long-polling is tried next.
    tryAllTransports: true,
    auth: { wire: WIRE },
    reconnectionDelay: 500,
    reconnectionDelayMax: 3000,
  });
  const spend = createAllowance(OTHERS.every, OTHERS.saved);
  let free = 0; // ms: when the next message that is no pass may go out
  const lost = () => onChange(navigator.onLine ? "unreachable" : "offline");
  socket.on("connect", () => onChange("online"));
  socket.on("disconnect", lost);
  socket.on("connect_error", (/** @type {Error & {data?: {code?: string}}} */ error) => {
    if (error.data?.code === "wire") onChange("outdated");
    else lost();
  });
  addEventListener("offline", lost);
  addEventListener("online", () => {
    if (socket.connected) onChange("online");
    else socket.disconnect().connect(); // at once, without waiting for the next attempt
  });

  return {
    /**
     * Messages that nobody waits for: a layer of a stream, an answer that took long.
     *
     * @param {"layer" | "lesson"} event
     * @param {(message: unknown) => void} receive
     */
    on(event, receive) {
      socket.on(event, receive);
    },

    /**
     * @param {"pass" | "explain" | "sweep" | "lesson"} event
     * @param {object} message
     * @returns {Promise<unknown>} rejected when the line breaks or nothing comes in time
     */
    async ask(event, message) {
      if (event !== "pass") {
        const now = performance.now();
        const wait = free - now;
        free = now + spend();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      }
      const { id } = socket;
      try {
        return await socket.timeout(PATIENCE).emitWithAck(event, message);
      } catch (error) {
        // A server that holds the line and says nothing: a new line is tried, once for all questions.
        if (socket.connected && socket.id === id) socket.disconnect().connect();
        throw error;
      }
    },
  };
}
