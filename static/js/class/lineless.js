/**
 * What a page offers that has no line to the server and no moment of its own, such as the list of
 * lessons: a class that comes by it holds, and its teacher can begin one.
 */

import { openSocket } from "../wire/socket.js";

/**
 * @param {string} client  address of Socket.IO's client
 * @param {string} path
 * @param {(note: string | null) => void} say
 * @param {import("./host.js").Host["palette"]} palette
 * @returns {Promise<import("./host.js").Host>}
 */
export async function createHost(client, path, say, palette) {
  await script(client);
  /** @type {import("../state/state.js").Connection} */
  let line = "connecting";
  /** @type {Set<() => void>} */
  const listeners = new Set();
  const { ask, on } = openSocket(/** @type {any} */ (globalThis).io, (now) => {
    line = now;
    for (const listener of listeners) listener();
  }, () => {});
  return {
    path, ask, on, say, palette,
    connection: () => line,
    subscribe: (listener) => listeners.add(() => listener(null, null)),
    guard() {},
    moment: () => ({ page: "/", fragment: "" }),
    isAtRest: () => false, // the class stays where it was
    open: () => null,
    desk: null,
    question: () => null,
    tell() {},
    beforeNext() {},
  };
}

/** @param {string} address */
function script(address) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement("script"), { src: address, onload: resolve, onerror: reject });
    document.head.append(element);
  });
}
