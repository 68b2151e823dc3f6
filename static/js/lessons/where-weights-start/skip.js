/**
 * Thirty layers in blocks of three, an arrow past each that can be switched on, and what reaches the
 * first of them.
 *
 * @typedef {import("../../kit/lesson.js").Figure<import("../where-weights-start.js").State>} Figure
 * @typedef {import("./facts.js").Facts} Facts
 */

import { netSpan } from "../../kit/figures.js";
import { createWatch, h, setUsable } from "../../parts/dom.js";
import { count, percent } from "../../words/format.js";
import { power, tiny } from "./tiny.js";

const BLOCK = 3;
const [LEAST, MOST] = [-20, 2]; // powers of ten, that bars show
const SEEN = 0.005; // a share that is worth a row

/** @param {{state: {skips: number}, told: boolean}} frame */
const skipsIn = ({ state: { skips }, told }) => (told ? skips : 0);

/** @param {Facts} facts @returns {Figure} */
export const blocks = (facts) => (room, { get, set, start }) => {
  const all = Array.from({ length: start.blocks }, (_, k) => {
    const bars = Array.from({ length: BLOCK }, () => h("i"));
    const arrow = h("button", {
      type: "button", class: "starts-arrow", "aria-label": `Arrow past block ${k + 1}`,
      click: () => set({ skips: get().skips ^ (1 << k) }),
    }, h("span", { class: "starts-arc", "aria-hidden": "true" }));
    return { bars, arrow, element: h("li", {}, arrow, h("div", { class: "starts-bars" }, ...bars)) };
  });
  room.append(h("ol", { class: "starts-blocks" }, ...all.map(({ element }) => element)),
    h("p", { class: "field-caption" }, `Gradient in each layer, from the first to the thirtieth. The foot means ${power(LEAST)} times the output’s, the top ${power(MOST)} times it.`));
  const changed = createWatch();
  const pressed = createWatch();
  return {
    sync(frame) {
      const skips = skipsIn(frame);
      if (pressed(skips, frame.told)) {
        all.forEach(({ arrow }, k) => {
          arrow.setAttribute("aria-pressed", `${((skips >> k) & 1) === 1}`);
          setUsable(arrow, frame.told);
        });
      }
      const found = facts.deep(frame.state.bend, skips);
      if (!found || !changed(found)) return;
      all.forEach(({ bars }, k) => bars.forEach((bar, j) => {
        const size = found.reaches[1 + k * BLOCK + j] ?? 0;
        const share = (Math.log10(Math.max(size, Number.MIN_VALUE)) - LEAST) / (MOST - LEAST);
        bar.style.height = `${100 * Math.min(1, Math.max(0.02, share))}%`;
      }));
    },
  };
};

/** @param {Facts} facts @returns {Figure} */
export const reached = (facts) => (room) => {
  const changed = createWatch();
  return {
    sync(frame) {
      const found = facts.deep(frame.state.bend, skipsIn(frame));
      if (!found || !changed(found)) return;
      const [reaches = 0] = found.reaches;
      room.replaceChildren("What reaches the input: ", netSpan(reaches, tiny(reaches)), " times the output’s gradient. Ways back: ", netSpan(found.paths, count(found.paths)),
        "; the shortest goes through ", netSpan(found.shortest), " of thirty layers.");
    },
  };
};

/** How much came by which paths. @param {Facts} facts @returns {Figure} */
export const shares = (facts) => (room) => {
  const body = h("tbody");
  room.append(h("table", { class: "figures starts-shares" }, h("caption", {}, "Of what reaches the input, what came by ways through so many blocks"), body));
  const changed = createWatch();
  return {
    sync(frame) {
      const found = facts.deep(frame.state.bend, skipsIn(frame));
      if (!found || !changed(found)) return;
      body.replaceChildren(...Array.from(found.shares, (share, k) => ({ share, k })).filter(({ share }) => share >= SEEN).map(({ share, k }) => {
        const fill = h("i");
        fill.style.height = "0.7em";
        fill.style.width = `${100 * Math.min(1, share)}%`;
        return h("tr", {}, h("th", { scope: "row" }, `${k}`), h("td", {}, fill), h("td", {}, netSpan(share, percent(share, 0))));
      }));
    },
  };
};
