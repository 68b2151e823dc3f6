/**
 * Any truth table out of step neurons: press the rows that are to be true, and the network is built
 * (McCulloch and Pitts 1943). Whether it says what it should, the server computes.
 *
 * @typedef {import("../bending-the-line.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 */

import { changedAt } from "../../changed.js";
import { showNet, tidy } from "../../kit/figures.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { subscript } from "../../words/format.js";
import { casesOf, deep, hiddenOf, truthNet } from "./networks.js";

const MOST = 3; // inputs
const MINUS = "−";

/** @type {Figure} */
export const truth = (room, { get, set, numbers }) => {
  const rows = casesOf(MOST).map((bits, k) => {
    const wanted = h("button", {
      type: "button", class: "bend-bit",
      click: () => set({ rows: changedAt(get().rows, k, 1 - (get().rows[k] ?? 0)) }),
    });
    const said = h("td");
    const inputs = bits.map((bit) => h("td", {}, `${bit}`));
    return { bits, wanted, said, inputs, row: h("tr", {}, ...inputs, h("td", {}, wanted), said) };
  });
  const names = Array.from({ length: MOST }, (_, r) => h("th", { scope: "col" }, `x${subscript(r + 1)}`));
  const built = h("ul", { class: "bend-built" });
  room.append(
    h("table", { class: "bend-table" },
      h("thead", {}, h("tr", {}, ...names, h("th", { scope: "col" }, "wanted"), h("th", { scope: "col" }, "network says"))),
      h("tbody", {}, ...rows.map(({ row }) => row))),
    built);
  const changed = createWatch();

  return {
    sync({ state: { rows: wanted, inputs } }) {
      const cases = casesOf(inputs);
      const net = truthNet(wanted.slice(0, cases.length), inputs);
      const passes = cases.map((bits) => numbers.layers(deep(net, bits)));
      if (passes.includes(null) || !changed(net, inputs)) return;
      names.forEach((name, r) => (name.hidden = r >= inputs));
      rows.forEach((each, k) => {
        each.row.hidden = k >= cases.length;
        each.inputs.forEach((cell, r) => (cell.hidden = r >= inputs));
        setText(each.wanted, `${wanted[k]}`);
        each.wanted.setAttribute("aria-pressed", `${wanted[k] === 1}`);
        each.wanted.setAttribute("aria-label", `${each.bits.slice(0, inputs).join(" ")}: wanted ${wanted[k]}`);
        showNet(each.said, passes[k]?.at(-1)?.a[0] ?? 0);
      });
      const n = hiddenOf(net, inputs);
      const lines = Array.from({ length: n }, (_, k) =>
        `h${subscript(k + 1)} = step(${sumOf(net.slice(inputs * k, inputs * (k + 1)), net[inputs * n + k] ?? 0)})`);
      const all = Array.from({ length: n }, (_, k) => `h${subscript(k + 1)}`).join(" + ");
      built.replaceChildren(...[...lines, `output = step(${all} ${MINUS} 0.5)`].map((text) => h("li", {}, text)));
    },
  };
};

/**
 * x₁ − x₂ − 0.5
 *
 * @param {readonly number[]} weights  1, −1 or 0
 * @param {number} bias
 */
function sumOf(weights, bias) {
  const terms = weights.flatMap((weight, r) => (weight ? [[weight < 0, `x${subscript(r + 1)}`]] : []));
  const all = [...terms, [bias < 0, tidy(Math.abs(bias))]];
  return all.map(([isLess, text], k) => (k ? ` ${isLess ? MINUS : "+"} ${text}` : `${isLess ? MINUS : ""}${text}`)).join("");
}
