/**
 * A pupil's side of a class: the page goes where the class goes, tells what matters now, and takes
 * drawings and votes to the class.
 *
 * @typedef {import("./host.js").Host} Host
 * @typedef {import("./session.js").Session} Session
 */

import { createWatch } from "../parts/dom.js";
import { padInWords, questionInWords, standingInWords } from "../words/class.js";
import { createFollowing } from "./moments.js";
import { createDrawing } from "./pupil/drawing.js";
import { createMore } from "./pupil/more.js";
import { createNow } from "./pupil/now.js";
import { forgetOwn, keepOwn } from "./pupil/own.js";
import { createStrip } from "./pupil/strip.js";
import { createVote } from "./pupil/vote.js";
import { createWay } from "./pupil/way.js";
import { addSheet } from "./sheet.js";
import { weightsAsked } from "./vote/pictures.js";

/**
 * @param {HTMLElement} button  "Class"
 * @param {Host} host
 * @param {Session} session
 * @param {object} leads
 * @param {(address: string) => void} leads.goTo  another page
 * @param {() => void} leads.steer  this device steers from now on
 * @param {() => void} leads.gone  there is no class any more
 */
export function createPupil(button, host, session, { goTo, steer, gone }) {
  addSheet("pupil");
  const page = document.documentElement;
  const padded = createWatch();
  /** @type {{vote: string, text: string} | null} */
  let put = null;
  let [isReady, isWelcomed] = [false, false];
  const way = createWay(host, session, { changed: () => changed(), refused: () => strip.nudge() });
  const drawing = createDrawing(host, session, way, () => changed(true));
  const following = createFollowing(host, session, (address) => {
    drawing.finish();
    goTo(address);
  }, { follows: way.follows, whose: drawing.whose, open: drawing.open });

  const vote = createVote((choice) => {
    const on = session.get()?.head.vote;
    if (on) void cast({ vote: on.id, round: on.round, choice });
    now.isMe();
  }, host.palette);

  /** @param {import("./session.js").Ballot} ballot */
  async function cast(ballot) {
    keepOwn({ ballot });
    await session.vote(ballot);
    if (session.get()?.back) keepOwn({ ballot: null });
  }

  const does = { handOn, leave: () => void session.leave() };
  const more = createMore(does);
  const strip = createStrip({
    more: more.open, back: way.back, swap: () => drawing.choose(!drawing.isChosen()),
  });
  const now = createNow({ vote: vote.root, news: vote.news }, { ...does, steer: accept });
  button.parentElement?.before(strip.root);
  button.closest("header")?.after(now.root);
  document.body.append(more.root);
  button.setAttribute("aria-pressed", "true");

  /** @param {boolean} [isDrawn] */
  function changed(isDrawn = false) {
    if (!isReady) return;
    if (isDrawn) now.isMe();
    following.look();
    sync();
  }

  function sync() {
    if (session.isOver()) {
      forgetOwn();
      return end(gone);
    }
    const known = session.get();
    const [head, you] = [known?.head ?? null, known?.you ?? null];
    const standing = standingInWords({
      connection: host.connection(), back: known?.back ?? false, head, follows: way.follows(),
    });
    const isOwn = drawing.whose() === "own";
    strip.sync({
      nickname: you?.nickname ?? "",
      standing,
      follows: way.follows(),
      pad: host.desk && head ? padInWords(head, drawing.isEmptied()) : "",
      digit: !host.desk || !way.follows() ? "" : drawing.isChosen() ? "The class’s digit" : isOwn || !drawing.has() ? "" : "My digit",
    });
    const task = head ? padInWords({ ...head, paused: false }) : "";
    if (padded(head?.paused, isOwn, task)) {
      page.dataset["classPaused"] = `${head?.paused ?? false}`;
      page.dataset["classPad"] = task ? "task" : drawing.whose();
      page.style.setProperty("--class-task", `"${task} here"`);
    }
    if (!known || !head || !you) return;
    if (!isWelcomed && known.back) {
      isWelcomed = true;
      if (drawing.isBack() && (you.drawing !== null || you.votes.some((choice) => choice !== null))) now.welcome(you.nickname);
    }
    more.sync(you.nickname, known.code);
    const state = host.desk?.get();
    if (state) now.follow(state, isOwn);
    now.stay(state?.hand.penDown ?? false);
    if (state?.hand.penDown) return; // nothing moves under a pen
    const on = head.vote;
    vote.sync(on, you.votes, on ? questionOf(on) : "", on && weightsAsked(on, host, head.moment.network));
    document.body.classList.toggle("class-asks", on !== null && on.phase !== "shown" && on.about === host.question(on.about)?.about);
    now.offer(you.offered);
  }

  /**
   * The page's own words, where it asks the same; they stay when it asks no longer.
   *
   * @param {import("../wire/rooms.js").Vote} on
   */
  function questionOf(on) {
    const here = host.question(on.about);
    if (here && here.about === on.about) put = { vote: on.id, text: here.text };
    return put?.vote === on.id ? put.text : questionInWords(on);
  }

  async function handOn() {
    drawing.finish();
    now.isMe();
    const answer = await session.act("hand-on");
    if (answer) session.become("pupil", answer);
  }

  async function accept() {
    const answer = await session.act("accept");
    if (answer) {
      end(() => {
        session.become("steerer", answer);
        steer();
      });
    }
  }

  /** @param {() => void} then */
  function end(then) {
    for (const stop of [...stops, following.stop, drawing.end, way.end, now.end]) stop();
    strip.root.remove();
    more.root.remove();
    for (const name of ["classPaused", "classPad"]) delete page.dataset[name];
    page.style.removeProperty("--class-task");
    document.body.classList.remove("class-asks");
    button.setAttribute("aria-pressed", "false");
    then();
  }

  const stopLooking = host.subscribe(sync);
  const stops = [session.subscribe(sync), () => typeof stopLooking === "function" && stopLooking()];
  isReady = true;
  changed();
  return { open: more.open };
}
