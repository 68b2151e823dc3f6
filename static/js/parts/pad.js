/**
 * The pad and its tools.
 *
 * @typedef {import("../state.js").State} State
 * @typedef {import("../state.js").Action} Action
 * @typedef {import("../scene/colour.js").Palette} Palette
 */

import { strokeDrawing } from "../draw/ink.js";
import { createSurface } from "../draw/surface.js";
import { listenToPen } from "../input/pointer.js";
import { css } from "../scene/colour.js";
import { PAD_PEN } from "../scene/plate.js";
import { createWatch, h } from "./dom.js";

/**
 * @param {HTMLElement} root
 * @param {{
 *   get: () => State,
 *   dispatch: (action: Action) => void,
 *   markDirty: () => void,
 *   surprise: () => void,
 * }} page
 */
export function createPad(root, { get, dispatch, markDirty, surprise }) {
  const canvas = h("canvas", { class: "pad-canvas" });
  const surfaceBox = h("div", {
    class: "pad-surface",
    tabindex: "0",
    role: "img",
    "aria-label": "Drawing pad. Draw a digit with the mouse, a finger or a pen.",
  }, canvas);
  const hint = h("p", { class: "pad-hint", "aria-hidden": "true" }, "Draw a digit here");
  const button = (/** @type {string} */ label, /** @type {() => void} */ click) =>
    h("button", { type: "button", class: "tool", click }, label);
  const pen = button("Pen", () => dispatch({ type: "tool", tool: "pen" }));
  const eraser = button("Erase", () => dispatch({ type: "tool", tool: "eraser" }));
  const undo = button("Undo", () => dispatch({ type: "undo" }));
  const redo = button("Redo", () => dispatch({ type: "redo" }));
  const clear = button("Clear", () => dispatch({ type: "clear" }));
  const blank = button("Blank page", () => dispatch({ type: "blank" }));
  const cover = h("input", {
    type: "checkbox",
    id: "cover",
    change: () => dispatch({ type: "cover", covered: cover.checked }),
  });

  surfaceBox.append(hint);
  root.append(
    surfaceBox,
    h("div", { class: "tools", role: "group", "aria-label": "Drawing tools" }, pen, eraser, undo, redo, clear),
    h("div", { class: "tools", role: "group", "aria-label": "Something to read" }, button("Surprise me", surprise), blank),
    h("label", { class: "cover", for: "cover" }, cover,
      h("span", {}, h("strong", {}, "Cover the answer"), " until the pass comes to it, so that everyone can guess first.")),
  );

  let resized = true;
  const surface = createSurface(canvas, () => {
    resized = true;
    markDirty();
  });
  const changed = createWatch();
  listenToPen(surfaceBox, get, dispatch);

  return {
    /**
     * @param {State} state
     * @param {Palette} palette
     */
    sync(state, palette) {
      pen.setAttribute("aria-pressed", `${state.tool === "pen"}`);
      eraser.setAttribute("aria-pressed", `${state.tool === "eraser"}`);
      blank.setAttribute("aria-pressed", `${state.blank}`);
      surfaceBox.classList.toggle("erasing", state.tool === "eraser");
      undo.disabled = state.past.length === 0;
      redo.disabled = state.future.length === 0;
      clear.disabled = state.drawing.length === 0 && !state.blank;
      cover.checked = state.covered;
      hint.textContent = state.blank ? "A blank page: every pixel is 0" : "Draw a digit here";
      hint.hidden = state.drawing.length > 0;
      if (!changed(state.drawing, palette) && !resized) return;
      resized = false;
      const { ctx } = surface;
      const { width, height } = surface.size();
      ctx.clearRect(0, 0, width, height);
      ctx.strokeStyle = css(palette.lit);
      ctx.lineWidth = PAD_PEN * width;
      strokeDrawing(ctx, state.drawing, width);
    },
  };
}

