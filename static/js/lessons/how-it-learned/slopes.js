/**
 * The error's slopes, one after the other: each is a product of numbers that are there already, and
 * a weight's or a bias's is checked by nudging it.
 *
 * @typedef {import("../how-it-learned.js").State} State
 * @typedef {import("./facts.js").Facts} Facts
 * @typedef {import("./facts.js").Slope} Slope
 * @typedef {import("./facts.js").SentBack} SentBack
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 */

import { netSpan, tidy, trimmed } from "../../kit/figures.js";
import { sentence } from "../../kit/pieces.js";
import { createWatch, h } from "../../parts/dom.js";
import { factors, number, subscript } from "../../words/format.js";
import { lastIn } from "./facts.js";

const PLACES = 4;
const FINE = 6; // decimals of an error that was nudged
const RAISED = ["¹", "²"]; // counts the layers

/** @param {Pick<Slope, "of" | "layer" | "neuron" | "input">} slope */
export function nameOf({ of, layer, neuron, input }) {
  const [letter, to] = [`${of}${RAISED[layer]}`, layer === 0 ? subscript(neuron + 1) : ""];
  return of === "w" ? `${letter}${to}${subscript((input ?? 0) + 1)}` : `${letter}${to}`;
}

/**
 * What the factors are, in signs.
 *
 * @param {Slope} slope
 * @param {number} target
 */
function madeOf({ of, layer, neuron, input }, target) {
  const own = (/** @type {string} */ letter) => nameOf({ of: /** @type {Slope["of"]} */ (letter), layer, neuron, input });
  if (of === "z") return `slope of ${own("a")} · ${own("a")}(1 − ${own("a")})`;
  if (of === "b") return `slope of ${own("z")} · 1`;
  if (of === "w") return `slope of ${own("z")} · ${layer === 0 ? "p" : "a¹"}${subscript((input ?? 0) + 1)}`;
  if (layer === 0) return `slope of z² · w²${subscript(neuron + 1)}`;
  return target ? "−1 / a²" : "1 / (1 − a²)";
}

/** @param {Slope} slope */
function productOf({ factors: [one = 0, other], value }) {
  if (other === undefined) return [netSpan(value, number(value, PLACES))];
  const [first, second] = factors(one, other, value, PLACES, PLACES);
  const written = other < 0 ? ["(", netSpan(other, trimmed(second)), ")"] : [netSpan(other, trimmed(second))];
  return [netSpan(one, first), " · ", ...written, " = ", netSpan(value, number(value, PLACES))];
}

/** The pass forward, which everything is made of. @param {Facts} facts @returns {Figure} */
export const forward = (facts) => (room) => {
  const changed = createWatch();
  return {
    sync({ state }) {
      const found = facts.back(state);
      if (!found || !changed(found)) return;
      const rows = found.layers.flatMap(({ z, a, slope }, layer) => a.map((said, neuron) => [
        layer ? "output" : `hidden ${neuron + 1}`, z[neuron] ?? 0, said, slope[neuron] ?? 0,
      ]));
      room.replaceChildren(h("table", { class: "figures back-pass" },
        h("thead", {}, h("tr", {}, ...["neuron", "z", "a = σ(z)", "a(1 − a)"].map((each) => h("th", { scope: "col" }, each)))),
        h("tbody", {}, ...rows.map(([name, ...values]) => h("tr", {}, h("th", { scope: "row" }, `${name}`),
          ...values.map((each) => h("td", {}, netSpan(Number(each), number(Number(each), PLACES)))))))),
      h("p", { class: "back-error" }, `It should have said ${state.target}. Error E = −ln ${state.target ? "a²" : "(1 − a²)"} = `,
        netSpan(found.error, number(found.error, PLACES))));
    },
  };
};

/** The slope that was worked out last, in a sentence. @param {Facts} facts @returns {Figure} */
export const current = (facts) => (room) => {
  const changed = createWatch();
  return {
    sync({ state, scene }) {
      const found = facts.back(state);
      if (!found || !changed(found, state.at, scene)) return;
      const slope = found.slopes[Math.min(state.at, lastIn(scene, found)) - 1];
      if (!slope) {
        room.replaceChildren("Press Next: the first slope is the output’s own.");
        return;
      }
      const { now, error, change, measured } = slope;
      const name = nameOf(slope);
      room.replaceChildren(h("span", { class: "back-now" }, h("b", {}, `Slope of ${name}`), ` = ${madeOf(slope, state.target)} = `, ...productOf(slope)),
        ...(now === undefined || error === undefined || change === undefined || measured === undefined ? [] : [h("span", { class: "back-nudged" },
          `Nudge ${name} from `, netSpan(now, tidy(now, PLACES)), ` by ${state.nudge}: E goes from `, netSpan(found.error, number(found.error, FINE)), " to ", netSpan(error, number(error, FINE)),
          ". ", netSpan(change, number(change, FINE)), ` / ${state.nudge} = `, netSpan(measured, number(measured, PLACES)), ".")]));
    },
  };
};

/** All that were worked out. @param {Facts} facts @returns {Figure} */
export const slopes = (facts) => (room) => {
  const body = h("tbody");
  const table = h("table", { class: "figures back-slopes" },
    h("thead", {}, h("tr", {}, ...["slope of", "product", "nudged"].map((each) => h("th", { scope: "col" }, each)))), body);
  room.append(table);
  const changed = createWatch();
  return {
    sync({ state, scene }) {
      const found = facts.back(state);
      if (!found || !changed(found, state.at, scene)) return;
      const seen = found.slopes.slice(0, Math.min(state.at, lastIn(scene, found)));
      table.hidden = seen.length === 0;
      body.replaceChildren(...seen.map((slope, k) => h("tr", { class: k === seen.length - 1 ? "answer" : "" },
        h("th", { scope: "row" }, nameOf(slope)), h("td", {}, ...productOf(slope)),
        h("td", {}, ...(slope.measured === undefined ? [] : [netSpan(slope.measured, number(slope.measured, PLACES))])))));
    },
  };
};

/** What steps downhill have come to. @param {Facts} facts @returns {Figure} */
export const learned = (facts) => sentence((state) => {
  const found = facts.back(state);
  if (!found) return null;
  const said = found.layers.at(-1)?.a[0] ?? 0;
  return `After ${state.steps} ${state.steps === 1 ? "step" : "steps"} it says ${number(said, PLACES)}, and the error is ${number(found.error, PLACES)}.`;
});
