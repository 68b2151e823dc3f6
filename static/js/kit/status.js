/**
 * A lesson's status in words: how the line stands, what the server refused, whom one waits for. Pure.
 *
 * @typedef {import("./lesson.js").Line} Line
 */

import { LATE, lineInWords } from "../words/status.js";

const TENTHS = 10;
const ORDINALS = new Intl.PluralRules("en", { type: "ordinal" });
/** @type {Readonly<Record<string, string>>} */
const ENDINGS = { one: "st", two: "nd", few: "rd", other: "th" };

/**
 * @param {{line: Pick<Line, "connection" | "late" | "error" | "waiting">}} state
 * @returns {import("../words/status.js").Status}
 */
export function statusOf({ line }) {
  const broken = lineInWords(line, { stays: "What you set stays", again: "computed" });
  if (broken) return broken;
  const { late, error, waiting } = line;
  if (late) return ["busy", LATE];
  if (error !== null) return ["trouble", error];
  if (waiting?.place) {
    const { place } = waiting;
    return ["busy", `Others are being answered: you are ${place}${ENDINGS[ORDINALS.select(place)]} in the line.`];
  }
  if (!waiting?.progress) return ["fine", ""];
  return ["busy", `The server is computing: ${Math.floor(waiting.progress * TENTHS) * (100 / TENTHS)} % is done.`];
}
