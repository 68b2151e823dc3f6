/**
 * Two hidden neurons and one that reads them, by hand: each neuron as a sum of numbers that can be
 * moved, and a table of what they say of the four evenings.
 *
 * @typedef {import("../bending-the-line.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 * @typedef {import("../../kit/numbers.js").Place} Place
 */

import { changedAt } from "../../changed.js";
import { showNet } from "../../kit/figures.js";
import { createHandle, grid } from "../../kit/handle.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { deep } from "./networks.js";
import { NAMES, saidOf } from "./planes.js";

const VALUES = grid(-3, 3, 0.5);

/** Each neuron of the network: its name, what it reads, and where its numbers stand. */
const NEURONS = [
  { name: "h₁", reads: ["Ann", "Ben"], layer: 0, neuron: 0, weights: 0, bias: 4 },
  { name: "h₂", reads: ["Ann", "Ben"], layer: 0, neuron: 1, weights: 2, bias: 5 },
  { name: "output", reads: ["h₁", "h₂"], layer: 1, neuron: 0, weights: 6, bias: 8 },
];

/** The sum of each neuron. @type {Figure} */
export const sums = (room, { get, set, numbers, start }) => {
  const handles = NEURONS.flatMap(({ name, reads, layer, neuron, weights, bias }) => {
    /**
     * @param {string} words
     * @param {number} at
     * @param {Place} place
     */
    function handle(words, at, place) {
      const made = createHandle({
        name: words, values: () => VALUES,
        set: (value) => set({ xor: changedAt(get().xor, at, value) }),
        grab: () => numbers.expect(start.evenings.map((/** @type {number[]} */ x) => deep(get().xor, x)), place, VALUES),
      });
      return { at, ...made };
    }

    const of = `of ${name}`;
    const terms = reads.map((read, input) =>
      handle(`Weight ${of} for ${read}`, weights + input, { kind: "weight", layer, neuron, input }));
    const rest = handle(`Bias ${of}`, bias, { kind: "bias", layer, neuron });
    room.append(h("p", { class: "bend-sum" }, h("b", {}, name), " = step( ",
      ...terms.flatMap(({ element }, input) => [element, ` · ${reads[input]} + `]), rest.element, " )"));
    return [...terms, rest];
  });
  const changed = createWatch();
  return {
    sync({ state: { xor } }) {
      if (changed(xor)) for (const { at, sync } of handles) sync(xor[at] ?? 0);
    },
  };
};

/** What every neuron says of every evening. @type {Figure} */
export const table = (room, page) => {
  const { get, set, start } = page;
  const rows = start.evenings.map((/** @type {number[]} */ evening, /** @type {number} */ k) => {
    const cells = Array.from({ length: 6 }, () => h("td"));
    const button = h("button", { type: "button", class: "bend-evening", click: () => set({ evening: k }) }, NAMES[k] ?? "");
    const row = h("tr", {}, h("th", { scope: "row" }, button), ...evening.map((x) => h("td", { class: "bend-read" }, `${x}`)), ...cells);
    return { row, cells, button };
  });
  const heading = (/** @type {string} */ text) =>
    h("th", { scope: "col", ...(["Ann", "Ben"].includes(text) && { class: "bend-read" }) }, text);
  const sum = h("p", { class: "bend-written", role: "status" });
  room.append(h("table", { class: "bend-table" },
    h("thead", {}, h("tr", {}, ...["evening", "Ann", "Ben", "z₁", "h₁", "z₂", "h₂", "z", "fun?"].map(heading))),
    h("tbody", {}, ...rows.map((/** @type {{row: HTMLElement}} */ { row }) => row))), sum);
  const changed = createWatch();

  return {
    sync({ state: { xor, evening }, told }) {
      const said = saidOf(page, (x) => deep(xor, x));
      if (!said || !changed(xor, evening, told)) return;
      said.forEach(([hidden, output], k) => {
        const values = [hidden?.z[0], hidden?.a[0], hidden?.z[1], hidden?.a[1], output?.z[0], output?.a[0]];
        const { row, cells, button } = rows[k];
        row.classList.toggle("is-now", k === get().evening);
        button.setAttribute("aria-pressed", `${k === get().evening}`);
        values.forEach((value = 0, at) => {
          if (at < 4 || told) return showNet(cells[at], value);
          delete cells[at].dataset.net; // the question asks for it
          return setText(cells[at], "?");
        });
      });
      const [hidden] = said[evening] ?? [];
      setText(sum, `${NAMES[evening]}: the output reads h₁ = ${hidden?.a[0]} and h₂ = ${hidden?.a[1]}.`);
    },
  };
};
