/**
 * Eight 7s that `classic` misreads: it reads seven of them, and the fingerprint of its numbers stays
 * what it was; it learns from one, and it does not.
 *
 * @typedef {import("./facts.js").Facts} Facts
 * @typedef {import("../../kit/lesson.js").Figure<import("../how-it-learned.js").State>} Figure
 */

import { drawGrey } from "../../draw/grid.js";
import { PIXELS } from "../../digit-image.js";
import { netSpan } from "../../kit/figures.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { pixelCanvas } from "../../parts/pixel-canvas.js";
import { strongest } from "../../state/selectors.js";
import { count, number } from "../../words/format.js";
import { aDigit } from "./facts.js";

const WHITE = 255;
const SEVEN = 7;
const PLACES = 4;

/** @param {Facts} facts @returns {Figure} */
export const sevens = (facts) => (room, { start }) => {
  const last = start.sevens - 1;
  const all = Array.from({ length: start.sevens }, (_, k) => {
    const [ctx, words] = [pixelCanvas(), h("span", { class: "thumb-words" })];
    return { ctx, words, element: h("li", { class: `thumb${k === last ? " eighth" : ""}` }, ctx.canvas, words) };
  });
  room.append(h("ol", { class: "sevens" }, ...all.map(({ element }) => element)));
  const [drawn, changed] = [createWatch(), createWatch()];
  return {
    sync({ state, palette }) {
      const found = facts.sevens(state);
      if (!found) return;
      if (drawn(found.images, palette)) {
        const pixels = Float32Array.from(found.images, (byte) => byte / WHITE);
        all.forEach(({ ctx }, k) => drawGrey(ctx, pixels.subarray(k * PIXELS, (k + 1) * PIXELS), palette));
      }
      if (!changed(found)) return;
      all.forEach(({ words }, k) => {
        const said = found.said[k];
        setText(words, k === last ? "the eighth" : said === undefined ? "not read yet" : `“${aDigit(said)}”`);
      });
    },
  };
};

/** The numbers' fingerprint and what they say of the eighth. @param {Facts} facts @returns {Figure} */
export const fingerprints = (facts) => (room) => {
  const body = h("tbody");
  room.append(h("table", { class: "figures prints" },
    h("thead", {}, h("tr", {}, ...["", "fingerprint", "changed", "the eighth", "output 7"].map((each) => h(each ? "th" : "td", each ? { scope: "col" } : {}, each)))),
    body));
  const changed = createWatch();
  return {
    sync({ state }) {
      const found = facts.sevens(state);
      if (!found || !changed(found)) return;
      const rows = /** @type {const} */ ([
        ["before", found.before], [`${state.reads} read`, found.after],
        ...(state.learns ? [[`${state.learns} learned`, found.learned]] : []),
      ]);
      body.replaceChildren(...rows.map(([name, weights]) => {
        const { fingerprint, outputs, changed: n } = /** @type {import("./facts.js").Weights} */ (weights);
        const seven = outputs[SEVEN] ?? 0;
        return h("tr", {}, h("th", { scope: "row" }, `${name}`), h("td", {}, h("code", {}, fingerprint)),
          h("td", {}, netSpan(n, count(n))), h("td", {}, aDigit(strongest(outputs))), h("td", {}, netSpan(seven, number(seven, PLACES))));
      }));
    },
  };
};
