/**
 * The strongest path in words, link by link; the stage lights it meanwhile.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../types.js").Frame} Frame
 * @typedef {import("../../state/state.js").Action} Action
 * @typedef {import("../../state/path.js").Stretch} Stretch
 * @typedef {import("../../types.js").Card} Card
 */

import { capital, factors, number, plus, signed } from "../../words/format.js";
import { inputName, unitName } from "../../words/names.js";
import { pathOf } from "../../state/path.js";
import { toldOf } from "../../state/reveal.js";
import { answerIsHidden, figuresOf } from "../../state/state.js";
import { createWatch, h, handOn, setText } from "../dom.js";
import { createChooser } from "../inspector/chooser.js";
import { where } from "../../state/where.js";

/** @param {{get: () => State, dispatch: (action: Action) => void}} page */
export function createPath(page) {
  const chooser = createChooser(page);
  const start = h("p", { class: "path-start" });
  const list = h("ol", { class: "path" });
  const hint = h("p", { class: "hint" });
  const changed = createWatch();

  return {
    element: h("div", {}, h("h2", {}, "The strongest path"), chooser.element, start, list, hint),

    /** @param {Frame} frame */
    sync({ state }) {
      const path = pathOf(state);
      const { trace, card, focus } = where(state);
      const [first] = path;
      const told = focus && toldOf(state, focus);
      if (first) chooser.show(state, first);
      if (!changed(path, trace, card, told, answerIsHidden(state))) return;
      chooser.element.hidden = !first;
      start.hidden = !first;
      if (first) {
        const a = figuresOf(state, first)?.a ?? 0;
        const name = capital(unitName(card, first));
        setText(start, `${told === "activation" ? `${name}: a = ${number(a)}` : name}. The largest of its terms comes`);
      }
      handOn(list, () => list.replaceChildren(...path.map((stretch) => item(card, stretch))),
        () => list.querySelector("button") ?? chooser.element.querySelector("button"));
      setText(hint, hintOf(path, trace !== null, answerIsHidden(state), told !== null));
    },
  };

  /**
   * @param {Card} card
   * @param {Stretch} stretch
   */
  function item(card, { layer, input, weight, value, term }) {
    const name = `from ${layer === 0 ? inputName(card, 0, input) : unitName(card, { layer: layer - 1, neuron: input })}`;
    const unit = { layer: layer - 1, neuron: input };
    const [w, x] = factors(weight, value, term);
    return h("li", {},
      layer === 0
        ? h("span", {}, name)
        : h("button", { type: "button", class: "link-button", click: () => page.dispatch({ type: "select", unit }) }, name),
      h("span", { class: `path-term ${term < 0 ? "neg" : "pos"}` }, signed(term)),
      h("span", { class: "path-product" }, `weight ${plus(w)} × ${x}`));
  }
}

/**
 * @param {readonly Stretch[]} path
 * @param {boolean} read
 * @param {boolean} covered
 * @param {boolean} reached
 */
function hintOf(path, read, covered, reached) {
  if (!read) return "Draw a digit; then follow what pushed a neuron most, back to the pixels.";
  if (!path.length && covered) return "The answer is covered. Choose a neuron, or step on until the pass comes to the outputs.";
  if (!reached) return "Not reached yet: press Next until the pass comes to a neuron.";
  if (!path.length) return "Nothing flows into this neuron: every term is 0.";
  const whole = path.at(-1)?.layer === 0;
  return whole
    ? "At each neuron, the one input whose weight × activation is largest, up or down. Many small terms can still outweigh it."
    : "The path ends here: nothing flows any further, or the weights are still on their way.";
}
