/**
 * Above the stage: the step in words, and its formula.
 *
 * @typedef {import("../state.js").State} State
 */

import { activationFormula, activationInNumbers, sumFormula, sumInNumbers } from "../formula.js";
import { cardOf, focusOf } from "../state.js";
import { sentenceOf, stepOf, titleOf } from "../words.js";
import { createWatch, h, setText } from "./dom.js";

/** @param {HTMLElement} root */
export function createHead(root) {
  const title = h("h2", { id: "step-title", class: "step-title" });
  const sentence = h("p", { class: "step-sentence" });
  const formula = h("div", { class: "formula" });
  const shapes = h("p", { class: "formula-shapes" });
  root.append(
    h("div", { class: "head-words" }, title, sentence),
    h("div", { class: "head-formula" }, formula, shapes),
  );
  const changed = createWatch();

  return {
    /** @param {State} state */
    sync(state) {
      const { view, step, notation, network, explanation, trace, drawing, blank, selected } = state;
      if (!changed(view, step, notation, network, explanation, trace, drawing, blank, selected)) return;
      const wall = view === "weights";
      setText(title, wall ? "What each neuron of the first layer looks for" : titleOf(state));
      setText(
        sentence,
        wall
          ? "One 28 × 28 grid a neuron: blue where ink pushes its sum up, red where it pushes it down."
          : sentenceOf(state),
      );
      showFormula(state);
    },
  };

  /** @param {State} state */
  function showFormula(state) {
    const card = cardOf(state);
    const { kind, layer } = stepOf(state);
    if (layer === null || state.view === "weights") {
      formula.replaceChildren();
      setText(shapes, "");
      return;
    }
    const focus = focusOf(state);
    const opened = state.explanation;
    const shown =
      opened && focus?.layer === layer && opened.layer === layer && opened.neuron === focus.neuron
        ? opened.shown
        : null;
    const sums = kind === "sums";
    const general = sums
      ? sumFormula(state.notation, layer)
      : activationFormula(state.notation, card, layer);
    const unit = focus ?? { layer, neuron: 0 };
    const numbers = shown
      ? [sums ? sumInNumbers(state.notation, unit, shown) : activationInNumbers(card, unit, shown)]
      : [];
    formula.replaceChildren(general, ...numbers);
    const n = card.layers[layer];
    setText(shapes, n ? `${n.outputs}×${n.inputs} · ${n.inputs} + ${n.outputs}` : "");
  }
}
