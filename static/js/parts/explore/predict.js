/**
 * The switch "Predict first", and the question that Next asks.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../types.js").Frame} Frame
 * @typedef {import("../../state/state.js").Action} Action
 * @typedef {import("../../state/predict.js").Question} Question
 * @typedef {import("../../scene/colour.js").Palette} Palette
 */

import { PIXELS } from "../../digit-image.js";
import { drawGrey, drawSigned } from "../../draw/grid.js";
import { weightsOf } from "../../state/edits.js";
import { choiceInWords, questionInWords } from "../../words/predict.js";
import { openQuestion } from "../../state/predict.js";
import { gridEnd } from "../../scene/scale.js";
import { cardOf, traceOf } from "../../state/state.js";
import { createWatch, h, setText } from "../dom.js";
import { pixelCanvas } from "../pixel-canvas.js";

/**
 * @param {HTMLElement} room  for the switch
 * @param {HTMLDialogElement} dialog  not modal: the stage can be looked at meanwhile
 * @param {{dispatch: (action: Action) => void}} page
 */
export function createPredict(room, dialog, { dispatch }) {
  const box = h("input", {
    type: "checkbox", id: "predict-first", "aria-describedby": "predict-words",
    change: () => dispatch({ type: "predict", on: box.checked }),
  });
  const score = h("span", { id: "predict-words", class: "cover-words" });
  room.append(h("label", { class: "cover-label", for: "predict-first" }, box, "Predict first"), score);

  const title = h("h2", { id: "question-title" });
  const choices = h("div", { class: "question-choices", role: "group", "aria-labelledby": "question-title" });
  const hint = h("p", { class: "hint" });
  const skip = h("button", {
    type: "button", class: "link-button", click: () => dispatch({ type: "guess", choice: null }),
  }, "Just show me");
  dialog.append(title, choices, hint, skip);
  dialog.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") dispatch({ type: "guess", choice: null });
  });
  const changed = createWatch();

  return {
    /** @param {Frame} frame */
    sync({ state, palette }) {
      const { on, right, asked } = state.hand.predict;
      const question = openQuestion(state);
      if (!changed(on, right, asked, question, question && palette, question && weightsOf(state)[0])) return;
      box.checked = on;
      setText(score, asked ? `${right} of ${asked} right so far.` : "Next asks before it shows.");
      if (question) ask(state, question, palette);
      else if (dialog.open) dialog.close(); // the keyboard goes back to where it was
    },
  };

  /**
   * @param {State} state
   * @param {Question} question
   * @param {Palette} palette
   */
  function ask(state, question, palette) {
    const { kind, layer, choices: neurons } = question;
    const isDigit = kind === "digit";
    setText(title, questionInWords(cardOf(state), question));
    choices.classList.toggle("digits", isDigit && !cardOf(state).labels);
    const image = layer === 0 && !isDigit ? traceOf(state)?.input : null;
    const W = image && weightsOf(state)[0]?.W;
    choices.replaceChildren(
      ...(W ? [drawn((ctx) => drawGrey(ctx, image, palette))] : []),
      ...neurons.map((neuron) =>
        h("button", {
          type: "button", class: "choice", click: () => dispatch({ type: "guess", choice: neuron }),
        },
        ...(W ? [weightGrid(W, neuron, palette)] : []),
        choiceInWords(cardOf(state), question, neuron))));
    setText(hint, W ? "Blue: ink here pushes the neuron up. Red: down." : "");
    if (dialog.open) dialog.close(); // shown anew, so that the keyboard is at its first choice
    dialog.show();
  }
}

/**
 * What a neuron of the first layer reads, to reason from.
 *
 * @param {Float32Array} W  (n_out, 784), row by row
 * @param {number} neuron
 * @param {Palette} palette
 */
export function weightGrid(W, neuron, palette) {
  return drawn((ctx) => drawSigned(ctx, W.subarray(neuron * PIXELS, (neuron + 1) * PIXELS), gridEnd(W), palette));
}

/**
 * A picture of 28×28.
 *
 * @param {(ctx: CanvasRenderingContext2D) => void} draw
 */
function drawn(draw) {
  const ctx = pixelCanvas();
  draw(ctx);
  return ctx.canvas;
}
