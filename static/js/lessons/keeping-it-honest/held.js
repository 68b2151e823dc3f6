/**
 * The same start held by nothing, L2, L1 and dropout: numbers, and weight grids side by side.
 *
 * @typedef {import("../keeping-it-honest.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 * @typedef {import("./facts.js").Facts} Facts
 * @typedef {import("./facts.js").Rule} Rule
 */

import { netSpan } from "../../kit/figures.js";
import { createTiles, rowsOf } from "../../kit/tiles.js";
import { createWatch, h } from "../../parts/dom.js";
import { count, number } from "../../words/format.js";
import { heldBy, RULES, weightsOf } from "./facts.js";
import { bestOf, lookAt } from "./runs.js";

const EACH = 8; // grids of a run
const NAMES = /** @type {Rule[]} */ (Object.keys(RULES));

/**
 * What each came to; stopping early is the first run, at its best look.
 *
 * @param {Facts} facts
 * @returns {Figure}
 */
export const compared = (facts) => (room, { start }) => {
  const body = h("tbody");
  room.append(h("table", { class: "figures honest-held" },
    h("thead", {}, h("tr", {}, ...["held by", `labels said, of ${start.learned}`, `wrong ones, of ${start.wrong}`, `new digits, of ${start.new}`, "weights that are 0", "size of a weight"].map((words) => h("th", { scope: "col" }, words)))),
    body));
  const changed = createWatch();

  return {
    sync({ state }) {
      const free = facts.run(heldBy("none", state.seed));
      const runs = NAMES.map((rule) => facts.runSoFar(heldBy(rule, state.seed)));
      if (!free || !changed(state.rule, ...runs)) return;
      const rows = NAMES.map((rule, k) => {
        const run = runs[k];
        const last = run ? lookAt(run, start.steps) : 0;
        return row(RULES[rule], rule === state.rule, run && [
          run.learned[last] ?? 0, run.repeated[last] ?? 0, run.new[last] ?? 0, run.zeros, run.size,
        ]);
      });
      const best = bestOf(free);
      const early = row(`stopping at ${free.steps[best]}`, false, [free.learned[best] ?? 0, free.repeated[best] ?? 0, free.new[best] ?? 0]);
      body.replaceChildren(...rows, early);
    },
  };
};

/**
 * @param {string} name
 * @param {boolean} isChosen
 * @param {readonly number[] | null} numbers  null until they are there
 */
function row(name, isChosen, numbers) {
  const cells = numbers ? numbers.map((each, k) => h("td", {}, netSpan(each, k === 4 ? number(each, 3) : count(each)))) : [];
  return h("tr", isChosen ? { class: "answer" } : {}, h("th", { scope: "row" }, name), ...cells);
}

/**
 * The first grids of each run, all on the smallest run's scale.
 *
 * @param {Facts} facts
 * @returns {Figure}
 */
export const grids = (facts) => (room, { get }) => {
  /** @type {{made: readonly unknown[], walls: Map<Rule, import("../../kit/tiles.js").Wall>}} */
  let shown = { made: [], walls: new Map() };

  /** @param {Rule} rule */
  function wallOf(rule) {
    const runs = NAMES.map((each) => facts.run(heldBy(each, get().seed)));
    if (runs.some((run) => !run?.grids.length)) return null;
    if (runs.some((run, k) => run !== shown.made[k])) {
      const end = Math.min(...runs.map((run) => run?.largest ?? 1));
      shown = {
        made: runs,
        walls: new Map(NAMES.map((each, k) => {
          const run = /** @type {import("./facts.js").Run} */ (runs[k]);
          return [each, { grids: rowsOf(weightsOf(run)).slice(0, EACH), end, beyond: run.largest > end, chosen: null }];
        })),
      };
    }
    return shown.walls.get(rule) ?? null;
  }

  const parts = NAMES.map((rule, k) => {
    const part = h("div", { class: "honest-grids" }, h("h3", {}, RULES[rule]));
    room.append(part);
    return createTiles(part, { label: `Weights held by ${RULES[rule]}`, legend: k === NAMES.length - 1 }, () => wallOf(rule));
  });
  return {
    sync(frame) {
      for (const part of parts) part.sync(frame);
    },
  };
};
