/** One sample at a time: guess what the network reads, then see. */

import { drawGreys } from "../draw/greys.js";
import { createWatch, h, setText, setUsable } from "../parts/dom.js";
import { pixelCanvas } from "../parts/pixel-canvas.js";
import { count } from "../words/format.js";
import { createGuess } from "./guess.js";
import { createOrder } from "./order.js";
import { passOf } from "./pass-link.js";
import { verdictOf } from "./words.js";

/**
 * @param {HTMLElement} root
 * @param {import("./choosers.js").Page} page
 */
export function createOne(root, page) {
  const { get, set, samples } = page;
  const order = createOrder("order-of-one", page);
  const ctx = pixelCanvas();
  const place = h("p", { class: "total", role: "status" });
  const guess = createGuess((reading) => set({ reading }));
  const verdict = h("p", { class: "verdict", role: "status" });
  const step = (/** @type {number} */ by) => set({ at: get().at + by });
  const back = h("button", { type: "button", class: "choice", click: () => step(-1) }, "Back");
  const next = h("button", { type: "button", class: "choice next", click: () => step(1) }, "Next digit");
  const open = h("a", { class: "open" }, "Open its pass, step by step");
  root.append(order.element, h("div", { class: "one" }, ctx.canvas,
    h("div", { class: "one-words" }, place, guess.element, verdict, open, h("div", { class: "bar" }, back, next))));
  const changed = createWatch();

  return {
    /** @param {import("./choosers.js").Frame} frame */
    sync({ state, palette }) {
      const { at, network, reading } = state;
      const [total, sample] = [samples.total(state, at), samples.sample(state, at)];
      if (total !== null && at > 0 && at >= total) {
        set({ at: Math.max(0, total - 1) });
        return;
      }
      if (sample) samples.sample(state, at + 1); // so that the next page is on its way
      order.show(state, total);
      if (!changed(total, sample, reading, network, at, palette)) return;
      setText(place, total ? `${count(at + 1)} of ${count(total)}` : "");
      setUsable(back, at > 0);
      setUsable(next, total !== null && at + 1 < total);
      guess.show(sample && reading === null ? `What does ${network} read here?` : null, next);
      open.hidden = verdict.hidden = !sample || reading === null;
      ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
      if (!sample) return;
      drawGreys(ctx, sample.image, palette);
      setText(verdict, verdict.hidden ? "" : verdictOf(state, sample));
      verdict.classList.toggle("wrong", sample.label !== sample.answer);
      open.href = passOf(network, sample.image);
    },
  };
}
