/**
 * One drawing, read by every network: what each says, side by side. Who predicts first guesses how
 * many agree before it shows.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../types.js").Frame} Frame
 * @typedef {import("../../state/state.js").Action} Action
 * @typedef {import("../../types.js").Card} Card
 * @typedef {import("../../state/everyone.js").Reading} Reading
 *
 * @typedef {object} Entry  a network, and what it says where that may be told
 * @property {Card} card
 * @property {Reading | null} reading
 * @property {boolean} isHere  it is the one on the stage
 * @property {boolean} isEdited
 */

import { readsDigits } from "../../digit-image.js";
import { toneOfBest } from "../../state/tone.js";
import { asksForAgreement, readOf, votesOf } from "../../state/everyone.js";
import { isEmpty, traceOf, whyUntold } from "../../state/state.js";
import { agreementInWords, inWords, learnedFrom, readingInWords, votesInWords } from "../../words/everyone.js";
import { capital } from "../../words/format.js";
import { createList, createWatch, h, handOn, setText } from "../dom.js";

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** @param {{get: () => State, dispatch: (action: Action) => void}} page */
export function createEveryone({ dispatch }) {
  const words = h("p", { class: "compare-words", role: "status" });
  const title = h("h3", { id: "agreement-title" });
  const choices = h("div", { class: "compare-buttons", role: "group", "aria-labelledby": "agreement-title" });
  const skip = h("button", {
    type: "button", class: "link-button", click: () => dispatch({ type: "guessAgreement", choice: null }),
  }, "Just show me");
  const question = h("div", { class: "agreement", hidden: true }, title, choices, skip);
  const list = h("ul", { class: "everyone" });
  const show = createList(list, entry);
  const element = h("div", {}, h("h2", {}, "What does every network say?"), question, words, list,
    h("p", { class: "hint" }, "Press a network to go there. Each says its strongest output, however weak that is."));
  const changed = createWatch();

  return {
    element,

    /** @param {Frame} frame */
    sync({ state }) {
      const { answers: { everyone, trace }, work, place, hand: { predict }, cards } = state;
      if (!changed(everyone, trace, work, place, predict, cards)) return;
      const readings = isEmpty(state) || !traceOf(state) ? [] : (everyone?.readings ?? []);
      const asks = asksForAgreement(state);
      const untold = whyUntold(state);
      ask(asks ? readings.length : 0);
      setText(words, asks ? "" : sentence(state, readings, untold));
      show(cards.filter(readsDigits).map((card) => ({
        card,
        reading: asks || untold ? null : (readings.find(({ network }) => network === card.name) ?? null),
        isHere: card.name === work.network,
        isEdited: (card.name === work.network ? work.edits : (state.edits[card.name] ?? [])).length > 0,
      })));
    },
  };

  /**
   * The question, or none.
   *
   * @param {number} n  networks that answer
   */
  function ask(n) {
    if (question.hidden === (n === 0) && choices.childElementCount === n) return;
    setText(title, `How many of the ${inWords(n)} will say the same digit?`);
    handOn(question, () => {
      question.hidden = n === 0;
      choices.replaceChildren(...Array.from({ length: n }, (_, k) =>
        h("button", { type: "button", class: "choice", click: () => dispatch({ type: "guessAgreement", choice: k + 1 }) },
          agreementInWords(k + 1, n))));
    }, () => list.querySelector("button"));
  }

  function entry() {
    const name = h("strong", { translate: "no" });
    const from = h("span", { class: "everyone-from" });
    const answer = h("b", { class: "everyone-digit" });
    const how = h("span", { class: "everyone-how" });
    const bars = DIGITS.map(() => h("i", {}));
    let network = "";
    const button = h("button", {
      type: "button", class: "everyone-card", click: () => dispatch({ type: "network", network }),
    },
    h("span", {}, name, " ", from), answer, " ", how,
    h("span", { class: "everyone-bars", "aria-hidden": "true" },
      ...bars.map((bar, digit) => h("span", {}, h("span", { class: "everyone-track" }, bar), `${digit}`))));
    const changed = createWatch();

    return {
      element: h("li", {}, button),

      /** @param {Entry} shown */
      show({ card, reading, isHere, isEdited }) {
        if (!changed(card, reading, isHere, isEdited)) return;
        network = card.name;
        button.setAttribute("aria-pressed", `${isHere}`);
        setText(name, card.name);
        setText(from, `${learnedFrom(card)}${isEdited ? ", without your edits" : ""}`);
        const { a, prediction = null, runnerUp = null } = reading ?? {};
        setText(answer, prediction === null ? "–" : `${prediction}`);
        setText(how, reading ? readingInWords(reading, card) : "");
        button.dataset.tone = a ? toneOfBest(a[prediction ?? 0] ?? 0, a[runnerUp ?? 0] ?? 0) : "";
        button.dataset.outputs = card.outputs;
        bars.forEach((bar, digit) => {
          bar.style.transform = `scaleY(${a?.[digit] ?? 0})`; // a height would lay the page out anew
          bar.parentElement?.parentElement?.classList.toggle("is-answer", digit === prediction);
        });
      },
    };
  }
}

/**
 * @param {State} state
 * @param {readonly Reading[]} readings
 * @param {string | null} untold  why the answer is
 */
function sentence(state, readings, untold) {
  if (isEmpty(state)) return "Draw a digit: every network reads it at once.";
  if (untold) return `${capital(untold)}: press Next until the pass comes to the answer.`;
  if (!readings.length) return "Reading…";
  const { predict: { on, agreement } } = state.hand;
  const votes = votesInWords(votesOf(readings));
  if (!on || agreement?.choice == null || agreement.about !== readOf(state.work)) return votes;
  return `${agreement.isRight ? "Right" : "Not this time"}: ${votes.charAt(0).toLowerCase()}${votes.slice(1)}`;
}
