/**
 * Runs, seen: digits with the labels they were given, training against new digits, and the numbers
 * at a step.
 *
 * @typedef {import("../keeping-it-honest.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 * @typedef {import("./facts.js").Facts} Facts
 * @typedef {import("./facts.js").Run} Run
 */

import { drawGrey } from "../../draw/grid.js";
import { PIXELS } from "../../digit-image.js";
import { showNet } from "../../kit/figures.js";
import { createHandle } from "../../kit/handle.js";
import { createPlot } from "../../kit/plot.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { pixelCanvas } from "../../parts/pixel-canvas.js";
import { count } from "../../words/format.js";
import { heldBy, settingsOf } from "./facts.js";

/** The number of the look at a step, or of the last one before it. @param {Run} run @param {number} step */
export function lookAt({ steps }, step) {
  return Math.max(0, steps.findLastIndex((each) => each <= step));
}

/** Where a run reads most of the digits that are chosen by, for the first time. @param {Run} run */
export function bestOf({ checked }) {
  return checked.indexOf(Math.max(...checked));
}

/** Digits, and below each the label that it was given. @param {Facts} facts @returns {Figure} */
export const pile = (facts) => (room) => {
  const tiles = h("ul", { class: "honest-pile" });
  room.append(tiles);
  const changed = createWatch();
  return {
    sync({ state, palette, scene, told }) {
      const [setting] = settingsOf(state);
      const found = setting ? facts.pile(setting) : null;
      const isMarked = told && scene === "early";
      if (!found || !changed(found, palette, isMarked)) return;
      tiles.replaceChildren(...found.labels.map((label, k) => {
        const ctx = pixelCanvas();
        const pixels = Float32Array.from(found.images.subarray(k * PIXELS, (k + 1) * PIXELS), (byte) => byte / 255);
        drawGrey(ctx, pixels, palette);
        return h("li", {}, ctx.canvas, h("span", {}, isMarked && label !== found.true[k] ? `“${label}” ✗` : `“${label}”`));
      }));
    },
  };
};

/**
 * Training against new digits, step by step.
 *
 * @param {Facts} facts
 * @param {(state: State & {scene: string}) => import("./facts.js").Setting} settingOf
 * @param {(step: number) => void} [move]  the stop is dragged
 * @returns {Figure}
 */
export const curves = (facts, settingOf, move) => (room, page) => {
  const { learned, new: fresh, steps } = page.start;
  const parts = (/** @type {readonly number[]} */ all, /** @type {number} */ of) => all.map((each) => each / of);
  return createPlot(room, page, ({ state, palette }) => {
    const run = facts.run(settingOf(state));
    if (!run) return null;
    const last = lookAt(run, steps);
    return {
      curves: [
        { x: run.steps, y: parts(run.learned, learned), colour: palette.ink, dash: [6, 4] },
        { x: run.steps, y: parts(run.checked, fresh), colour: palette.pos },
      ],
      span: [0, steps], range: [0, 1], now: [],
      levels: [{ y: 0.1, text: "" }],
      plumb: move ? { x: state.stop, text: "stop" } : { x: 0, text: "" },
      made: [run, move ? state.stop : 0],
      words: `Over ${count(steps)} steps. Dashed, digits that it learns: ${run.learned[last]} of ${learned} at the end. In blue, new ones: ${run.checked[last]} of ${fresh}.`,
    };
  }, move && ((x) => move(x)));
};

/** How far a run has come, in numbers. @param {Facts} facts @returns {Figure} */
export const outcome = (facts) => (room, { start }) => {
  const [learned, fresh, step, made] = [h("span"), h("span"), h("span"), h("span")];
  room.append("After ", step, " steps it says the label that it was given of ", learned,
    ` of ${start.learned} digits, and reads `, fresh, ` of ${start.new} new ones right. `, made);
  return {
    sync({ state }) {
      const [setting] = settingsOf(state);
      const run = setting && facts.run(setting);
      room.hidden = !run;
      if (!setting || !run) return;
      const last = lookAt(run, start.steps);
      setText(step, count(run.steps[last] ?? 0));
      showNet(learned, run.learned[last] ?? 0, `${run.learned[last]}`);
      showNet(fresh, run.new[last] ?? 0, `${run.new[last]}`);
      setText(made, facts.isLive(setting) ? "(Trained just now.)" : "");
    },
  };
};

/** Where it is stopped, for keys. @type {Figure} */
export const stop = (room, { set, start }) => {
  const values = Array.from({ length: start.steps / 20 + 1 }, (_, k) => 20 * k);
  const handle = createHandle({
    name: "Stop after step", values: () => values, write: (step) => count(step),
    set: (step) => set({ stop: Math.min(start.steps, Math.max(0, Math.round(step))) }),
  });
  room.append(h("span", {}, "Stop after step"), handle.element);
  return { sync: ({ state }) => handle.sync(state.stop) };
};

/** The run where it is stopped, beside its end. @param {Facts} facts @returns {Figure} */
export const stopped = (facts) => (room, { start }) => {
  const rows = /** @type {const} */ ([
    ["learned", `right of the ${start.learned} it learns`], ["repeated", `wrong labels it says, of ${start.wrong}`],
    ["checked", `right of ${start.new} to choose by`], ["new", `right of ${start.new} new ones`],
  ]).map(([name, words]) => {
    const [here, end] = [h("td"), h("td")];
    return { name, here, end, element: h("tr", {}, h("th", { scope: "row" }, words), here, end) };
  });
  const [head, last] = [h("th", { scope: "col" }), h("th", { scope: "col" })];
  room.append(h("table", { class: "figures" },
    h("thead", {}, h("tr", {}, h("th"), head, last)),
    h("tbody", {}, ...rows.map(({ element }) => element))));
  return {
    sync({ state }) {
      const run = facts.run(heldBy("none", state.seed));
      if (!run) return;
      const [here, end] = [lookAt(run, state.stop), lookAt(run, start.steps)];
      setText(head, `at step ${count(run.steps[here] ?? 0)}`);
      setText(last, run.steps[end] === start.steps ? "at the end" : `so far, at ${count(run.steps[end] ?? 0)}`);
      for (const row of rows) {
        showNet(row.here, run[row.name][here] ?? 0, `${run[row.name][here]}`);
        showNet(row.end, run[row.name][end] ?? 0, `${run[row.name][end]}`);
      }
    },
  };
};
