/**
 * The weights wall: one 28×28 grid for each neuron of the first layer, on one shared scale.
 *
 * @typedef {import("../state.js").State} State
 * @typedef {import("../state.js").Action} Action
 * @typedef {import("../scene/colour.js").Palette} Palette
 */

import { drawSigned } from "../draw/grid.js";
import { contextOf } from "../draw/surface.js";
import { number } from "../format.js";
import { largest, roundUp } from "../scene/scale.js";
import { css, grey } from "../scene/colour.js";
import { cardOf, focusOf, traceOf } from "../state.js";
import { createWatch, h, setText } from "./dom.js";
import { scale } from "./legend.js";

const PIXELS = 784;

/**
 * @param {HTMLElement} root
 * @param {{dispatch: (action: Action) => void}} page
 */
export function createWall(root, { dispatch }) {
  const tiles = h("div", { class: "wall-tiles" });
  const shared = scale("diverging");
  const stretch = h("input", {
    type: "checkbox",
    id: "stretch",
    change: () => dispatch({ type: "stretch", stretched: stretch.checked }),
  });
  const note = h("span", { class: "legend-note" });
  const wait = h("p", { class: "hint" }, "Loading the weights…");
  root.append(
    wait,
    tiles,
    h("div", { class: "wall-legend" }, h("span", { class: "legend-item" }, "weights", shared.element),
      h("label", { class: "legend-item", for: "stretch" }, stretch, "stretch each grid on its own"), note),
  );
  const shape = createWatch();
  const drawn = createWatch();
  /** @type {{button: HTMLButtonElement, ctx: CanvasRenderingContext2D, figure: HTMLElement, lamp: HTMLElement}[]} */
  let grids = [];

  return {
    /**
     * @param {State} state
     * @param {Palette} palette
     */
    sync(state, palette) {
      root.hidden = state.view !== "weights";
      if (root.hidden) return;
      const W = state.weights[state.network]?.[0]?.W;
      wait.hidden = W !== undefined;
      if (!W) {
        tiles.replaceChildren();
        shape(null);
        return;
      }
      const n = W.length / PIXELS;
      const fresh = shape(W);
      if (fresh) build(n);
      if (drawn(W, palette, state.stretched)) paint(W, state.stretched, palette);
      light(state, palette);
    },
  };

  /** @param {number} n */
  function build(n) {
    grids = Array.from({ length: n }, (_, neuron) => {
      const ctx = contextOf(h("canvas", { class: "pixels", width: "28", height: "28" }));
      const lamp = h("i", { class: "lamp" });
      const figure = h("span", { class: "tile-figure" });
      const button = h("button", {
        type: "button",
        class: "tile",
        click: () => dispatch({ type: "select", unit: { layer: 0, neuron } }),
      }, ctx.canvas, h("span", { class: "tile-words" }, h("span", {}, `neuron ${neuron + 1}`), lamp, figure));
      return { button, ctx, figure, lamp };
    });
    tiles.replaceChildren(...grids.map(({ button }) => button));
    tiles.dataset.many = `${n > 32}`;
  }

  /**
   * @param {Float32Array} W
   * @param {boolean} stretched
   * @param {Palette} palette
   */
  function paint(W, stretched, palette) {
    const max = roundUp(largest(W));
    grids.forEach(({ ctx }, neuron) => {
      const row = W.subarray(neuron * PIXELS, (neuron + 1) * PIXELS);
      drawSigned(ctx, row, stretched ? largest(row) : max, palette);
    });
    shared.show(-max, max);
    stretch.checked = stretched;
    shared.element.classList.toggle("off", stretched);
    setText(note, stretched ? "Each grid has its own scale now: colours cannot be compared." : "");
  }

  /**
   * @param {State} state
   * @param {Palette} palette
   */
  function light(state, palette) {
    const a = traceOf(state)?.layers[0]?.a;
    const top = a ? Math.max(1, largest(a)) : 1;
    const focus = focusOf(state);
    const outputs = cardOf(state).layers.length === 1;
    grids.forEach(({ button, figure, lamp }, neuron) => {
      const value = a?.[neuron];
      button.setAttribute("aria-pressed", `${focus?.layer === 0 && focus.neuron === neuron}`);
      lamp.style.background = css(grey((value ?? 0) / top, palette));
      setText(figure, value === undefined ? (outputs ? `${neuron}` : "") : number(value));
    });
  }
}
