/**
 * Two images of 4 × 4 numbers, pooled: which of each four counts, what is left, and how many other
 * images leave the same.
 *
 * @typedef {import("../one-eye-for-every-place.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 * @typedef {import("./facts.js").Facts} Facts
 */

import { netSpan, showNet } from "../../kit/figures.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { css, grey, textOn } from "../../scene/colour.js";
import { count } from "../../words/format.js";

const MOST = 9;

/**
 * @param {Facts} facts
 * @param {"first" | "second"} which
 * @returns {Figure}
 */
export const pooled = (facts, which) => (room, { get, set, start: { levels, pooled: side } }) => {
  const name = { first: "First image", second: "Second image" }[which];
  const left = [0, 1, 2, 3].map(() => h("span", { class: "eye-cell" }));
  const out = h("div", { class: "eye-cells eye-left" }, ...left);
  const cells = Array.from({ length: side * side }, (_, k) => h("button", {
    type: "button", class: "eye-cell",
    click: () => set({ [which]: get()[which].map((value, j) => (j === k ? levels[(levels.indexOf(value) + 1) % levels.length] : value)) }),
  }));
  const arrow = h("span", { class: "eye-arrow", "aria-hidden": "true" }, "→");
  room.append(h("div", { class: "eye-cells eye-squares", role: "group", "aria-label": name }, ...cells), arrow, out);
  const [pressed, changed] = [createWatch(), createWatch()];
  return {
    sync({ state, palette, told }) {
      const pixels = state[which];
      const found = facts.pool(state.pooling, pixels);
      out.hidden = arrow.hidden = !told;
      if (pressed(pixels, palette)) {
        cells.forEach((cell, k) => {
          colour(cell, pixels[k] ?? 0, palette);
          setText(cell, `${pixels[k]}`);
        });
      }
      if (!found || !changed(found, told, palette)) return;
      cells.forEach((cell, k) => {
        const wins = told && found.shares[k] === 1;
        cell.classList.toggle("now", wins);
        cell.setAttribute("aria-label", `Row ${Math.floor(k / side) + 1}, column ${(k % side) + 1}: ${pixels[k]}${wins ? ", the largest of its four" : ""}`);
      });
      left.forEach((cell, k) => {
        colour(cell, found.z[k] ?? 0, palette);
        showNet(cell, found.z[k] ?? 0);
      });
    },
  };
};

/** @param {HTMLElement} element @param {number} value @param {import("../../scene/colour.js").Palette} palette */
function colour({ style }, value, palette) {
  const background = grey(value / MOST, palette);
  style.background = css(background);
  style.color = css(textOn(background));
}

/** @param {Facts} facts @returns {Figure} */
export const alike = (facts) => (room, { start: { levels, pooled: side } }) => {
  const all = levels.length ** (side * side);
  const changed = createWatch();
  return {
    sync({ state }) {
      const [first, second] = [state.first, state.second].map((pixels) => facts.pool(state.pooling, pixels));
      if (!first || !second || !changed(first, second)) return;
      const same = first.z.every((z, k) => z === second.z[k]);
      room.replaceChildren(same ? "Both leave the same four numbers. " : "They leave different numbers. ",
        "What the first one leaves, ", netSpan(first.alike, count(first.alike)), ` of all ${count(all)} images of such numbers leave, too.`);
    },
  };
};
