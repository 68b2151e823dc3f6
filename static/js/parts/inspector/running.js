/**
 * The rows of a sum that grows: the terms that were added last, and what is still to come.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../types.js").Explanation} Explanation
 * @typedef {import("../../state/walk.js").Place} Place
 */

import { count, number, signed } from "../../words/format.js";
import { letters } from "../../words/formula.js";
import { shortInputName } from "../../words/names.js";
import { sumBefore, zerosOf } from "../../words/places.js";
import { cardOf } from "../../state/state.js";
import { inputOfTerm } from "../../state/terms.js";
import { countTerms } from "../../state/walk.js";
import { h } from "../dom.js";

const MOST = 9; // terms in sight

/**
 * @param {State} state
 * @param {Explanation} opened
 * @param {Place} place
 */
export function runningRows(state, opened, place) {
  const card = cardOf(state);
  const { running, order, layer, shown } = opened;
  const { decimals, term, sum, rounding, bias, z } = running;
  const letter = letters(state.place.notation).sum;
  const n = countTerms(opened);
  const added = place === "start" ? 0 : typeof place === "number" ? place + 1 : n;
  const from = Math.max(0, added - MOST);
  const row = (/** @type {string} */ name, /** @type {string} */ figure, /** @type {string} */ after, now = false, kind = "") => {
    const element = h("tr", { class: `${kind}${now ? " now" : ""}` },
      h("th", { scope: "row", ...(!figure && { colspan: "2" }) }, name),
      ...(figure ? [h("td", {}, figure)] : []),
      h("td", {}, after));
    if (now) element.setAttribute("aria-current", "step");
    return element;
  };
  const rows = [];
  if (place === "start") rows.push(row("nothing yet", "", "0", true));
  if (from > 0) rows.push(row(`${count(from)} ${from === 1 ? "term" : "terms"} before`, "", number(sum[from - 1] ?? 0, decimals), false, "minor"));
  for (let rank = from; rank < added; rank += 1) {
    const value = term[rank] ?? 0;
    rows.push(row(
      shortInputName(card, layer, inputOfTerm(opened, order[rank] ?? 0)),
      signed(value, decimals), number(sum[rank] ?? 0, decimals), rank === place, value < 0 ? "neg" : "pos",
    ));
  }
  if (added < n) rows.push(row(`${count(n - added)} ${n - added === 1 ? "term" : "terms"} to go`, "", "", false, "minor"));
  const after = ["zeros", "bias", "f"].indexOf(`${place}`);
  if (after >= 0 && opened.n_zero) {
    rows.push(row(zerosOf(card, opened).replace(/: 0$/, ""), "0", number(sumBefore(opened), decimals), place === "zeros"));
  }
  if (after >= 1 && rounding) {
    rows.push(row("left over by rounding", signed(rounding, decimals), number(sumBefore(opened) + rounding, decimals)));
  }
  if (after >= 1) rows.push(row("bias", signed(bias, decimals), `${letter} = ${number(z, decimals)}`, place === "bias", "total"));
  if (after >= 2) rows.push(row(`activation a = f(${letter})`, "", number(shown.a), true, "total"));
  return rows;
}
