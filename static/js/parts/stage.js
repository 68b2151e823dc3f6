/**
 * The stage: one canvas, a tip beside the pointer, and hover and click on everything in it.
 *
 * @typedef {import("../state.js").State} State
 * @typedef {import("../state.js").Action} Action
 * @typedef {import("../state.js").Target} Target
 * @typedef {import("../scene/colour.js").Palette} Palette
 * @typedef {import("../scene/stage.js").Scene} Scene
 */

import { drawStage } from "../draw/stage.js";
import { createSurface } from "../draw/surface.js";
import { hit } from "../scene/hit.js";
import { layoutOf } from "../scene/layout.js";
import { sceneOf } from "../scene/stage.js";
import { cardOf } from "../state.js";
import { tipOf } from "../tips.js";
import { createWatch, h, setText } from "./dom.js";

/**
 * @param {HTMLElement} root
 * @param {{
 *   get: () => State,
 *   dispatch: (action: Action) => void,
 *   markDirty: () => void,
 *   fontSize: () => number,
 * }} page
 */
export function createStage(root, { get, dispatch, markDirty, fontSize }) {
  const canvas = h("canvas", { class: "stage-canvas", "aria-hidden": "true" });
  const tip = h("p", { class: "tip", hidden: true });
  root.append(canvas, tip);

  let resized = true;
  const surface = createSurface(canvas, () => {
    resized = true;
    markDirty();
  });
  const changed = createWatch();
  /** @type {Scene | null} */
  let scene = null;

  const targetAt = (/** @type {PointerEvent | MouseEvent} */ event) =>
    scene && hit(scene, event.offsetX, event.offsetY);
  canvas.addEventListener("pointermove", (event) => {
    dispatch({ type: "hover", target: targetAt(event) });
    place(event.offsetX, event.offsetY);
  });
  canvas.addEventListener("pointerleave", () => dispatch({ type: "hover", target: null }));
  canvas.addEventListener("click", (event) => {
    const target = targetAt(event);
    if (target?.kind === "pixel") return;
    const { selected } = get();
    const again = selected && target && selected.layer === target.layer && selected.neuron === target.neuron;
    const unit = target && !again ? { layer: target.layer, neuron: target.neuron } : null;
    dispatch({ type: "select", unit });
  });

  /**
   * @param {number} x
   * @param {number} y
   */
  function place(x, y) {
    const { width } = surface.size();
    const left = x > width * 0.6;
    tip.style.transform = `translate(${x}px, ${y}px) translate(${left ? "calc(-100% - 14px)" : "14px"}, -50%)`;
  }

  return {
    /** @returns {Scene | null} */
    scene: () => scene,

    /**
     * @param {State} state
     * @param {Palette} palette
     */
    sync(state, palette) {
      const words = state.hovered ? tipOf(state, state.hovered) : "";
      tip.hidden = words === "";
      setText(tip, words);
      const { trace, drawing, at, step, selected, hovered, lines, network, weights, explanation, blank } = state;
      const unchanged = !changed(
        trace, drawing, at, step, selected, hovered, lines, network, weights, explanation, blank, palette,
      );
      const { width, height } = surface.size();
      if ((unchanged && !resized) || width === 0 || height === 0) return;
      resized = false;
      const layout = layoutOf(cardOf(state), { width, height, font: fontSize() });
      scene = sceneOf(state, layout, palette);
      drawStage(surface.ctx, scene, palette);
    },
  };
}
