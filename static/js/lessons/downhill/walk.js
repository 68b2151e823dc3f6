/**
 * Steps downhill: as many as are pressed, and every press stays in the history.
 *
 * @typedef {import("../downhill.js").State} State
 */

import { netSpan, tidy } from "../../kit/figures.js";
import { createWatch, h, setUsable } from "../../parts/dom.js";
import { count } from "../../words/format.js";
import { begunAgain } from "./course.js";
import { errorInWords, wayOf } from "./ground.js";

const LONGEST = 30; // presses that the history keeps

/**
 * @param {readonly number[]} presses  how many steps each button takes
 * @returns {import("../../kit/lesson.js").Figure<State>}
 */
export function walk(presses) {
  return (room, { get, set, ask, start }) => {
    const buttons = presses.map((n) => h("button", {
      type: "button", class: "step-button", click: () => void go(n),
    }, n === 1 ? "One step" : `${count(n)} steps`));
    const again = h("button", { type: "button", class: "step-button", click: () => set(begunAgain(get(), start)) }, "Back to the start");
    room.classList.add("row");
    room.append(...buttons, again);
    const wait = (/** @type {boolean} */ waits) => buttons.forEach((button) => setUsable(button, !waits));

    /** @param {number} n */
    async function go(n) {
      wait(true);
      const before = get();
      const rate = start.rates[before.rate];
      const name = n > start.few ? "roll" : "step";
      const found = await ask(name, wayOf(before, start, before.ball, rate, n)).catch(() => null);
      wait(false);
      const now = get();
      if (!found || now.scene !== before.scene || now.ball !== before.ball || now.rate !== before.rate) return;
      const taken = now.trail.at(-1)?.steps ?? 0;
      const places = Array.from(found.totals, (total, k) => ({
        steps: taken + found.at[k], total, weights: [...found.weights.slice(2 * k, 2 * k + 2)],
      }));
      const last = places.at(-1);
      if (!last) return;
      set({
        ball: last.weights, trail: [...now.trail, ...places.slice(now.trail.length ? 1 : 0)],
        walked: [...now.walked, { ...last, rate }].slice(-LONGEST),
      });
    }

    return { sync() {} };
  };
}

/**
 * What came of each press, the newest first.
 *
 * @type {import("../../kit/lesson.js").Figure<State>}
 */
export function history(room) {
  const rows = h("tbody", {});
  const heads = ["rate", "steps", "E", "w₁", "w₂"].map((text) => h("th", { scope: "col" }, text));
  room.append(h("table", { class: "figures walked" }, h("thead", {}, h("tr", {}, ...heads)), rows));
  const changed = createWatch();
  return {
    sync({ state: { walked } }) {
      room.hidden = walked.length === 0;
      if (!changed(walked)) return;
      rows.replaceChildren(...[...walked].reverse().map(({ rate, steps, total, weights }) => h("tr", {},
        h("td", {}, tidy(rate, 3)), h("td", {}, count(steps)),
        h("td", {}, netSpan(total, errorInWords(total))), ...weights.map((weight) => h("td", {}, netSpan(weight))))));
    },
  };
}
