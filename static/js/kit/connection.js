/**
 * In words: whether the line to the server holds, what it refused, whom one waits for.
 *
 * @typedef {import("./lesson.js").Common} Common
 */

import { createWatch, setText } from "../parts/dom.js";
import { LATE } from "../parts/status.js";

const STAY = "What you set stays";

/** @type {Readonly<Record<Exclude<Common["connection"], "online">, readonly [kind: "fine" | "busy" | "trouble", words: string]>>} */
const LINES = {
  connecting: ["busy", "Connecting…"],
  offline: ["trouble", `This device is offline. ${STAY}; it is computed once you are back.`],
  unreachable: ["trouble", `The server does not answer. ${STAY}; the page keeps trying.`],
  outdated: ["trouble", "The server has a newer version of this page. Load the page again to go on."],
};
const TENTHS = 10;
const ORDINALS = new Intl.PluralRules("en", { type: "ordinal" });
/** @type {Readonly<Record<string, string>>} */
const ENDINGS = { one: "st", two: "nd", few: "rd", other: "th" };

/**
 * @param {Pick<Common, "connection" | "late" | "refusal" | "waiting">} state
 * @returns {readonly [kind: "fine" | "busy" | "trouble", words: string]}
 */
export function statusOf({ connection, late, refusal, waiting }) {
  if (late && (connection === "online" || connection === "connecting")) return ["busy", LATE];
  if (connection !== "online") return LINES[connection];
  if (refusal !== null) return ["trouble", refusal];
  if (waiting?.place) {
    const { place } = waiting;
    return ["busy", `Others are being answered: you are ${place}${ENDINGS[ORDINALS.select(place)]} in the line.`];
  }
  if (!waiting?.progress) return ["fine", ""];
  return ["busy", `The server is computing: ${Math.floor(waiting.progress * TENTHS) * (100 / TENTHS)} % is done.`];
}

/** @param {HTMLElement} root */
export function createConnection(root) {
  const changed = createWatch();
  return {
    /** @param {{state: Common}} frame */
    sync({ state }) {
      if (!changed(state.connection, state.late, state.refusal, state.waiting)) return;
      const [kind, words] = statusOf(state);
      root.dataset["kind"] = kind;
      setText(root, words);
    },
  };
}
