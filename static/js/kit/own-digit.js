/**
 * A small pad: the viewer's own digit, drawn with a pen, a finger or the arrow keys, in place of a
 * chosen one. Its state is one of the main page's, of which a lesson's link holds the ink.
 *
 * @typedef {import("../state/state.js").State} Pad
 */

import { strokeDrawing } from "../draw/ink.js";
import { listenToArrows } from "../input/arrow-pen.js";
import { listenToPen } from "../input/pointer.js";
import { decodeInk, encodeInk } from "../link/ink.js";
import { createCanvas } from "../parts/canvas.js";
import { createWatch, h, setText, setUsable } from "../parts/dom.js";
import { css } from "../scene/colour.js";
import { PAD_PEN } from "../scene/plate.js";
import { initialState, reduce } from "../state/state.js";
import { toyCard } from "./toy.js";

const NOTHING = "none";
const CARDS = [toyCard("784-10", "sigmoid")];

/** @param {import("../types.js").Drawing} drawing @returns {Pad} */
const padOf = (drawing) => initialState(CARDS, { work: { drawing } });

/** Nothing is drawn. */
export const EMPTY = padOf([]);

/** The ink in a link. @type {import("../link/fields.js").Field<Pad>} */
export const padField = {
  write: ({ work: { drawing } }) => (drawing.length ? encodeInk(drawing) : NOTHING),
  read(text) {
    if (text === NOTHING) return EMPTY;
    const { drawing, complete } = decodeInk(text);
    return complete && drawing.length ? padOf(drawing) : undefined;
  },
};

/** @type {import("./lesson.js").Figure<{pad: Pad}>} */
export function ownDigit(room, { get, set, markDirty }) {
  const canvas = h("canvas", { class: "pad-canvas" });
  const cursor = h("i", { class: "pad-cursor", hidden: true, "aria-hidden": "true" });
  const hint = h("p", { class: "own-hint", "aria-hidden": "true" }, "or draw one here");
  const cell = h("p", { class: "visually-hidden", role: "status" });
  const surface = h("div", {
    class: "own-surface", tabindex: "0", role: "application",
    "aria-label": "Draw a digit of your own with the mouse, a finger or a pen; or move with the arrow keys and put the pen down with Space.",
  }, canvas, hint, cursor);
  const dispatch = (/** @type {import("../state/state.js").Action} */ action) => set({ pad: reduce(get().pad, action) });
  const clear = h("button", { type: "button", class: "choice", click: () => dispatch({ type: "clear" }) }, "Clear");
  room.classList.add("own-digit");
  room.append(surface, cell, clear);
  const { ctx, size, changed } = createCanvas(canvas, { markDirty });
  const drawn = createWatch();
  listenToPen(surface, () => get().pad, dispatch, () => {});
  listenToArrows(surface, () => get().pad, dispatch, (at, words) => {
    cursor.hidden = at === null;
    cursor.style.left = `${(at?.[0] ?? 0) * 100}%`;
    cursor.style.top = `${(at?.[1] ?? 0) * 100}%`;
    cursor.classList.toggle("down", get().pad.hand.penDown);
    setText(cell, words);
  });

  return {
    sync({ state: { pad }, palette }) {
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
