/**
 * What one sees of a training beside its region: where it starts, how far it is, what it says of each
 * evening, how wrong it is on the way; and how many of a hundred starts learn.
 *
 * @typedef {import("../bending-the-line.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 * @typedef {ReturnType<typeof import("./training.js").createTrainer>} Trainer
 */

import { netSpan, showNet } from "../../kit/figures.js";
import { createHandle, grid } from "../../kit/handle.js";
import { createWatch, h, s, setText, setUsable } from "../../parts/dom.js";
import { count, number } from "../../words/format.js";
import { pair } from "./asks.js";
import { deep } from "./networks.js";
import { NAMES, saidOf } from "./planes.js";

const PLACES = 3;
const CURVE = { width: 300, height: 90 };
const FLAT = 0.01; // a slope: less is next to nothing
const NEAR = 0.05; // between two activations that are all but the same

/**
 * The seed, and the buttons.
 *
 * @param {Trainer} trainer
 * @returns {Figure}
 */
export const controls = (trainer) => (room, { get, set, start }) => {
  const seeds = grid(0, start.seeds - 1, 1);
  const seed = createHandle({ name: "Seed", values: () => seeds, set: (value) => set({ seed: value }) });
  const button = h("button", {
    type: "button", class: "step-button primary",
    click: () => (get().isTraining ? trainer.stop() : void trainer.train()),
  });
  room.append(h("p", { class: "bend-sum" }, "start from seed ", seed.element), h("div", { class: "row" }, button));
  return {
    sync({ state: { seed: now, isTraining } }) {
      seed.sync(now);
      setText(button, isTraining ? "Stop" : "Train");
    },
  };
};

/** @type {Figure} */
export const readings = (room, { start }) => {
  const step = h("b", {}, "0");
  const loss = h("b");
  const slope = h("b");
  const said = NAMES.map((name) => ({ name, cell: h("td") }));
  const path = s("path", { class: "bend-curve" });
  const numbers = h("div", {},
    h("p", {}, "step ", step, ` of at most ${count(start.steps)}`),
    h("p", {}, "error ", loss, ", slope ", slope),
    h("table", { class: "bend-table" }, h("tbody", {}, ...said.map(({ name, cell }) =>
      h("tr", {}, h("th", { scope: "row" }, name), cell)))));
  const curve = s("svg", { class: "bend-loss", viewBox: `0 0 ${CURVE.width} ${CURVE.height}`, role: "img", "aria-label": "The error, step by step" },
    s("path", { class: "bend-axis", d: `M0 0V${CURVE.height}H${CURVE.width}` }), path);
  room.append(numbers, curve);
  const changed = createWatch();
  return {
    sync({ state: { look, history } }) {
      room.hidden = look === null;
      if (!look || !changed(look)) return;
      setText(step, count(look.step));
      showNet(loss, look.loss, number(look.loss, PLACES));
      showNet(slope, look.slope, number(look.slope, PLACES + 1));
      said.forEach(({ cell }, k) => showNet(cell, look.said[k] ?? 0, number(look.said[k] ?? 0, PLACES)));
      const most = Math.max(...history.map((each) => each.loss));
      const across = CURVE.width / Math.max(1, history.length - 1);
      const points = history.map((each, k) => `${(k * across).toFixed(1)} ${(CURVE.height * (1 - each.loss / most)).toFixed(1)}`);
      path.setAttribute("d", `M${points.join("L")}`);
    },
  };
};

/** How it ended; where it got stuck, why. @type {Figure} */
export const ending = (room, page) => {
  const changed = createWatch();
  return {
    sync({ state: { ended, look, hidden } }) {
      room.hidden = ended === null;
      if (!ended || !look) return;
      const passes = ended.learned ? [] : saidOf(page, (x) => deep(look.net, x, "sigmoid"));
      if (!passes || !changed(ended, look)) return;
      if (ended.learned) {
        room.replaceChildren(`Learned after ${count(ended.steps)} steps: all four evenings are right.`);
        return;
      }
      const seen = passes.map(([layer]) => layer?.a ?? new Float32Array());
      const twins = twinsIn(seen, page.start.fun);
      const slope = netSpan(look.slope, number(look.slope, PLACES + 1));
      room.replaceChildren("It is stuck. ",
        ...(twins ? [`For its ${hidden} hidden neurons “${NAMES[twins[0]]}” and “${NAMES[twins[1]]}” lie in one place, ${pair(seen[twins[0]])}, though only one is fun. The output cannot tell them apart, and says `,
          netSpan(look.said[twins[0]] ?? 0), " and ", netSpan(look.said[twins[1]] ?? 0), ". "] : []),
        "The slope is ", slope, look.slope < FLAT ? ": the hill is all but flat here, and every step is tiny." : ".");
    },
  };
};

/**
 * Two evenings, one of them fun, that the hidden neurons put in one place.
 *
 * @param {readonly ArrayLike<number>[]} seen
 * @param {readonly number[]} fun
 * @returns {readonly [number, number] | null}
 */
export function twinsIn(seen, fun) {
  for (let i = 0; i < seen.length; i += 1) {
    for (let k = i + 1; k < seen.length; k += 1) {
      const isNear = Array.from(seen[i] ?? []).every((a, at) => Math.abs(a - (seen[k]?.[at] ?? 0)) < NEAR);
      if (isNear && fun[i] !== fun[k]) return [i, k];
    }
  }
  return null;
}

/**
 * How many of a hundred starts learn, counted by the server once it is asked for.
 *
 * @param {Trainer} trainer
 * @param {import("./asks.js").Facts} facts
 * @returns {Figure}
 */
export const counting = (trainer, facts) => (room, { set, start }) => {
  const rows = start.hidden.map((/** @type {number} */ hidden) => {
    const value = h("b");
    const bar = h("span", { class: "bend-bar" });
    return { hidden, value, bar, row: h("p", { class: "bend-count" }, `${hidden} hidden: `, value, h("span", { class: "bend-track" }, bar)) };
  });
  const button = h("button", {
    type: "button", class: "step-button",
    click: () => (trainer.isCounting() ? trainer.stopCounting() : void trainer.count()),
  });
  const stuck = h("button", {
    type: "button", class: "step-button",
    click() {
      const seeds = facts.counts?.find(({ hidden }) => hidden === 2)?.stuck ?? [];
      set({ seed: seeds[0] ?? 0, hidden: 2 });
      void trainer.train();
    },
  }, "Watch one that gets stuck");
  room.append(h("h3", { class: "title" }, `Of ${start.seeds} starts, this many learn it`),
    ...rows.map((/** @type {{row: HTMLElement}} */ { row }) => row), h("div", { class: "row" }, button, stuck));
  let wasTold = false;
  return {
    sync({ told, scene }) {
      if (told && !wasTold) void trainer.count();
      wasTold = told && scene === "train";
      for (const { hidden, value, bar } of rows) {
        const found = facts.counts?.find((each) => each.hidden === hidden);
        setText(value, "…");
        if (found) showNet(value, found.learned, `${found.learned} of ${found.of}`);
        bar.style.width = `${found ? (100 * found.learned) / start.seeds : 0}%`;
      }
      button.hidden = trainer.isCounted();
      setText(button, trainer.isCounting() ? "Stop counting" : "Count them");
      stuck.hidden = !trainer.isCounted();
      setUsable(stuck, !trainer.isCounting());
    },
  };
};
