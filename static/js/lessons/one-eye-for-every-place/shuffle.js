/**
 * Two small networks that learn digits, and the same digits with their pixels shuffled.
 *
 * @typedef {import("../one-eye-for-every-place.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 * @typedef {import("./facts.js").Facts} Facts
 */

import { drawGrey } from "../../draw/grid.js";
import { netSpan } from "../../kit/figures.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { pixelCanvas } from "../../parts/pixel-canvas.js";
import { count, percent } from "../../words/format.js";
import { pixelsOf } from "./facts.js";

/** One digit as each of them gets it. @param {Facts} facts @returns {Figure} */
export const pair = (facts) => (room) => {
  const [plain, mixed] = [pixelCanvas(), pixelCanvas()];
  room.append(
    h("figure", { class: "thumb" }, plain.canvas, h("figcaption", {}, "as it is")),
    h("figure", { class: "thumb" }, mixed.canvas, h("figcaption", {}, "shuffled")));
  const changed = createWatch();
  return {
    sync({ state, palette }) {
      const { image, order } = facts.trained(state.seed) ?? {};
      room.hidden = !image;
      if (!image || !order || !changed(image, palette)) return;
      const pixels = pixelsOf(image);
      drawGrey(plain, pixels, palette);
      drawGrey(mixed, pixels.map((_, k) => pixels[order[k] ?? 0] ?? 0), palette);
    },
  };
};

/** A row for each start that was tried. @param {Facts} facts @returns {Figure} */
export const results = (facts) => (room, { start: { learners } }) => {
  /** Starts that were tried, in their order. @type {Map<number, readonly import("./facts.js").Result[]>} */
  const tried = new Map();
  const body = h("tbody");
  const said = h("p", { class: "field-caption", role: "status" });
  const heads = Object.entries(learners).map(([name, n]) => h("th", { scope: "colgroup", colspan: "2" }, `${name}, ${count(n)} numbers`));
  const table = h("table", { class: "figures", hidden: true }, h("thead", {},
    h("tr", {}, h("td"), ...heads),
    h("tr", {}, h("th", { scope: "col" }, "start"), ...heads.flatMap(() => ["as it is", "shuffled"].map((words) => h("th", { scope: "col" }, words))))), body);
  room.append(table, said);
  const changed = createWatch();
  return {
    sync({ state: { seed } }) {
      const found = facts.trained(seed);
      if (!found || !changed(found)) return;
      table.hidden = false;
      tried.set(seed, found.results);
      body.replaceChildren(...[...tried].map(([start, each]) => h("tr", {}, h("th", { scope: "row" }, `${start + 1}`),
        ...each.flatMap(({ plain, shuffled }) => [plain, shuffled].map((share) => h("td", {}, share === null ? "…" : netSpan(share, percent(share))))))));
      setText(said, found.name ? `Read right of ${count(found.n_tested ?? 0)} new digits (${found.name}), after learning from ${count(found.n_learned ?? 0)}.` : "");
    },
  };
};
