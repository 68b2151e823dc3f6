/**
 * The neuron's weighted sum in three forms, with its own numbers: sum, vectors, matrix.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../state/state.js").Action} Action
 * @typedef {import("../../types.js").Explanation} Explanation
 */

import { weightsOf } from "../../state/edits.js";
import { sumFormula } from "../../words/formula.js";
import { matrixForm, scalarForm, shapesOf, vectorForm } from "../../words/forms.js";
import { inputName, unitIndex } from "../../words/names.js";
import { inputOfTerm } from "../../state/terms.js";
import { kernelForm, poolInNumbers } from "../../words/windows.js";
import { isOnlySum } from "../../state/reveal.js";
import { cardOf, traceOf } from "../../state/state.js";
import { h, setText } from "../dom.js";
import { activationLines, rendered } from "../math.js";
import { where } from "../../state/where.js";

/** @type {Readonly<Record<State["place"]["form"], string>>} */
const FORMS = { scalar: "sum", vector: "vectors", matrix: "matrix" };

/** @param {{dispatch: (action: Action) => void}} page */
export function createFormulas({ dispatch }) {
  const buttons = Object.entries(FORMS).map(([form, label]) => {
    const chosen = /** @type {State["place"]["form"]} */ (form);
    return h("button", { type: "button", class: "choice", "data-form": form, click: () => dispatch({ type: "set", place: { form: chosen } }) }, label);
  });
  const formula = h("div", { class: "formula forms", tabindex: "0", role: "group", "aria-label": "Formula" });
  const note = h("p", { class: "hint" });

  const choices = h("div", { class: "choices", role: "group", "aria-label": "Form of the formula" }, ...buttons);

  return {
    element: h("div", {}, choices, formula, note),

    /**
     * @param {State} state
     * @param {Explanation} opened
     */
    show(state, opened) {
      const { form, notation } = state.place;
      for (const button of buttons) button.setAttribute("aria-pressed", `${button.dataset.form === form}`);
      const card = cardOf(state);
      const layer = card.layers[opened.layer];
      const place = where(state).opened === opened ? state.place.inner?.place : undefined;
      const rank = typeof place === "number" ? place : null;
      const column = opened.order[rank ?? 0] ?? 0;
      const index = unitIndex(card, opened);
      const weights = weightsOf(state)[opened.layer];
      const pass = traceOf(state)?.layers[opened.layer];
      const { kernel, side } = layer ?? {};
      choices.hidden = side !== undefined;
      const lines =
        side !== undefined ? [poolInNumbers(card, opened)]
        : form === "scalar" ? scalarForm(notation, opened, rank, index)
        : form === "vector" ? vectorForm(notation, opened, column, index)
        : kernel ? kernelForm(notation, card, opened, column)
        : weights && pass ? matrixForm(opened, column, weights, pass)
        : [];
      formula.dataset.form = form;
      formula.replaceChildren(
        ...[sumFormula(notation, card, opened.layer, form, index), ...lines].map(rendered),
        ...(form === "matrix" && layer && !layer.image ? [h("p", { class: "formula-shapes" }, shapesOf(layer))] : []),
        ...(isOnlySum(state, opened) || side !== undefined ? [] : activationLines(card, opened)),
      );
      note.hidden = side !== undefined;
      setText(note, noteOf(form, inputName(card, opened.layer, inputOfTerm(opened, column)), rank === null));
    },
  };
}

/**
 * @param {State["place"]["form"]} form
 * @param {string} input
 * @param {boolean} largest
 */
function noteOf(form, input, largest) {
  const term = largest ? "the first term" : "the term of now";
  if (form === "scalar") return largest ? "Weight · input, the first of its terms." : "Weight · input; the term of now is marked.";
  return `Marked is ${term}: ${input}.`;
}
