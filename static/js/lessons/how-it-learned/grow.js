/**
 * `classic` at a checkpoint: how well it reads our digits, and what it says of one.
 *
 * @typedef {import("../how-it-learned.js").State} State
 * @typedef {import("./facts.js").Facts} Facts
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 */

import { drawGrey } from "../../draw/grid.js";
import { netSpan, showNet } from "../../kit/figures.js";
import { createPlot } from "../../kit/plot.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { pixelCanvas } from "../../parts/pixel-canvas.js";
import { strongest } from "../../state/selectors.js";
import { count, number, percent } from "../../words/format.js";
import { aDigit } from "./facts.js";

const DIGITS = 10;

/** Which checkpoint: from random to trained. @param {Facts} facts @returns {Figure} */
export const slider = (facts) => (room, { set }) => {
  const range = h("input", {
    type: "range", class: "slide", min: "0", max: "15", step: "1", "aria-label": "Step of training",
    input: () => set({ k: Number(range.value) }),
  });
  room.append(h("span", { "aria-hidden": "true" }, "random"), range, h("span", { "aria-hidden": "true" }, "trained"));
  const changed = createWatch();
  return {
    sync({ state: { k } }) {
      const [stage, whole] = [facts.stage(k), facts.growth()];
      if (!changed(k, stage, whole)) return;
      if (whole) range.max = `${whole.n - 1}`;
      range.value = `${k}`;
      range.setAttribute("aria-valuetext", stage ? `step ${count(stage.step)}` : `stop ${k + 1}`);
    },
  };
};

/** Step, accuracy, loss. @param {Facts} facts @returns {Figure} */
export const score = (facts) => (room) => {
  const changed = createWatch();
  return {
    sync({ state: { k } }) {
      const [stage, whole] = [facts.stage(k), facts.growth()];
      if (!stage || !whole || !changed(stage, whole)) return;
      const { step, right, loss } = stage;
      room.replaceChildren("Step ", netSpan(step, count(step)), `: it reads `, netSpan(right, `${right}`), ` of ${whole.of} digits of ours right (${percent(right / whole.of)}). Loss: `, netSpan(loss, number(loss)), ".");
    },
  };
};

/**
 * A curve over all checkpoints, evenly spaced in the logarithm of the steps.
 *
 * @param {Facts} facts
 * @param {"right" | "loss"} what
 * @returns {Figure}
 */
export const course = (facts, what) => (room, page) => createPlot(room, page, ({ state: { k }, palette }) => {
  const whole = facts.growth();
  if (!whole) return null;
  const all = whole.stages.map((stage) => (what === "right" ? stage.right / whole.of : stage.loss));
  const top = what === "right" ? 1 : Math.max(...all);
  const y = all[k] ?? 0;
  return {
    curves: [{ x: all.map((_, j) => j), y: all, colour: what === "right" ? palette.pos : palette.neg }],
    span: [0, all.length - 1], range: [0, top], now: [{ x: k, y }], ends: ["start", "end"],
    levels: [{ y: top, text: what === "right" ? "right: 100 %" : `loss: ${number(top, 1)}` }], plumb: { x: 0, text: "" }, made: [whole, k],
    words: what === "right" ? `Right at this step: ${percent(y)}.` : `Loss at this step: ${number(y)}.`,
  };
});

/** The digit that is read. @param {Facts} facts @returns {Figure} */
export const picture = (facts) => (room) => {
  const ctx = pixelCanvas();
  room.append(ctx.canvas);
  const changed = createWatch();
  return {
    sync({ state, palette }) {
      const found = facts.reads(state);
      if (found && changed(found, palette)) drawGrey(ctx, found.pixels, palette);
    },
  };
};

/** Its ten outputs for that digit, at that step. @param {Facts} facts @returns {Figure} */
export const outputs = (facts) => (room) => {
  const rows = Array.from({ length: DIGITS }, (_, digit) => {
    const [bar, figure] = [h("i", { class: "output-bar" }), h("td")];
    const element = h("tr", {}, h("th", { scope: "row" }, `${digit}`), h("td", { class: "grow-track" }, h("span", { class: "output-track" }, bar)), figure);
    return { bar, figure, element };
  });
  const words = h("p", { class: "reading", role: "status" });
  room.append(h("table", { class: "figures grow-outputs" }, h("caption", { class: "visually-hidden" }, "What it says of this digit"), h("tbody", {}, ...rows.map(({ element }) => element))), words);
  const changed = createWatch();
  return {
    sync({ state }) {
      const found = facts.reads(state);
      if (!found || !changed(found, state.k)) return;
      const a = found.outputs.subarray(DIGITS * state.k, DIGITS * (state.k + 1));
      const answer = strongest(a);
      rows.forEach(({ bar, figure, element }, digit) => {
        bar.style.transform = `scaleX(${a[digit] ?? 0})`;
        showNet(figure, a[digit] ?? 0, number(a[digit] ?? 0));
        element.classList.toggle("answer", digit === answer);
      });
      setText(words, `It reads ${aDigit(answer)}.`);
    },
  };
};
