/**
 * Votes, where the class is seen. What the page asks is put to the class; Next shows what it voted,
 * both times, the next Next what the page answers, as if "Show me" were pressed, and the one after
 * that goes on. Until then nothing tells how the vote stands, nor which choice is right.
 *
 * @typedef {import("../host.js").Host} Host
 * @typedef {import("../host.js").Question} Question
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../../wire/rooms.js").Vote} Vote
 */

import { createWatch, h, handOn, setText } from "../../parts/dom.js";
import { aboutAhead } from "../../words/predict.js";
import { addSheet } from "../sheet.js";
import { createBallot } from "./ballot.js";
import { picturesOf, weightsAsked } from "./pictures.js";
import { ALOUD, answerInWords, answerTo, questionInWords, stateInWords } from "./words.js";

const MOST_LETTERS = 60; // of a choice, as the server takes them

/**
 * @param {HTMLElement} room  for the buttons that begin a vote
 * @param {Host} host
 * @param {Session} session
 */
export function createVote(room, host, session) {
  addSheet("vote");
  const title = h("h2", { id: "vote-title" });
  const count = h("p", { class: "vote-state", role: "status" });
  const button = (/** @type {string} */ words, /** @type {() => void} */ click, kind = "") =>
    h("button", { type: "button", class: `choice ${kind}`, click }, words);
  const choices = h("div", {});
  const answer = h("p", { class: "vote-answer", role: "status" });
  const again = button("Talk, then vote again", () => void session.act("again"));
  const hands = button("Count hands", () => {
    counting = true;
    sync();
  });
  const away = button("Put away", () => void session.act("done"));
  const onward = button("Show the votes", () => void onNext(), "primary");
  const buttons = h("div", { class: "vote-buttons" }, again, hands, away, onward);
  const panel = h("section", { class: "vote-panel", "aria-labelledby": "vote-title", hidden: true }, title, answer, choices, count, buttons);
  const pad = host.desk && document.querySelector(".pad-side");
  (pad?.getClientRects().length ? pad : document.body).append(panel); // nobody draws on the pad meanwhile

  const put = button("Put this question to the class", () => void ask(host.question()));
  const aloud = h("span", { class: "ask-aloud", role: "group", "aria-label": "Ask aloud" }, "Ask aloud: ",
    ...ALOUD.map(({ name, kind, labels }) => button(name, () => void session.act("ask", { kind, labels, about: "" }))));
  room.append(put, aloud);

  const top = document.querySelector(".top");
  /** The question that the page asks and the class was asked, too. @type {string | null} */
  let asked = null;
  let isAsking = false; // the server has not taken it yet
  let hasAsked = false; // since this page was loaded: a vote that it finds is its question's
  /** The vote in which hands are counted, though there are phones. */
  let counting = false;
  /** The question of the last vote that this page asked, too. @type {Question | null} */
  let heard = null;
  const another = createWatch();
  const changed = createWatch();

  const isSteering = () => session.role() === "steerer" && session.get() !== null;
  const voteNow = () => session.get()?.head.vote ?? null;

  /** @param {Question | null} question */
  async function ask(question) {
    if (!question) return;
    const { kind, about, labels } = question;
    asked = about;
    isAsking = hasAsked = true;
    document.body.classList.add("votes");
    await session.act("ask", { kind, about, labels: labels.map(shortened) });
    isAsking = false;
    sync(); // where it was not taken, the page asks by itself
  }

  /** What Next does while a vote is on; false where there is none. */
  function onNext() {
    const vote = voteNow();
    if (isAsking) return true; // pressed twice: the answer would be there before the vote
    if (!vote || !isSteering()) return false;
    if (vote.phase !== "shown") {
      void session.act("reveal");
      return true;
    }
    if (host.question(vote.about)?.about === vote.about) {
      host.tell(vote.about);
      sync();
      return true;
    }
    void session.act("done");
    return answerOf(vote) === null; // what was spoken only is put away; after an answer Next goes on, too
  }

  /** @param {Vote} vote */
  function answerOf(vote) {
    return host.desk ? answerTo(vote, host.desk.get()) : (host.answer?.(vote.about) ?? null);
  }

  function sync() {
    const known = session.get();
    const vote = voteNow();
    let question = host.question(vote?.about);
    // The page was loaded again, or read anew: it asks what the class was asked.
    if (!question && isSteering() && host.desk && vote?.about && aboutAhead(host.desk.get()) === vote.about) {
      asked = vote.about;
      host.desk.dispatch({ type: "next" });
      question = host.question(vote.about);
    }
    if (question && question.about === vote?.about) heard = question;
    if (!question) asked = null;
    else if (!hasAsked && question.about === vote?.about) asked = question.about;
    const isNew = question?.about !== asked && known?.back === true;
    if (question && isNew && isSteering() && question.kind !== "lesson") void ask(question);
    const isPut = vote !== null && question?.about === vote.about;
    put.hidden = question?.kind !== "lesson" || isPut;
    document.body.classList.toggle("votes", isPut || isAsking);
    panel.hidden = vote === null;
    if (!known || !vote) return;
    panel.style.setProperty("--top", `${Math.max(0, top?.getBoundingClientRect().bottom ?? 0)}px`);
    if (another(vote.id)) counting = false;
    const canCount = isSteering() && vote.phase !== "shown";
    const counts = canCount && (counting || known.head.pupils === 0);
    setText(title, questionInWords(vote, heard));
    setText(count, stateInWords(known.head, vote));
    const right = vote.phase === "shown" ? answerOf(vote) : null;
    setText(answer, right === null ? "" : answerInWords(vote, right));
    const W = weightsAsked(vote, host, known.head.moment.network);
    if (changed(vote.id, vote.round, vote.phase, vote.phase === "shown" && `${vote.counts}`, counts, W, host.palette())) {
      handOn(choices, () => choices.replaceChildren(...createBallot(vote, {
        pictures: (choice) => picturesOf(vote.labels[choice] ?? "", W, host.palette()),
        count: counts ? (choice, n) => void session.act("hands", { choice, n }) : null,
        hands: known.hands?.[vote.round - 1] ?? [],
      })), () => onward);
    }
    buttons.hidden = !isSteering();
    again.hidden = vote.round === 2;
    hands.hidden = !canCount || counts;
    away.hidden = vote.phase === "shown" && !isPut;
    setText(away, vote.phase === "shown" ? "Put away" : "Call it off");
    setText(onward, vote.phase !== "shown" ? "Show the votes" : isPut ? "Show the answer" : "Put away");
    panel.classList.toggle("shown", vote.phase === "shown");
  }

  host.beforeNext(onNext);
  const stops = [host.subscribe(sync), session.subscribe(sync)];
  sync();
  return {
    end() {
      for (const stop of stops) if (typeof stop === "function") stop();
      host.beforeNext(() => false);
      document.body.classList.remove("votes");
      panel.remove();
    },
  };
}

/** @param {string} label */
function shortened(label) {
  return label.length > MOST_LETTERS ? `${label.slice(0, MOST_LETTERS - 1)}…` : label;
}
