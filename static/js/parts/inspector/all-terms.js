/**
 * Every term of a neuron's sum, in figures that add up and with its full value.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../types.js").Explanation} Explanation
 */

import { exact, fullFactors, number, signed } from "../../words/format.js";
import { letters } from "../../words/formula.js";
import { inputName, unitName } from "../../words/names.js";
import { zerosOf } from "../../words/places.js";
import { inputOfTerm } from "../../state/terms.js";
import { cardOf } from "../../state/state.js";
import { h, setText } from "../dom.js";
import { sheetHead } from "../sheet.js";

export function createAllTerms() {
  const title = h("h2", {});
  const body = h("tbody", {});
  /** @type {HTMLDialogElement} */
  const element = h("dialog", { class: "sheet all-terms", click: (event) => event.target === element && element.close() },
    sheetHead(title, () => element.close()),
    h("p", { class: "hint" }, "The figures add up as they stand. Full values are float32 numbers, as the server computed them."),
    h("div", { class: "all-terms-table", tabindex: "0", role: "group", "aria-label": "Terms" },
      h("table", { class: "ledger" },
        h("thead", {}, h("tr", {}, ...["input", "value", "weight", "term", "sum so far", "full value of the term"].map(
          (name) => h("th", { scope: "col" }, name)))),
        body)));

  return {
    element,

    /**
     * @param {State} state
     * @param {Explanation} opened
     */
    open(state, opened) {
      const card = cardOf(state);
      setText(title, `All terms of ${unitName(card, opened)}`);
      element.setAttribute("aria-label", title.textContent ?? "");
      body.replaceChildren(...rowsOf(state, opened));
      element.showModal();
    },
  };
}

/**
 * @param {State} state
 * @param {Explanation} opened
 */
function rowsOf(state, opened) {
  const card = cardOf(state);
  const { running, order, inputs, weights, terms, layer, positive, negative, z, a, bias } = opened;
  const { decimals } = running;
  const { sum } = letters(state.place.notation);
  const row = (/** @type {string} */ name, /** @type {readonly string[]} */ figures, kind = "") =>
    h("tr", { class: kind }, h("th", { scope: "row" }, name), ...figures.map((figure) => h("td", {}, figure)));
  return [
    ...Array.from(running.term, (term, rank) => {
      const at = order[rank] ?? 0;
      return row(inputName(card, layer, inputOfTerm(opened, at)), [
        ...fullFactors(inputs[at] ?? 0, weights[at] ?? 0, term, decimals),
        signed(term, decimals), number(running.sum[rank] ?? 0, decimals), exact(terms[at] ?? 0),
      ], term < 0 ? "neg" : "pos");
    }),
    ...(opened.n_zero ? [row(zerosOf(card, opened).replace(/: 0$/, ""), ["", "", number(0, decimals), "", "0"])] : []),
    row("positive terms together", ["", "", "", "", exact(positive)]),
    row("negative terms together", ["", "", "", "", exact(negative)]),
    ...(running.rounding ? [row("left over by rounding", ["", "", signed(running.rounding, decimals), "", ""])] : []),
    row("bias", ["", "", signed(running.bias, decimals), "", exact(bias)]),
    row(`weighted sum ${sum}`, ["", "", number(running.z, decimals), "", exact(z)], "total"),
    row(`activation a = f(${sum})`, ["", "", number(a, 4), "", exact(a)], "total"),
  ];
}
