/**
 * What each of three neurons says at the ring, one neuron a class.
 *
 * @typedef {import("../bending-the-line.js").State} State
 */

import { showNet } from "../../kit/figures.js";
import { h, setText } from "../../parts/dom.js";
import { number } from "../../words/format.js";
import { flat } from "./networks.js";

/** @type {import("../../kit/lesson.js").Figure<State>} */
export const fruit = (room, { numbers, start }) => {
  /** @type {readonly string[]} */
  const names = start.fruits.names;
  const rows = names.map((name) => {
    const value = h("td");
    const bar = h("span", { class: "bend-bar" });
    return { value, bar, row: h("tr", {}, h("th", { scope: "row" }, name), value, h("td", {}, h("span", { class: "bend-track" }, bar))) };
  });
  const answer = h("p", { role: "status" });
  room.append(h("table", { class: "bend-table" }, h("tbody", {}, ...rows.map(({ row }) => row))), answer);
  return {
    sync({ state: { spot } }) {
      const trace = numbers.trace(flat(start.fruits.net, spot, "sigmoid"));
      const a = trace?.layers[0]?.a;
      if (!trace || !a) return;
      rows.forEach(({ value, bar, row }, k) => {
        showNet(value, a[k] ?? 0, number(a[k] ?? 0, 2));
        bar.style.width = `${100 * (a[k] ?? 0)}%`;
        row.classList.toggle("is-now", k === trace.prediction);
      });
      setText(answer, `The answer is ${names[trace.prediction]}: it says most.`);
    },
  };
};
