/**
 * The perceptron rule, mistake by mistake: what each mend adds to the weights or takes away, what it
 * does to the line, and which points are wrong then.
 *
 * @typedef {import("../a-line-that-decides.js").State} State
 * @typedef {import("./rules.js").Moment} Moment
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 *
 * @typedef {object} Mended
 * @property {readonly number[]} wrong  at the start
 * @property {readonly {point: number, weights: [number, number], bias: number, wrong: readonly number[]}[]} steps
 * @property {boolean} done  no point is wrong in the end
 */

import { changedAt } from "../../changed.js";
import { netSpan, tidy } from "../../kit/figures.js";
import { createPlane } from "../../kit/plane.js";
import { createWatch, h, setText, setUsable } from "../../parts/dom.js";
import { casesOf, equation, SCORES } from "./rules.js";

const NOWHERE = { x: 0, y: 0 };

/**
 * All that the rule does from the start of the scene, or null until it is there.
 *
 * @param {(name: string, data: object) => any} answer
 * @param {Moment} state
 * @param {any} start
 * @returns {Mended | null}
 */
export function mendedOf(answer, state, start) {
  const { w: [first = 0, second = 0], b } = state;
  const cases = casesOf({ ...state, scene: "rule" }, start).map(({ at, wanted }) => ({ x: [at.x, at.y], fires: wanted ?? 0 }));
  return cases.length ? answer("learn", { cases, weights: [first, second], bias: b }) : null;
}

/**
 * The line after so many mends.
 *
 * @param {Mended} mended
 * @param {State} state
 * @param {number} step
 */
function lineAt({ steps }, { w: [first = 0, second = 0], b }, step) {
  const found = steps[step - 1];
  return { w: found?.weights ?? /** @type {const} */ ([first, second]), b: found?.bias ?? b };
}

/**
 * @param {(name: string, data: object) => any} answer
 * @returns {Figure}
 */
export function mendingPlane(answer) {
  return (room, page) => createPlane(room, {
    name: "Twelve applicants, and the line that is mended",
    axes: SCORES,
    movePoint: (k, { x, y }) =>
      page.set({ points: changedAt(changedAt(page.get().points, 2 * k, x), 2 * k + 1, y), step: 0 }),
  }, (/** @type {Moment} */ state, { told }) => {
    const mended = mendedOf(answer, state, page.start);
    if (!mended) return null;
    const step = Math.min(state.step, mended.steps.length);
    const now = mended.steps[step - 1];
    const cases = casesOf(state, page.start);
    const wrong = now?.wrong ?? mended.wrong;
    const line = lineAt(mended, state, step);
    const before = lineAt(mended, state, step - 1);
    const words = equation(line.w.map(rounded), rounded(line.b));
    const point = now && cases[now.point];
    return {
      points: cases.map(({ name, at, wanted }, k) => ({
        ...at, kind: Number(wanted), text: name, words: `${name}: ${tidy(at.x)} and ${tidy(at.y)}, should be ${wanted ? "in" : "out"}`,
        isNow: k === now?.point, isWrong: wrong.includes(k), isFixed: !told,
      })),
      lines: [
        { ...line, words, isFixed: true, sides: ["out", "in"] },
        ...(now ? [{ ...before, words: "", tone: /** @type {const} */ ("ghost") }] : []),
      ],
      arrows: point ? [
        { from: NOWHERE, to: endOf(before.w), tone: "soft" },
        { from: endOf(before.w), to: endOf(line.w), tone: point.wanted ? "pos" : "neg", text: `${point.wanted ? "+" : "−"} ${page.start.rate} · ${point.name}` },
        { from: NOWHERE, to: endOf(line.w), tone: "now" },
      ] : [{ from: NOWHERE, to: endOf(line.w), tone: "now", text: "w" }],
      words: `The line ${words}. ${wrong.length} of ${cases.length} are wrong.`,
    };
  }, page);
}

const rounded = (/** @type {number} */ value) => Number(value.toFixed(2));
const endOf = (/** @type {readonly [number, number]} */ [x, y]) => ({ x, y });

/**
 * Next mistake, Back, to the end; and what was done so far, each of it to go back to.
 *
 * @param {(name: string, data: object) => any} answer
 * @returns {Figure}
 */
export function mending(answer) {
  return (room, { get, set, start }) => {
    const go = (/** @type {number} */ step) => () => set({ step });
    const next = h("button", { type: "button", class: "step-button primary", click: () => set({ step: get().step + 1 }) }, "Mend the next mistake");
    const back = h("button", { type: "button", class: "step-button", click: () => set({ step: Math.max(0, get().step - 1) }) }, "Take it back");
    const end = h("button", { type: "button", class: "step-button", click: () => {
      const mended = mendedOf(answer, get(), start);
      if (mended) set({ step: mended.steps.length });
    } }, "To the end");
    const said = h("p", { class: "verdict", role: "status" });
    const list = h("div", { class: "mends", role: "group", "aria-label": "Mends so far" });
    room.append(h("div", { class: "row" }, next, back, end), said, list);
    const changed = createWatch();

    /**
     * @param {Mended} mended
     * @param {State} state
     * @param {number} k
     * @param {string} name
     */
    function row(mended, state, k, name) {
      const { w, b } = lineAt(mended, state, k);
      const wrong = (mended.steps[k - 1]?.wrong ?? mended.wrong).length;
      return h("button", { type: "button", class: "mend", click: go(k) },
        h("span", {}, name),
        h("span", {}, "w = (", netSpan(w[0]), ", ", netSpan(w[1]), "), b = ", netSpan(b)),
        h("span", {}, `${wrong} wrong`));
    }

    return {
      sync({ state }) {
        const mended = mendedOf(answer, state, start);
        if (!mended || !changed(mended, state.step)) return;
        const cases = casesOf({ ...state, scene: "rule" }, start);
        const step = Math.min(state.step, mended.steps.length);
        setUsable(next, step < mended.steps.length);
        setUsable(end, step < mended.steps.length);
        setUsable(back, step > 0);
        setText(said, inWords(mended, cases, step));
        const rows = Array.from({ length: step + 1 }, (_, k) => {
          const { name = "", wanted = 0 } = cases[mended.steps[k - 1]?.point ?? -1] ?? {};
          return row(mended, state, k, k ? `${wanted ? "+" : "−"} ${name}` : "start");
        });
        list.replaceChildren(...rows);
        rows.at(-1)?.setAttribute("aria-current", "step");
      },
    };

    /**
     * @param {Mended} mended
     * @param {ReturnType<typeof casesOf>} cases
     * @param {number} step
     */
    function inWords({ wrong, steps, done }, cases, step) {
      const now = steps[step - 1];
      const point = now && cases[now.point];
      const left = (now?.wrong ?? wrong).length;
      const first = point
        ? `${point.name} ${point.wanted ? "should get in: a tenth of it is added to w" : "should stay out: a tenth of it is taken from w"}, and ${start.rate} ${point.wanted ? "to" : "from"} b. `
        : "";
      const before = step > 1 ? steps[step - 2]?.wrong ?? [] : wrong;
      const fresh = now ? now.wrong.filter((k) => !before.includes(k)).map((k) => cases[k]?.name) : [];
      const more = fresh.length ? ` New: ${fresh.join(", ")}.` : "";
      if (step === steps.length && done) return `${first}No point is wrong: it has ended after ${steps.length} mends.`;
      if (step === steps.length) return `${first}${left} are wrong after ${steps.length} mends. If no line parts these points, it never ends.`;
      return `${first}${left} ${left === 1 ? "is" : "are"} wrong now.${more}`;
    }
  };
}
