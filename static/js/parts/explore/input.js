/**
 * What the network sees: the drawing centred as MNIST was, beside the pad as it is, with both
 * answers; where the viewer moved it; and how little it takes to fool the network.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../types.js").Frame} Frame
 * @typedef {import("../../types.js").Trace} Trace
 * @typedef {import("../../scene/colour.js").Palette} Palette
 */

import { PIXELS } from "../../digit-image.js";
import { drawGrey } from "../../draw/grid.js";
import { AS_MNIST } from "../../state/explore.js";
import { number } from "../../words/format.js";
import { outputLabel } from "../../words/names.js";
import { isUsual } from "../../state/framing.js";
import { shiftInWords } from "../../words/framing.js";
import { cardOf, traceOf, whyUntold } from "../../state/state.js";
import { createWatch, h, setText, setUsable } from "../dom.js";
import { pixelCanvas } from "../pixel-canvas.js";
import { createFool } from "./fool.js";

const WAYS = /** @type {const} */ ([["←", "left", -1, 0], ["↑", "up", 0, -1], ["↓", "down", 0, 1], ["→", "right", 1, 0]]);

/** @param {import("./tools.js").Page} page */
export function createInput(page) {
  const { get, dispatch } = page;
  const choose = (/** @type {boolean} */ centred) =>
    dispatch({ type: "framing", framing: { ...get().work.framing, centred } });
  const centred = side("Centred", () => choose(true));
  const drawn = side("As drawn", () => choose(false));
  const moved = h("p", { class: "compare-words", role: "status" });
  const arrows = WAYS.map(([sign, name, right, down]) =>
    h("button", {
      type: "button", class: "icon-button", "aria-label": `Move the digit image ${name}`,
      click: () => dispatch({ type: "shift", by: [right, down] }),
    }, sign));
  const reset = h("button", {
    type: "button", class: "choice", click: () => dispatch({ type: "framing", framing: AS_MNIST }),
  }, "Reset");
  const hint = h("p", { class: "hint" });
  const fool = createFool(page);
  const changed = createWatch();

  return {
    element: h("div", {}, h("div", { class: "tool-rest" }, h("h2", {}, "What the network sees"),
      h("div", { class: "grids" }, centred.element, drawn.element), moved,
      h("div", { class: "compare-buttons", role: "group", "aria-label": "Move the digit image" }, ...arrows, reset), hint), fool.element),
    leave: fool.leave,

    /** @param {Frame} frame */
    sync(frame) {
      fool.sync(frame);
      const { state, palette } = frame;
      const { work: { framing, drawing, image }, answers: { twin }, place } = state;
      const trace = traceOf(state);
      if (!changed(framing, twin, trace, drawing, image, place, palette)) return;
      const hasInk = drawing.length > 0;
      const other = trace && hasInk ? twin : null;
      const untold = whyUntold(state);
      centred.show(cardOf(state), framing.centred ? trace : other, framing.centred, untold, palette);
      drawn.show(cardOf(state), framing.centred ? other : trace, !framing.centred, untold, palette);
      const own = shiftInWords(framing.shift);
      setText(moved, own ? `Moved by you: ${own}.` : "Not moved.");
      for (const button of arrows) setUsable(button, hasInk);
      setUsable(reset, !isUsual(framing));
      setText(hint, image
        ? "This picture is read as it is. Only what is drawn can be moved."
        : !hasInk ? "There is no ink to frame."
        : "Drag the image on the stage, or focus it and use the arrow keys. The networks learned centred digits only: watch how soon the answer breaks.");
    },
  };
}

/**
 * @param {string} name
 * @param {() => void} click
 */
function side(name, click) {
  const ctx = pixelCanvas();
  const choice = h("button", { type: "button", class: "choice", click }, name);
  const answer = h("strong", {});
  return {
    element: h("figure", {}, ctx.canvas, h("figcaption", {}, choice, " ", answer)),

    /**
     * @param {import("../../types.js").Card} card
     * @param {Trace | null} trace
     * @param {boolean} fed  to the network on the stage
     * @param {string | null} untold  why the answer is
     * @param {Palette} palette
     */
    show(card, trace, fed, untold, palette) {
      drawGrey(ctx, trace?.input ?? new Float32Array(PIXELS), palette);
      choice.setAttribute("aria-pressed", `${fed}`);
      const score = trace?.layers.at(-1)?.a[trace.prediction];
      setText(answer, !trace ? "–" : (untold ?? `${outputLabel(card, trace.prediction)}, ${number(score ?? 0)}`));
    },
  };
}
