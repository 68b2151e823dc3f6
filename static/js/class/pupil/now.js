/**
 * What matters now, below the header: a question; who this is, where a device comes back; and, on a
 * phone, where the class is and the pupil's own number. Empty, it takes no room.
 *
 * @typedef {import("../../state/state.js").State} State
 */

import { stored } from "../../page/memory.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { numberInWords, stepTitle } from "../../words/class.js";
import { sentenceOf } from "../../words/words.js";

const folded = stored("forward-pass-class-stage");

/**
 * @param {object} parts
 * @param {HTMLElement} parts.vote
 * @param {HTMLElement} parts.news
 * @param {object} does
 * @param {() => void} does.steer
 * @param {() => void} does.handOn
 */
export function createNow({ vote, news }, { steer, handOn }) {
  const again = h("span", {});
  const back = notice([again], [
    ["That is me", () => (back.hidden = true)],
    ["New pupil", handOn],
  ]);
  let isDeclined = false;
  const offer = notice(["Your teacher hands the class to you. Steer it from this device?"], [
    ["Steer the class", steer],
    ["Not now", () => {
      isDeclined = true;
      offer.hidden = true;
    }],
  ]);
  offer.setAttribute("role", "alert");
  const title = h("strong", {});
  const sentence = h("span", {});
  const number = h("span", { class: "class-number" });
  const toggle = h("button", { type: "button", class: "class-action class-quiet", click: () => fold(!isFolded()) });
  const step = h("div", { class: "class-step", hidden: true }, h("p", {}, title, " ", sentence, " ", number), toggle);
  const root = h("section", { class: "class-now", "aria-label": "Now in class" }, back, offer, vote, step, news);
  const page = document.documentElement;
  const changed = createWatch();

  const isFolded = () => page.dataset["classStage"] === "folded";

  /** @param {boolean} fold */
  function fold(fold) {
    page.dataset["classStage"] = fold ? "folded" : "shown";
    folded.keep(fold ? "" : "shown");
    setText(toggle, fold ? "Show the stage" : "Hide the stage");
    toggle.setAttribute("aria-expanded", `${!fold}`);
  }

  return {
    root,

    /** A device comes back as this pupil. @param {string} nickname */
    welcome(nickname) {
      setText(again, `You are ${nickname} again. Is that not you?`);
      back.hidden = false;
    },

    /** Whoever draws or votes is that pupil. */
    isMe() {
      back.hidden = true;
    },

    /** @param {boolean} isOffered */
    offer(isOffered) {
      if (!isOffered) isDeclined = false;
      offer.hidden = !isOffered || isDeclined;
    },

    /**
     * @param {State} state  of a page with a stage
     * @param {boolean} isOwn  the digit on the pad is the pupil's
     */
    follow(state, isOwn) {
      if (step.hidden) {
        step.hidden = false;
        fold(folded.recall() !== "shown");
      }
      if (!changed(state.place, state.work, state.answers.trace, isOwn)) return;
      setText(title, `${stepTitle(state, isOwn)}.`);
      setText(sentence, sentenceOf(state));
      setText(number, numberInWords(state, isOwn));
    },

    /** It stays as high as it is while the pen is down. @param {boolean} isDown */
    stay(isDown) {
      if (isDown === (root.style.height !== "")) return;
      root.style.height = isDown ? `${root.offsetHeight}px` : "";
    },

    end() {
      root.remove();
      delete page.dataset["classStage"];
    },
  };
}

/**
 * @param {readonly (Node | string)[]} words
 * @param {readonly (readonly [label: string, press: () => void])[]} choices
 */
function notice(words, choices) {
  return h("div", { class: "class-notice", hidden: true }, h("p", {}, ...words),
    ...choices.map(([label, click]) => h("button", { type: "button", class: "class-action", click }, label)));
}
