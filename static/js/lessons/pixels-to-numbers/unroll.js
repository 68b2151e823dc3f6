/** Unrolls a picture into its line: by a slider, or by a button that moves it. */

import { createWatch, h, setText } from "../../parts/dom.js";

const TIME = 2600; // ms from one end to the other
const DECIMALS = 3;

/** @type {import("../../kit/lesson.js").Figure<{unrolled: number}>} */
export function unroll(root, { get, set }) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const slider = h("input", {
    type: "range", class: "slide", min: "0", max: "1", step: "0.01", "aria-label": "How far the picture is unrolled",
    input: () => {
      target = null;
      set({ unrolled: Number(slider.value) });
    },
  });
  const button = h("button", { type: "button", class: "step-button primary", click: start });
  root.append(button, slider);
  /** Where it is on its way to. @type {number | null} */
  let target = null;
  let last = 0; // time of the frame before
  const changed = createWatch();

  function start() {
    target = get().unrolled < 0.5 ? 1 : 0;
    last = performance.now();
    advance();
  }

  function advance() {
    if (target === null) return;
    const time = performance.now();
    const way = still.matches ? 1 : (time - last) / TIME;
    last = time;
    const { unrolled } = get();
    const left = target - unrolled;
    const next = Math.abs(left) <= way ? target : unrolled + Math.sign(left) * way;
    if (next === target) target = null;
    else requestAnimationFrame(advance);
    set({ unrolled: Number(next.toFixed(DECIMALS)) });
  }

  return {
    sync({ state: { unrolled } }) {
      if (!changed(unrolled)) return;
      slider.value = `${unrolled}`;
      slider.setAttribute("aria-valuetext", `${Math.round(unrolled * 100)} %`);
      setText(button, unrolled < 0.5 ? "Unroll" : "Roll up");
    },
  };
}
