/**
 * The choices of a vote: to choose from, raised hands for them, and what was chosen once it is shown.
 *
 * @typedef {import("../../wire/rooms.js").Vote} Vote
 */

import { h } from "../../parts/dom.js";
import { createHands } from "./hands.js";
import { barsOf } from "./words.js";

const ROUNDS = ["at first", "after talking"];

/**
 * @param {Vote} vote
 * @param {object} more
 * @param {(choice: number) => Node[]} more.pictures  of a choice
 * @param {((choice: number, n: number) => void) | null} more.count  hands; null where nobody counts them
 * @param {readonly number[]} more.hands  that were counted before
 */
export function createBallot(vote, { pictures, count, hands }) {
  const isWordy = vote.labels.some((label) => label.length > 12);
  const bars = barsOf(vote);
  const rows = vote.labels.map((label, choice) => {
    const beside = [];
    if (bars.length) beside.push(barsFor(bars[choice] ?? []));
    else if (count) {
      const counter = createHands(label, (n) => count(choice, n));
      counter.show(hands[choice] ?? 0);
      beside.push(counter.element);
    }
    return h("li", {}, h("span", { class: "vote-label" }, ...pictures(choice), label), h("span", { class: "visually-hidden" }, ": "), ...beside);
  });
  const list = h("ol", { class: "vote-choices", role: "list" }, ...rows);
  list.classList.toggle("wordy", isWordy);
  list.classList.toggle("shown", bars.length > 0);
  list.classList.toggle("counted", !bars.length && count !== null);
  const key = h("p", { class: "vote-key", "aria-hidden": "true" },
    ...ROUNDS.map((round) => h("span", { class: "vote-count" }, h("i", { class: "vote-bar" }), round)));
  return (bars[0]?.length ?? 0) > 1 ? [list, key] : [list];
}

/** @param {readonly {n: number, share: number}[]} rounds */
function barsFor(rounds) {
  if (rounds.every(({ n }) => n === 0)) return h("span", { class: "vote-count" }, "0"); // of ten digits, most
  return h("span", { class: "vote-bars" }, ...rounds.map(({ n, share }, k) => {
    const bar = h("i", { class: "vote-bar", "aria-hidden": "true", hidden: n === 0 });
    bar.style.setProperty("--share", `${share}`);
    const when = rounds.length > 1 ? h("span", { class: "visually-hidden" }, `${ROUNDS[k]}: `) : "";
    return h("span", { class: "vote-count" }, bar, when, `${n}`);
  }));
}
