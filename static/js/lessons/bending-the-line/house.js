/**
 * A house's price: rooms that can be moved, and what a second bathroom adds to it.
 *
 * @typedef {import("../bending-the-line.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 */

import { changedAt } from "../../changed.js";
import { showNet, tidy } from "../../kit/figures.js";
import { createHandle, grid } from "../../kit/handle.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { priceOf } from "./networks.js";

const BEDROOMS = grid(1, 6, 1);
const BATHROOMS = grid(1, 3, 1);

/** @type {Figure} */
export const house = (room, { get, set, numbers, start }) => {
  const rooms = [["bedrooms", BEDROOMS], ["bathrooms", BATHROOMS]].map(([name, values], k) => createHandle({
    name: `Number of ${name}`, values: () => /** @type {readonly number[]} */ (values),
    set: (value) => set({ rooms: changedAt(get().rooms, k, value) }),
    grab: () => numbers.expect([priceOf(start.house, get().rooms, get().isHelped)], { kind: "input", input: k }, /** @type {readonly number[]} */ (values)),
  }));
  const [bedroom, bathroom, ground] = start.house;
  const price = h("b", { class: "bend-price" });
  room.append(h("p", { class: "bend-sum" }, `${bedroom} · `, rooms[0]?.element ?? "", ` bedrooms + ${bathroom} · `, rooms[1]?.element ?? "",
    ` bathrooms + ${ground}`, h("span", { class: "bend-more" })), h("p", { class: "bend-sum" }, "price z = ", price));
  const more = /** @type {HTMLElement} */ (room.querySelector(".bend-more"));
  const changed = createWatch();

  return {
    sync({ state: { rooms: now, isHelped }, told }) {
      rooms.forEach(({ sync }, k) => sync(now[k] ?? 0));
      setText(more, isHelped ? " + 20 · h" : "");
      const z = numbers.layers(priceOf(start.house, now, isHelped))?.at(-1)?.z[0];
      if (z === undefined || !changed(z, told)) return;
      if (told) return showNet(price, z);
      delete price.dataset["net"]; // two prices would answer the question
      return setText(price, "?");
    },
  };
};

/** The price with one bathroom and with two, for every number of bedrooms. @type {Figure} */
export const worth = (room, { numbers, start }) => {
  const rows = BEDROOMS.map((bedrooms) => {
    const cells = [h("td"), h("td"), h("td")];
    return { bedrooms, cells, row: h("tr", {}, h("th", { scope: "row" }, `${bedrooms}`), ...cells) };
  });
  const headings = ["bedrooms", "1 bathroom", "2 bathrooms", "the second adds"];
  room.append(h("table", { class: "bend-table" },
    h("thead", {}, h("tr", {}, ...headings.map((text) => h("th", { scope: "col" }, text)))),
    h("tbody", {}, ...rows.map(({ row }) => row))));

  return {
    sync({ state: { isHelped } }) {
      for (const { bedrooms, cells } of rows) {
        const [one, two] = [1, 2].map((bathrooms) =>
          numbers.layers(priceOf(start.house, [bedrooms, bathrooms], isHelped))?.at(-1)?.z[0]);
        if (one === undefined || two === undefined) continue;
        [one, two].forEach((z, k) => cells[k] && showNet(cells[k], z));
        if (cells[2]) setText(cells[2], tidy(two - one));
      }
    },
  };
};
