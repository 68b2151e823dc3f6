/**
 * A moment on paper with blanks: what there is before one looks, and questions; on a second page,
 * if it is wanted, the moment itself and the answers. It is there until it was printed.
 *
 * @typedef {import("../../state/state.js").State} State
 */

import { beforeAsking, questionsOf } from "../../words/worksheet.js";
import { h } from "../dom.js";
import { painted } from "./files.js";

const SIZE = { width: 704, height: 400, font: 12 }; // px: as wide as A4 within its margins

/**
 * @param {State} state
 * @param {import("../../scene/colour.js").Palette} palette  of paper
 * @param {{answers: boolean}} wanted
 */
export function layOut(state, palette, wanted) {
  const questions = questionsOf(state);
  const stage = (/** @type {State} */ at) => painted(at, SIZE, palette, { onPaper: true });
  const pages = [
    h("section", {},
      h("p", { class: "paper-name" }, "Name", h("i"), "Date", h("i")), stage(beforeAsking(state)),
      h("ol", {}, ...questions.map(({ ask }) => h("li", {}, ask, " ", h("i"))))),
    ...(wanted.answers ? [h("section", {},
      h("p", {}, h("b", {}, "Answers")), stage(state),
      h("ol", {}, ...questions.map(({ ask, answer }) => h("li", {}, ask, " ", h("b", {}, answer)))))] : []),
  ];
  const paper = h("div", { class: "paper-sheet", "aria-hidden": "true" }, ...pages);
  document.body.append(paper);
  addEventListener("afterprint", () => paper.remove(), { once: true });
}
