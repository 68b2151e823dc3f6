/**
 * A small pad: the viewer's own digit, drawn with a pen, a finger or the arrow keys. The lesson is
 * told of it stroke by stroke.
 *
 * @typedef {import("../types.js").Drawing} Drawing
 */

import { strokeDrawing } from "../draw/ink.js";
import { listenToArrows } from "../input/arrow-pen.js";
import { listenToPen } from "../input/pointer.js";
import { createCanvas } from "../parts/canvas.js";
import { createWatch, h, setText, setUsable } from "../parts/dom.js";
import { css } from "../scene/colour.js";
import { PAD_PEN } from "../scene/plate.js";
import { initialState, reduce } from "../state/state.js";
import { toyCard } from "./toy.js";

const CARDS = [toyCard("784-10", "sigmoid")];

/** @type {import("./lesson.js").Figure<{ink: Drawing}>} */
export function ownDigit(room, { get, set, markDirty }) {
  let { ink } = get();
  let pad = padOf(ink);

  /** @param {import("../state/state.js").Action} action */
  function dispatch(action) {
    pad = reduce(pad, action);
    if (!pad.hand.penDown && pad.work.drawing !== ink) {
      ink = pad.work.drawing;
      set({ ink });
    }
    markDirty();
  }

  const canvas = h("canvas", { class: "pad-canvas" });
  const cursor = h("i", { class: "pad-cursor", hidden: true, "aria-hidden": "true" });
  const hint = h("p", { class: "own-hint", "aria-hidden": "true" }, "or draw one here");
  const cell = h("p", { class: "visually-hidden", role: "status" });
  const surface = h("div", {
    class: "own-surface", tabindex: "0", role: "application",
    "aria-label": "Draw a digit of your own with the mouse, a finger or a pen; or move with the arrow keys and put the pen down with Space.",
  }, canvas, hint, cursor);
  const clear = h("button", { type: "button", class: "choice", click: () => dispatch({ type: "clear" }) }, "Clear");
  room.classList.add("own-digit");
  room.append(surface, cell, clear);
  const { ctx, size, changed } = createCanvas(canvas, { markDirty });
  const drawn = createWatch();
  listenToPen(surface, () => pad, dispatch, () => {});
  listenToArrows(surface, () => pad, dispatch, (at, words) => {
    cursor.hidden = at === null;
    cursor.style.left = `${(at?.[0] ?? 0) * 100}%`;
    cursor.style.top = `${(at?.[1] ?? 0) * 100}%`;
    cursor.classList.toggle("down", pad.hand.penDown);
    setText(cell, words);
  });

  return {
    sync({ state, palette }) {
      if (state.ink !== ink) {
        ink = state.ink; // of a link, or taken away
        pad = padOf(ink);
      }
      const { drawing } = pad.work;
      if (drawn(drawing.length > 0)) {
        hint.hidden = drawing.length > 0;
        setUsable(clear, drawing.length > 0);
      }
      if (!changed(drawing, palette)) return;
      const { width, height } = size();
      ctx.clearRect(0, 0, width, height);
      ctx.strokeStyle = css(palette.lit);
      ctx.lineWidth = PAD_PEN * width;
      strokeDrawing(ctx, drawing, width);
    },
  };
}

/** As the main page has it. @param {Drawing} drawing */
const padOf = (drawing) => initialState(CARDS, { work: { drawing } });
