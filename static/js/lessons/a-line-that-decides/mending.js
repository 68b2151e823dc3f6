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
import { createList, createWatch, h, setText, setUsable } from "../../parts/dom.js";
import { casesOf, equation, pointsOf, SCORES, WEIGHTS } from "./rules.js";

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
      page.set({ points: changedAt(changedAt(pointsOf(page.get(), page.start), 2 * k, x), 2 * k + 1, y), step: 0 }),
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
    return {
      points: cases.map(({ name, at, wanted }, k) => ({
        ...at, kind: Number(wanted), text: name, words: `${name}: ${tidy(at.x)} and ${tidy(at.y)}, should be ${wanted ? "in" : "out"}`,
        isNow: k === now?.point, isWrong: wrong.includes(k), isFixed: !told,
      })),
      lines: [
        { ...line, words, isFixed: true, sides: ["out", "in"] },
        ...(now ? [{ ...before, words: "", tone: /** @type {const} */ ("ghost") }] : []),
      ],
      words: `The line ${words}. ${wrong.length} of ${cases.length} are wrong.`,
    };
  }, page);
}

/**
 * The weights as an arrow, and what the last mend added to them or took away.
 *
 * @param {(name: string, data: object) => any} answer
 * @returns {Figure}
 */
export function weightsPlane(answer) {
  return (room, page) => createPlane(room, { name: "The weights", axes: WEIGHTS }, (/** @type {Moment} */ state) => {
    const mended = mendedOf(answer, state, page.start);
    if (!mended) return null;
    const step = Math.min(state.step, mended.steps.length);
    const [before, now] = [step - 1, step].map((k) => endOf(lineAt(mended, state, k).w));
    const { name = "", wanted = 0 } = casesOf(state, page.start)[mended.steps[step - 1]?.point ?? -1] ?? {};
    const change = `${wanted ? "+" : "−"} ${page.start.rate} · ${name}`;
    const words = `w is (${tidy(now.x)}, ${tidy(now.y)})`;
    return {
      points: [],
      arrows: step ? [
        { from: NOWHERE, to: before, tone: "ghost" },
        { from: NOWHERE, to: now, tone: "now" },
        { from: before, to: now, tone: wanted ? "pos" : "neg", text: change },
      ] : [{ from: NOWHERE, to: now, tone: "now", text: "w" }],
      words: step ? `${words} after ${change}.` : `${words}.`,
    };
  }, page);
}

const rounded = (/** @type {number} */ value) => Number(value.toFixed(2));
const endOf = (/** @type {readonly [number, number]} */ [x, y]) => ({ x, y });

/**
 * The next mistake, back, to the end; and what a mend did, in words.
 *
 * @param {(name: string, data: object) => any} answer
 * @returns {Figure}
 */
export function mending(answer) {
  return (room, { get, set, start }) => {
    const step = (/** @type {number} */ by) => () => set({ step: get().step + by });
    const next = h("button", { type: "button", class: "step-button primary", click: step(1) }, "Mend the next mistake");
    const back = h("button", { type: "button", class: "step-button", click: step(-1) }, "Take it back");
    const toTheEnd = () => set({ step: mendedOf(answer, get(), start)?.steps.length ?? 0 });
    const end = h("button", { type: "button", class: "step-button", click: toTheEnd }, "To the end");
    const said = h("p", { class: "verdict", role: "status" });
    room.append(h("div", { class: "row" }, next, back, end), said);
    const changed = createWatch();

    return {
      sync({ state }) {
        const mended = mendedOf(answer, state, start);
        if (!mended || !changed(mended, state.step)) return;
        const most = mended.steps.length;
        if (state.step > most) set({ step: most }); // of a link
        setUsable(next, state.step < most);
        setUsable(end, state.step < most);
        setUsable(back, state.step > 0);
        setText(said, inWords(mended, casesOf(state, start), Math.min(state.step, most), start.rate));
      },
    };
  };
}

/**
 * @param {Mended} mended
 * @param {ReturnType<typeof casesOf>} cases
 * @param {number} step
 * @param {number} rate
 */
function inWords({ wrong, steps, done }, cases, step, rate) {
  const now = steps[step - 1];
  const point = now && cases[now.point];
  const before = steps[step - 2]?.wrong ?? wrong;
  const left = (now?.wrong ?? wrong).length;
  const fresh = now ? now.wrong.filter((k) => !before.includes(k)).map((k) => cases[k]?.name) : [];
  const [place, change, way] = point?.wanted ? ["get in", "added to", "to"] : ["stay out", "taken from", "from"];
  return [
    ...(point ? [`${point.name} should ${place}: a tenth of it is ${change} w, and ${rate} ${way} b.`] : []),
    ...(step === steps.length && done ? [`No point is wrong: it has ended after ${step} mends.`] : [`${left} ${left === 1 ? "is" : "are"} wrong now.`]),
    ...(fresh.length ? [`New: ${fresh.join(", ")}.`] : []),
    ...(step === steps.length && !done ? [`After ${step} mends it has not ended. If no line parts these points, it never ends.`] : []),
  ].join(" ");
}

/**
 * All mends so far, each of them to go back to.
 *
 * @param {(name: string, data: object) => any} answer
 * @returns {Figure}
 */
export function mends(answer) {
  return (room, { set, start }) => {
    const row = () => {
      let at = 0;
      const cells = [h("span"), h("span"), h("span")];
      const [what, line, wrong] = /** @type {[HTMLElement, HTMLElement, HTMLElement]} */ (cells);
      const element = h("button", { type: "button", class: "mend past", click: () => set({ step: at }) }, ...cells);
      return {
        element,
        /** @param {{k: number, isNow: boolean, name: string, w: readonly [number, number], b: number, n: number}} value */
        show({ k, isNow, name, w, b, n }) {
          at = k;
          element.setAttribute("aria-pressed", `${isNow}`);
          setText(what, name);
          line.replaceChildren("w = (", netSpan(w[0]), ", ", netSpan(w[1]), "), b = ", netSpan(b));
          setText(wrong, `${n} wrong`);
        },
      };
    };
    const list = createList(room, row);
    let furthest = 0;
    const changed = createWatch();

    return {
      sync({ state }) {
        const mended = mendedOf(answer, state, start);
        if (!mended || !changed(mended, state.step)) return;
        const cases = casesOf(state, start);
        furthest = Math.min(mended.steps.length, state.step === 0 ? 0 : Math.max(furthest, state.step));
        list(Array.from({ length: furthest + 1 }, (_, k) => {
          const { name = "", wanted = 0 } = cases[mended.steps[k - 1]?.point ?? -1] ?? {};
          return {
            k, isNow: k === state.step, name: k ? `${wanted ? "+" : "−"} ${name}` : "start",
            ...lineAt(mended, state, k), n: (mended.steps[k - 1]?.wrong ?? mended.wrong).length,
          };
        }));
      },
    };
  };
}
