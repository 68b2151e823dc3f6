/**
 * Fool it: the smallest change of the digit image that makes the answer another digit. One guesses
 * first whether it can be seen; then the network reads the changed image, step by step.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../types.js").Frame} Frame
 * @typedef {import("../../words/fool.js").Fooled} Fooled
 * @typedef {import("./tools.js").Page} Page
 */

import { decodeImage } from "../../wire/decode.js";
import { questionOf } from "../../wire/reader.js";
import { drawGrey, drawSigned } from "../../draw/grid.js";
import { isSameImage } from "../../state/drawing.js";
import { traceOf, whyUntold } from "../../state/state.js";
import { readsImage } from "../../digit-image.js";
import { cardOf } from "../../state/selectors.js";
import { aDigit } from "../../words/format.js";
import { roundUp } from "../../scene/scale.js";
import { changeInWords, notFoundInWords } from "../../words/fool.js";
import { createWatch, h, handOn, setText, setUsable } from "../dom.js";
import { scale } from "../legend.js";
import { pixelCanvas } from "../pixel-canvas.js";
import { createToolAsker } from "./asker.js";

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** @param {Page} page */
export function createFool(page) {
  const { get, dispatch, markDirty } = page;
  /** The digit that is chosen, the work that is to be changed, and what is read of that. @type {{target: number, work: State["work"], read: number | undefined} | null} */
  let chosen = null;
  /** @type {boolean | null} */
  let guess = null;
  /** @type {Fooled | null} */
  let fooled = null;
  let told = "";
  const asker = createToolAsker(page, "fool", "change", (words) => {
    told = words;
    markDirty();
  });

  const targets = DIGITS.map((digit) =>
    h("button", { type: "button", class: "choice", "aria-label": `Make it ${aDigit(digit)}`, click: () => choose(digit) }, `${digit}`));
  const clear = h("input", { type: "checkbox", checked: true, change: () => again() });
  const hint = h("p", { class: "tool-words tool-hint" });
  const title = h("p", { id: "fool-question", class: "tool-words" });
  const answers = /** @type {const} */ ([["Yes", true], ["No", false], ["Just show me", null]]).map(([words, means]) =>
    h("button", { type: "button", class: means === null ? "link-button" : "choice", click: () => find(means) }, words));
  const question = h("div", { hidden: true }, title,
    h("div", { class: "compare-buttons", role: "group", "aria-labelledby": "fool-question" }, ...answers));
  const status = h("p", { class: "tool-words", role: "status" });
  const [before, after, change] = [picture("before"), picture("after"), picture("the change")];
  const ends = scale("diverging");
  const undo = h("button", { type: "button", class: "choice", click: giveBack }, "Give my digit back");
  const pictures = h("div", { hidden: true },
    h("div", { class: "grids three" }, before.element, change.element, after.element),
    ends.element, h("p", {}, undo));
  const element = h("details", { class: "tool-fold" },
    h("summary", {}, "Fool it"), hint,
    h("div", { class: "compare-buttons digits", role: "group", "aria-label": "What the network shall say" }, ...targets),
    h("label", { class: "fool-clear" }, clear, "so that it is sure of it"), question, status, pictures);
  const changed = createWatch();

  return {
    element,
    leave: asker.stop,

    /** @param {Frame} frame */
    sync({ state, palette }) {
      if (chosen && !isMeant(state.work)) forget();
      const trace = traceOf(state);
      const untold = whyUntold(state);
      if (!changed(chosen, fooled, told, trace, untold, palette, state.work)) return;
      const isReady = trace !== null && untold === null && readsImage(cardOf(state));
      setText(hint, !trace ? "Draw a digit first."
        : untold ? "First let the pass come to its answer."
        : "Which digit shall the network say? Its own weights tell which pixels to change, and how little is enough.");
      targets.forEach((button, digit) => {
        setUsable(button, isReady && digit !== trace?.prediction);
        button.setAttribute("aria-pressed", `${chosen?.target === digit}`);
      });
      handOn(element, () => (question.hidden = chosen === null || fooled !== null || told !== ""), () => targets[chosen?.target ?? 0]);
      setText(title, `Could a change too small to see turn it into ${aDigit(chosen?.target ?? 0)}?`);
      setText(status, told || (chosen && fooled ? inWords(fooled, chosen.target) : ""));
      pictures.hidden = !fooled?.found;
      if (!fooled?.found) return;
      drawGrey(before.ctx, decodeImage(fooled.before), palette);
      drawGrey(after.ctx, decodeImage(fooled.image), palette);
      const end = roundUp(fooled.largest);
      drawSigned(change.ctx, fooled.change, end, palette);
      ends.show(-end, end);
    },
  };

  /** @param {Fooled} answer @param {number} target */
  function inWords(answer, target) {
    if (!answer.found) return notFoundInWords(target, clear.checked);
    return `${changeInWords(answer, guess)} The network reads the changed image now: step through it.`;
  }

  /**
   * Whether the page still reads what was to be changed, or what became of it.
   *
   * @param {State["work"]} work
   */
  function isMeant(work) {
    const of = chosen?.work;
    if (!of || work.network !== of.network || work.edits !== of.edits) return false;
    if (fooled?.found && work.image) return isSameImage(work.image, { grey: fooled.image, photo: null });
    return work === of;
  }

  function forget() {
    asker.stop();
    chosen = fooled = guess = null;
    told = "";
  }

  /** It is always the viewer's own digit that is changed. @param {number} target */
  function choose(target) {
    const read = fooled?.found ? chosen?.read : traceOf(get())?.prediction;
    again();
    if (target !== read) chosen = { target, work: get().work, read };
  }

  function again() {
    if (get().work !== chosen?.work && fooled) dispatch({ type: "undo" });
    forget();
    markDirty();
  }

  /** @param {boolean | null} means */
  async function find(means) {
    const asked = chosen;
    if (!asked) return;
    guess = means;
    const { network, input, edits } = questionOf(asked.work, get().cards);
    const answer = await asker.ask({ network, input, ...(edits && { edits }), target: asked.target, clear: clear.checked });
    if (!answer || chosen !== asked || !isMeant(get().work)) return;
    fooled = answer;
    if (answer.found) dispatch({ type: "image", image: { grey: answer.image, photo: null } });
    markDirty();
  }

  function giveBack() {
    again();
    targets[0]?.focus();
  }
}

/** @param {string} words */
function picture(words) {
  const ctx = pixelCanvas();
  return { ctx, element: h("figure", {}, ctx.canvas, h("figcaption", {}, words)) };
}
