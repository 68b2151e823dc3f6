/**
 * Below the stage: what the lines show, by a switch, and every colour scale with its numbers.
 *
 * @typedef {import("../state.js").State} State
 * @typedef {import("../state.js").Action} Action
 * @typedef {import("../scene/stage.js").Scene} Scene
 */

import { number, signed } from "../format.js";
import { cardOf } from "../selectors.js";
import { stepOf } from "../words.js";
import { createWatch, h, setText } from "./dom.js";

/**
 * @param {HTMLElement} root
 * @param {{dispatch: (action: Action) => void}} page
 */
export function createLegend(root, { dispatch }) {
  const choice = (/** @type {State["lines"]} */ lines, /** @type {string} */ label) =>
    h("button", { type: "button", class: "choice", click: () => dispatch({ type: "lines", lines }) }, label);
  const choices = {
    contribution: choice("contribution", "weight × activation"),
    weight: choice("weight", "weight"),
  };
  const lines = scale("diverging");
  const bundles = scale("diverging");
  const units = scale("diverging");
  const bundlesItem = h("span", { class: "legend-item" }, "bundles z", bundles.element);
  const unitsLabel = h("span");
  root.append(
    h("span", { class: "legend-item" }, "lines",
      h("span", { class: "choices", role: "group", "aria-label": "What the lines show" },
        choices.contribution, choices.weight),
      lines.element),
    bundlesItem,
    h("span", { class: "legend-item" }, unitsLabel, units.element),
  );
  const changed = createWatch();

  return {
    /**
     * @param {State} state
     * @param {Scene | null} scene
     */
    sync(state, scene) {
      root.hidden = state.view === "weights";
      if (!scene || !changed(scene.scales.lines, scene.scales.sums, state.lines, state.step)) return;
      for (const [name, button] of Object.entries(choices)) {
        button.setAttribute("aria-pressed", `${name === state.lines}`);
      }
      const { scales } = scene;
      const { kind, layer } = stepOf(state);
      const shown = layer ?? cardOf(state).layers.length - 1;
      const sums = scales.sums[shown] ?? 1;
      const activations = scales.activations[shown] ?? 1;
      lines.show(-scales.lines, scales.lines);
      // At the first layer the bundles from the image are the only lines with a colour; as long as
      // its neurons show z, they have the bundles' scale.
      const bundled = layer === 0 && !cardOf(state).toy;
      lines.element.hidden = bundled;
      bundlesItem.hidden = !bundled || kind === "sums";
      bundles.show(-sums, sums);
      setText(unitsLabel, kind !== "sums" ? "neurons a" : bundled ? "bundles and neurons z" : "neurons z");
      units.kind(kind === "sums" ? "diverging-plate" : "grey");
      if (kind === "sums") units.show(-sums, sums);
      else units.show(0, activations);
    },
  };
}

/** @param {string} kind */
export function scale(kind) {
  const low = h("span", { class: "scale-end" });
  const high = h("span", { class: "scale-end" });
  const ramp = h("span", { class: `ramp ${kind}` });
  return {
    element: h("span", { class: "scale" }, low, ramp, high),
    /** @param {string} next */
    kind(next) {
      ramp.className = `ramp ${next}`;
    },
    /**
     * @param {number} from
     * @param {number} to
     * @param {boolean} [beyond]  whether there are values beyond the ends
     */
    show(from, to, beyond = false) {
      const decimals = Math.max(decimalsOf(from), decimalsOf(to));
      const [less, more] = beyond ? ["≤ ", "≥ "] : ["", ""];
      setText(low, less + number(from, from === 0 ? 0 : decimals));
      setText(high, more + (from < 0 ? signed(to, decimals) : number(to, decimals)));
    },
  };
}

/**
 * As few as tell the number: the ends of scales are round.
 *
 * @param {number} end
 */
function decimalsOf(end) {
  return [0, 1, 2, 3].find((decimals) => Math.abs(Number(end.toFixed(decimals)) - end) < 1e-9) ?? 3;
}
