/** A sample as a row of small pictures: one of them is looked at, and one pixel in all of them. */

import { greyOf, SIDE } from "../../digit-image.js";
import { drawGrey } from "../../draw/grid.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { pixelCanvas } from "../../parts/pixel-canvas.js";

/** @typedef {import("../pixels-to-numbers.js").Moment} Moment */

/**
 * @param {ReturnType<typeof import("./digits.js").createDigits>} digits
 * @param {object} marks
 * @param {(state: Moment, sample: import("./digits.js").Sample) => readonly (boolean | null)[]} marks.of
 *   whether each digit is as it should be; told with the answer to the scene's question
 * @param {string} marks.yes  in words
 * @param {string} marks.no
 * @param {(state: Moment) => Moment} [marks.sampled]  the state whose sample it is
 * @returns {import("../../kit/lesson.js").Figure<import("../pixels-to-numbers.js").State>}
 */
export const thumbs = ({ n, sample: sampleOf, waits }, { of, yes, no, sampled = (state) => state }) => (root, { set }) => {
  const signs = new Map([[true, { sign: "✓", words: yes }], [false, { sign: "✗", words: no }]]);
  const all = Array.from({ length: n }, (_, k) => {
    const ctx = pixelCanvas();
    const words = h("span", { class: "thumb-words" });
    const button = h("button", { type: "button", class: "thumb", click: () => set({ at: k }) },
      h("span", { class: "thumb-picture" }, ctx.canvas, h("i", { class: "thumb-cursor" })), words);
    return { ctx, words, button };
  });
  root.classList.add("thumbs");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", "The sample");
  root.append(...all.map(({ button }) => button));
  const painted = createWatch();
  const placed = createWatch();
  const changed = createWatch();

  return {
    sync({ state, palette, scene, told: isTold }) {
      const sample = sampleOf(sampled(state));
      const [at, pixel] = scene === "sample" ? [null, state.pixel] : [state.at, null];
      const told = isTold && sample ? of(state, sample) : [];
      root.setAttribute("aria-busy", `${waits(sampled(state))}`);
      if (!sample) return;
      if (painted(sample, palette)) {
        all.forEach(({ ctx }, k) => drawGrey(ctx, sample.images[k] ?? new Float32Array(), palette));
      }
      if (placed(pixel)) {
        root.classList.toggle("has-cursor", pixel !== null); // then they are large enough for it
        root.style.setProperty("--column", `${(pixel ?? 0) % SIDE}`);
        root.style.setProperty("--row", `${Math.floor((pixel ?? 0) / SIDE)}`);
      }
      if (!changed(sample, at, pixel, told.length, ...told)) return;
      all.forEach(({ button, words }, k) => {
        const mark = signs.get(told[k] === true);
        const isMarked = typeof told[k] === "boolean";
        const value = pixel === null ? null : `${greyOf(sample.images[k]?.[pixel] ?? 0)}`;
        setText(words, value ?? (isMarked ? mark?.sign ?? "" : ""));
        words.classList.toggle("is-wrong", told[k] === false);
        button.setAttribute("aria-pressed", `${k === at}`);
        const said = value !== null ? `: ${value}` : isMarked ? `, ${mark?.words}` : "";
        button.setAttribute("aria-label", `Digit ${k + 1} of ${n}, labelled ${sample.labels[k]}${said}`);
      });
    },
  };
};
