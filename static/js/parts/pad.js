/**
 * The pad and its tools.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../types.js").Frame} Frame
 * @typedef {import("../state/state.js").Action} Action
 * @typedef {import("./icons.js").Icon} Icon
 */

import { strokeDrawing } from "../draw/ink.js";
import { drawDigit, drawPicture } from "../draw/picture.js";
import { isErasing } from "../input/hold.js";
import { ERASER, listenToPen } from "../input/pointer.js";
import { css } from "../scene/colour.js";
import { PAD_PEN } from "../scene/plate.js";
import { answerIsHidden, cardOf } from "../state/state.js";
import { toDraw } from "../words/names.js";
import { fetched } from "../wire/fetched.js";
import { createCanvas } from "./canvas.js";
import { createWatch, h, setText, setUsable } from "./dom.js";
import { icon } from "./icons.js";
import { ahead } from "./later.js";

const FINGER_REFUSED = "The pen draws here. For a finger, load the page again.";

/**
 * @param {HTMLElement} root
 * @param {{
 *   get: () => State,
 *   dispatch: (action: Action) => void,
 *   markDirty: () => void,
 *   surprise: () => void,
 *   photo: () => void,
 * }} page
 */
export function createPad(root, { get, dispatch, markDirty, surprise, photo }) {
  const canvas = h("canvas", { class: "pad-canvas" });
  const ring = h("i", { class: "eraser-ring", "aria-hidden": "true" });
  const cursor = h("i", { class: "pad-cursor", hidden: true, "aria-hidden": "true" });
  const hint = h("p", { class: "pad-hint", id: "pad-hint", "aria-hidden": "true" });
  const cell = h("p", { class: "visually-hidden", role: "status" });
  const surfaceBox = h("div", {
    class: "pad-surface",
    tabindex: "0",
    role: "application",
    "aria-describedby": "pad-hint",
    "aria-label": "Drawing pad. Draw a digit with the mouse, a finger or a pen; or move with the arrow keys and put the pen down with Space.",
  }, canvas, hint, ring, cursor);
  const pen = tool("pen", "Pen", () => dispatch({ type: "set", hand: { tool: "pen" } }));
  const eraser = tool("eraser", "Erase", () => dispatch({ type: "set", hand: { tool: "eraser" } }));
  const undo = tool("undo", "Undo", () => dispatch({ type: "undo" }));
  const redo = tool("redo", "Redo", () => dispatch({ type: "redo" }));
  const clear = tool("clear", "Clear", () => dispatch({ type: "clear" }), "Empty the pad and wait for a digit");
  const random = tool("surprise", "Surprise me", surprise);
  const photograph = tool("photo", "Photo", photo, "Read a digit on paper");
  const blank = tool("blank", "Blank page", () => dispatch({ type: "blank" }),
    "Let the network read a page without ink: every pixel is 0");
  blank.append(" ", h("small", {}, "read as zeros"));
  blank.setAttribute("aria-label", "Blank page read as zeros"); // where its second line is left out, too
  const cover = h("input", {
    type: "checkbox",
    id: "cover",
    "aria-describedby": "cover-words",
    change: () => dispatch({ type: "cover", covered: cover.checked }),
  });
  const coverWords = h("span", { id: "cover-words", class: "cover-words" });

  root.append(
    surfaceBox,
    cell,
    h("div", { class: "tools", role: "group", "aria-label": "Drawing tools" },
      pen, eraser, undo, redo, clear, photograph, random, blank),
    h("div", { class: "cover" },
      h("label", { class: "cover-label", for: "cover" }, cover, "Cover the answer"), coverWords),
  );

  let fingerRefused = false;
  const { ctx, size, changed: redrawn } = createCanvas(canvas, { markDirty });
  const changed = createWatch();
  listenToPen(surfaceBox, get, dispatch, (refused) => {
    fingerRefused = refused;
    markDirty();
  });
  showEraser(surfaceBox, ring, () => get().hand.tool === "eraser");
  ahead(fetched(() => import("../input/arrow-pen.js"), ({ listenToArrows }) => listenToArrows(surfaceBox, get, dispatch, (at, words) => {
    cursor.hidden = at === null;
    cursor.style.left = `${(at?.[0] ?? 0) * 100}%`;
    cursor.style.top = `${(at?.[1] ?? 0) * 100}%`;
    cursor.classList.toggle("down", get().hand.penDown);
    setText(cell, words);
  })));

  return {
    /** @param {Frame} frame */
    sync({ state, palette }) {
      const { hand: { tool, past, future }, work: { blank, sample, drawing, image, network }, place: { covered, step } } = state;
      const counts = [drawing.length > 0, past.length > 0, future.length > 0];
      if (changed(tool, blank, sample, image, ...counts, covered, step, network, fingerRefused)) showTools(state);
      if (!redrawn(drawing, image, palette)) return;
      const { width, height } = size();
      ctx.clearRect(0, 0, width, height);
      if (image?.photo) drawPicture(ctx, image.photo.stages.photo, 0, 0, width);
      else if (image) drawDigit(ctx, image.grey, width);
      ctx.strokeStyle = css(palette.lit);
      ctx.lineWidth = PAD_PEN * width;
      strokeDrawing(ctx, drawing, width);
    },
  };

  /** @param {State} state */
  function showTools(state) {
    pen.setAttribute("aria-pressed", `${state.hand.tool === "pen"}`);
    eraser.setAttribute("aria-pressed", `${state.hand.tool === "eraser"}`);
    blank.setAttribute("aria-pressed", `${state.work.blank}`);
    if (root.previousElementSibling) setText(root.previousElementSibling, toDraw(cardOf(state)));
    surfaceBox.classList.toggle("erasing", state.hand.tool === "eraser");
    setUsable(undo, state.hand.past.length > 0);
    setUsable(redo, state.hand.future.length > 0);
    setUsable(clear, state.work.drawing.length > 0 || state.work.blank || state.work.image !== null);
    setText(hint, fingerRefused ? FINGER_REFUSED : hintInWords(state));
    hint.classList.toggle("above", state.work.sample || state.work.image !== null || fingerRefused);
    hint.hidden = state.work.drawing.length > 0 && !state.work.sample && !fingerRefused;
    cover.checked = state.place.covered;
    root.dataset.covered = `${answerIsHidden(state)}`;
    setText(coverWords, coverInWords(state));
  }
}

/** @param {State} state */
function hintInWords(state) {
  const { sample, blank, image } = state.work;
  if (image) return "Draw to begin anew";
  if (sample) return "Sample: draw over it";
  return blank ? "A blank page: every pixel is 0" : `${toDraw(cardOf(state))} here`;
}

/** @param {State} state */
function coverInWords(state) {
  if (!state.place.covered) return "until the pass comes to it, so that everyone can guess first.";
  return answerIsHidden(state)
    ? "Covered now. Guess aloud, then step to the output."
    : "Shown. The next drawing is covered again.";
}

/**
 * @param {Icon} picture
 * @param {string} label
 * @param {() => void} click
 * @param {string} [title]
 */
function tool(picture, label, click, title = label) {
  return h("button", { type: "button", class: `tool tool-${picture}`, title, click }, icon(picture), h("span", {}, label));
}

/**
 * A ring as large as the eraser, in place of the mouse's arrow. It follows the pointer at once and
 * is no part of the state.
 *
 * @param {HTMLElement} surface
 * @param {HTMLElement} ring
 * @param {() => boolean} erasing
 */
function showEraser(surface, ring, erasing) {
  ring.style.width = `${2 * ERASER * 100}%`;
  for (const event of /** @type {const} */ (["pointermove", "pointerdown"])) {
    surface.addEventListener(event, (moved) => {
      const shown = erasing() || isErasing(moved);
      surface.classList.toggle("erasing", shown);
      if (!shown) return; // a pen's events are too many to move what nobody sees
      const { clientX, clientY } = moved;
      const box = surface.getBoundingClientRect();
      ring.style.left = `${((clientX - box.left) / box.width) * 100}%`;
      ring.style.top = `${((clientY - box.top) / box.height) * 100}%`;
    });
  }
}
