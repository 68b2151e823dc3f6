/**
 * The question of a vote, with large buttons: one press votes, and another one changes it.
 *
 * @typedef {import("../../wire/rooms.js").Vote} Vote
 * @typedef {import("../../wire/rooms.js").Votes} Votes
 */

import { createWatch, h, handOn, setText, setUsable } from "../../parts/dom.js";
import { choiceInWords, voteNews } from "../../words/class.js";
import { picturesOf } from "../vote/pictures.js";

/**
 * @param {(choice: number) => void} choose
 * @param {() => import("../../scene/colour.js").Palette} palette
 */
export function createVote(choose, palette) {
  const title = h("h2", { class: "class-question", id: "class-question", tabindex: "-1" });
  const said = h("p", { class: "class-said", role: "status" });
  const answers = h("div", { class: "class-answers", role: "group", "aria-labelledby": "class-question" });
  const counts = h("ul", { class: "class-answers class-counts", "aria-labelledby": "class-question" });
  const colours = h("p", { class: "hint class-colours", hidden: true }, "Blue: ink here pushes the neuron up. Red: down.");
  const news = h("p", { class: "visually-hidden", role: "status" });
  const root = h("div", { class: "class-vote", hidden: true }, title, answers, colours, counts, said);
  const changed = createWatch();
  const labelled = createWatch();
  const counted = createWatch();
  const turned = createWatch();
  /** @type {readonly HTMLButtonElement[]} */
  let buttons = [];

  return {
    root,
    news,

    /**
     * @param {Vote | null} vote
     * @param {Votes} votes
     * @param {string} question
     * @param {Float32Array | null} W  of the neurons that it is about
     */
    sync(vote, votes, question, W) {
      const inks = W && palette();
      if (!changed(vote, question, W, inks, ...votes)) return;
      root.hidden = vote === null;
      setText(news, voteNews(vote, question));
      if (turned(vote?.id, vote?.round, vote?.phase) && vote) root.scrollIntoView({ block: "nearest" });
      if (!vote) return;
      const { labels, round, phase } = vote;
      root.dataset["phase"] = phase;
      setText(title, question);
      colours.hidden = W === null || phase === "shown";
      setText(said, choiceInWords(vote, votes));
      if (labelled(vote.id, labels.join("\n"), W, inks)) {
        buttons = labels.map((label, choice) =>
          h("button", { type: "button", class: "choice", click: () => choose(choice) },
            ...(inks ? picturesOf(label, W, inks) : []), label));
        for (const each of [answers, counts]) {
          each.classList.toggle("class-digits", labels.length > 5 && labels.every((label) => label.length === 1));
        }
        answers.replaceChildren(...buttons);
      }
      buttons.forEach((button, choice) => {
        button.setAttribute("aria-pressed", `${votes[round - 1] === choice}`);
        setUsable(button, phase === "open");
      });
      if (!counted(phase, vote.counts)) return;
      handOn(root, () => {
        const shown = phase === "shown" ? vote.counts : null;
        const most = Math.max(1, ...(shown ?? []).flat());
        answers.hidden = shown !== null;
        counts.hidden = shown === null;
        counts.replaceChildren(...(shown ? labels.map((label, choice) =>
          countsOf(label, shown.map((round) => round[choice] ?? 0), most)) : []));
      }, () => title);
    },
  };
}

/**
 * What one answer got, in the place where its button was.
 *
 * @param {string} label
 * @param {readonly number[]} of  each round
 * @param {number} most
 */
function countsOf(label, of, most) {
  return h("li", {}, h("b", {}, label), h("span", { class: "visually-hidden" }, `: ${of.join(" first, then ")}`),
    ...of.map((n) => {
      const bar = h("i", { class: "class-share" });
      bar.style.width = `${(100 * n) / most}%`;
      return h("span", { class: "class-n", "aria-hidden": "true" }, h("i", { class: "class-rail" }, bar), `${n}`);
    }));
}
