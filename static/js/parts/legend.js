/**
 * Below the stage: what the lines show, by a switch, and every colour scale with its numbers.
 *
 * @typedef {import("../state.js").State} State
 * @typedef {import("../state.js").Action} Action
 * @typedef {import("../scene/stage.js").Scene} Scene
 */

import { number } from "../format.js";
import { MOST } from "../scene/links.js";
import { cardOf } from "../state.js";
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
  const units = scale("diverging");
  const unitsLabel = h("span", {}, "neurons show");
  const most = h("span", { class: "legend-note" });
  root.append(
    h("span", { class: "legend-item" }, "lines show",
      h("span", { class: "choices", role: "group", "aria-label": "What the lines show" },
        choices.contribution, choices.weight),
      lines.element),
    h("span", { class: "legend-item" }, unitsLabel, units.element),
    most,
  );
  const changed = createWatch();

  return {
    /**
     * @param {State} state
     * @param {Scene | null} scene
     */
    sync(state, scene) {
      root.hidden = state.view === "weights";
      if (!scene || !changed(scene, state.lines, state.step)) return;
      for (const [name, button] of Object.entries(choices)) {
        button.setAttribute("aria-pressed", `${name === state.lines}`);
      }
      const { scales } = scene;
      lines.show(-scales.lines, scales.lines);
      const last = cardOf(state).layers.length - 1;
      const { kind, layer } = stepOf(state);
      const shown = layer ?? last;
      if (kind === "sums") {
        const max = scales.sums[shown] ?? 1;
        setText(unitsLabel, "neurons show z");
        units.kind("diverging-plate");
        units.show(-max, max);
      } else {
        setText(unitsLabel, "neurons show a");
        units.kind("grey");
        units.show(0, scales.activations[shown] ?? 1);
      }
      setText(most, scales.someLines ? `the ${MOST} strongest lines of a layer` : "");
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
     */
    show(from, to) {
      const decimals = to >= 10 ? 0 : to >= 1 ? 1 : 2;
      setText(low, number(from, from === 0 ? 0 : decimals));
      setText(high, number(to, decimals));
    },
  };
}
