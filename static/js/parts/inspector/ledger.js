/**
 * A neuron's sum as a table that adds up as it is displayed: its largest terms by name, the
 * others together, the zeros, the bias, z. Term by term, the sum as far as it has grown.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../state/state.js").Action} Action
 * @typedef {import("../../types.js").Explanation} Explanation
 */

import { readsPixels } from "../../digit-image.js";
import { count, factors, number, plus, signed } from "../../words/format.js";
import { letters } from "../../words/formula.js";
import { shortInputName } from "../../words/names.js";
import { zerosOf } from "../../words/places.js";
import { isOnlySum } from "../../state/reveal.js";
import { termOfInput } from "../../state/terms.js";
import { cardOf } from "../../state/state.js";
import { h, handOn, setText } from "../dom.js";
import { createAllTerms } from "./all-terms.js";
import { runningRows } from "./running.js";
import { where } from "../../state/where.js";

/** @param {{get: () => State, dispatch: (action: Action) => void}} page */
export function createLedger({ get, dispatch }) {
  const body = h("tbody", {});
  const caption = h("caption", {});
  const columns = h("tr", {});
  const table = h("table", { class: "ledger" }, caption, h("thead", {}, columns), body);
  const order = (/** @type {State["place"]["order"]} */ value, /** @type {string} */ label) =>
    h("button", { type: "button", class: "choice", click: () => dispatch({ type: "order", order: value }) }, label);
  const orders = { size: order("size", "largest first"), index: order("index", "in order") };
  const orderChoice = h("div", { class: "choices", role: "group", "aria-label": "Order of the terms" }, orders.size, orders.index);
  /** @type {Explanation | null} */
  let shown = null;
  const all = createAllTerms();
  const walk = h("button", {
    type: "button",
    class: "choice",
    click: () => shown && dispatch({ type: "walk", unit: { layer: shown.layer, neuron: shown.neuron } }),
  }, "Step through them");
  const list = h("button", {
    type: "button",
    class: "choice",
    "aria-haspopup": "dialog",
    click: () => shown && all.open(get(), shown),
  }, "All terms");

  const element = h("div", { class: "ledger-panel" }, table, orderChoice, h("div", { class: "choices" }, walk, list), all.element);

  return {
    element,

    /**
     * @param {State} state
     * @param {Explanation} opened
     */
    show(state, opened) {
      shown = opened;
      const { inner, granularity, order: by } = state.place;
      const walking = granularity === "term" && inner !== null && where(state).opened === opened;
      for (const [name, button] of Object.entries(orders)) {
        button.setAttribute("aria-pressed", `${name === by}`);
      }
      setText(orders.index, readsPixels(opened) ? "in pixel order" : "in order");
      handOn(element, () => {
        orderChoice.hidden = !walking;
        walk.hidden = walking;
      }, () => (walking ? orders[by] : walk));
      table.classList.toggle("running", walking);
      const names = walking ? ["input", "term", "sum so far"] : ["input", "value × weight", "term"];
      columns.replaceChildren(...names.map((name) => h("th", { scope: "col" }, name)));
      setText(caption, walking ? "The sum, term by term" : "The largest terms, and all the others");
      body.replaceChildren(...(walking ? runningRows(state, opened, inner.place) : rowsOf(state, opened)));
    },
  };
}

/**
 * Rows that add up to z as they are displayed.
 *
 * @param {State} state
 * @param {Explanation} opened
 */
function rowsOf(state, opened) {
  const card = cardOf(state);
  const { shown, layer, inputs, weights } = opened;
  const { decimals } = shown;
  const row = (/** @type {string} */ name, /** @type {string} */ factors, /** @type {string} */ term, kind = "") =>
    h("tr", { class: kind },
      h("th", { scope: "row", ...(!factors && { colspan: "2" }) }, name),
      ...(factors ? [h("td", {}, factors)] : []),
      h("td", {}, term));
  const sign = (/** @type {number} */ value) => (value < 0 ? "neg" : "pos");
  return [
    ...shown.rows.map(({ input, term }) => {
      const at = termOfInput(opened, input);
      const [value, weight] = factors(inputs[at] ?? 0, weights[at] ?? 0, term, decimals);
      return row(shortInputName(card, layer, input), `${value} × ${plus(weight)}`, signed(term, decimals), sign(term));
    }),
    ...(shown.rest.n
      ? [row(`the other ${count(shown.rest.n)}`, "", signed(shown.rest.term, decimals), sign(shown.rest.term))]
      : []),
    ...(shown.zeros ? [row(zerosOf(card, opened).replace(/: 0$/, ""), "", number(0, decimals))] : []),
    ...(shown.rounding ? [row("left over by rounding", "", signed(shown.rounding, decimals))] : []),
    row("bias", "", signed(shown.bias, decimals)),
    row(`weighted sum ${letters(state.place.notation).sum}`, "", number(shown.z, decimals), "total"),
    ...(isOnlySum(state, opened) ? [] : [row(`activation a, slope ${number(opened.slope, 3)}`, "", number(shown.a), "total")]),
  ];
}
