/** In what order the samples come, and how many there are of them. */

import { createWatch, h, setText } from "../parts/dom.js";
import { chooser, labelled } from "./choosers.js";
import { MAX_SEED } from "./state.js";
import { ORDERS, totalInWords } from "./words.js";

/**
 * @param {string} id  of the field
 * @param {Pick<import("./choosers.js").Page, "get" | "set">} page
 */
export function createOrder(id, { get, set }) {
  const order = chooser(id, ORDERS, (value) => set({ order: value }));
  const again = h("button", {
    type: "button", class: "choice", click: () => set({ seed: (get().seed + 1) % (MAX_SEED + 1) }),
  }, "Shuffle again");
  const all = h("button", { type: "button", class: "choice", click: () => set({ cell: null }) }, "Show all digits");
  const total = h("p", { class: "total", role: "status" });
  const changed = createWatch();

  return {
    element: h("div", { class: "bar" }, labelled("In what order", order), again, all, total),

    /**
     * @param {import("./state.js").State} state
     * @param {number | null} n  samples; null until that is known
     */
    show(state, n) {
      if (!changed(state.order, state.cell, n)) return;
      order.value = state.order;
      again.hidden = state.order !== "random";
      all.hidden = state.cell === null;
      setText(total, n === null ? "Reading…" : totalInWords(state, n));
    },
  };
}
