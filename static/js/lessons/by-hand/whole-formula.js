/**
 * The whole network in one formula that unfolds, and how its layers are counted.
 *
 * @typedef {import("../../types.js").Card} Card
 */

import { createWatch, h, setUsable } from "../../parts/dom.js";
import { rendered } from "../../parts/math.js";
import { countingWords } from "./counting.js";
import { unfoldedFormula } from "./unfold.js";

/**
 * @param {object} rooms
 * @param {HTMLElement} rooms.formula
 * @param {HTMLElement} rooms.counting
 * @param {HTMLElement} rooms.unfold  a button
 * @param {HTMLElement} rooms.fold  a button
 * @param {(change: (unfolded: number) => number) => void} set  how many layers are written out
 */
export function createWholeFormula({ formula, counting, unfold, fold }, set) {
  unfold.addEventListener("click", () => set((unfolded) => unfolded + 1));
  fold.addEventListener("click", () => set(() => 1));
  const changed = createWatch();

  return {
    /**
     * @param {Card} card
     * @param {number} unfolded
     */
    sync(card, unfolded) {
      if (!changed(card, unfolded)) return;
      const n = card.layers.length;
      formula.replaceChildren(rendered(unfoldedFormula(n, Math.min(n, unfolded))));
      setUsable(unfold, unfolded < n);
      setUsable(fold, unfolded > 1);
      counting.replaceChildren(...countingWords(card).map((words) => h("p", {}, words)));
    },
  };
}
