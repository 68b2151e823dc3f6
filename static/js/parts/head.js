/**
 * Above the stage: the step in words, and its formula.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../types.js").Frame} Frame
 * @typedef {import("../types.js").Explanation} Explanation
 */

import { howSure } from "../words/doubt.js";
import { formulasOf, headOf, openedFor } from "../words/head.js";
import { doubtOf } from "../state/doubt.js";
import { cardOf } from "../state/state.js";
import { late } from "../words/late.js";
import { titleTone } from "../words/words.js";
import { createWatch, h, setText } from "./dom.js";
import { setExplained } from "./glossary.js";
import { rendered } from "./math.js";
import { where } from "../state/where.js";

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
  const figured = createWatch();

  return {
    /** @param {Frame} frame */
    sync({ state }) {
      const { place, work, answers: { trace } } = state;
      const opened = openedFor(state);
      const wall = place.view === "weights";
      if (figured(late.maps, place, work, opened, trace, doubtOf(state))) showFormula(state, opened, wall);
      if (!changed(late.maps, place, work, opened, trace, doubtOf(state))) return;
      const head = headOf(state);
      setText(title, head.title);
      title.dataset.tone = (wall ? null : titleTone(state)) ?? "";
      setExplained(sentence, head.sentence);
    },
  };

  /**
   * @param {State} state
   * @param {Explanation | null} opened
   * @param {boolean} wall
   */
  function showFormula(state, opened, wall) {
    const { layer, kind } = where(state).step;
    const n = layer === null || wall ? undefined : cardOf(state).layers[layer];
    const isAnswer = kind === "answer" && !wall;
    formula.replaceChildren(...(n ? formulasOf(state, opened).map(rendered) : []));
    shapes.classList.toggle("how-sure", isAnswer);
    setText(shapes, isAnswer ? howSure(state) : n && kind === "sums" ? sizesInWords(n, state.place.inner !== null) : "");
  }
}

/**
 * @param {{inputs: number, outputs: number}} layer
 * @param {boolean} isOne  one neuron is looked into
 */
const sizesInWords = ({ inputs, outputs }, isOne) =>
  isOne ? `${inputs} weights, 1 bias` : `${outputs}×${inputs} weights, ${outputs} biases`;
