/**
 * In words: whether the line to the server holds, what it refused, and what stays.
 *
 * @typedef {import("./lesson.js").Common} Common
 */

import { createWatch, setText } from "../parts/dom.js";
import { LATE } from "../parts/status.js";

const STAY = "What you set stays";

/** @type {Readonly<Record<Common["connection"], readonly [kind: "fine" | "busy" | "trouble", words: string]>>} */
const LINES = {
  connecting: ["busy", "Connecting…"],
  offline: ["trouble", `This device is offline. ${STAY}; it is computed once you are back.`],
  unreachable: ["trouble", `The server does not answer. ${STAY}; the page keeps trying.`],
  outdated: ["trouble", "The server has a newer version of this page. Load the page again to go on."],
  online: ["fine", ""],
};

/** @param {HTMLElement} root */
export function createConnection(root) {
  const changed = createWatch();
  return {
    /** @param {Common} state */
    sync({ connection, late, refusal }) {
      if (!changed(connection, late, refusal)) return;
      const [kind, words] =
        late && (connection === "online" || connection === "connecting") ? ["busy", LATE]
        : refusal !== null && connection === "online" ? ["trouble", `The server did not take that: ${refusal}.`]
        : LINES[connection];
      root.dataset["kind"] = kind;
      setText(root, words);
    },
  };
}
