/**
 * What the inspector shows of a neuron beside its sum: its terms, its formulas, its pixels.
 */

import { createFormulas } from "./formulas.js";
import { createLedger } from "./ledger.js";
import { createPixels } from "./pixels.js";

/**
 * @param {HTMLElement} room
 * @param {Parameters<typeof createLedger>[0] & Parameters<typeof createFormulas>[0]} page
 */
export function createOthers(room, page) {
  const views = { terms: createLedger(page), formula: createFormulas(page), pixels: createPixels() };
  room.append(...Object.values(views).map(({ element }) => element));

  return {
    /** @param {import("../inspector.js").Opened} shown */
    sync({ state, opened, palette, panel }) {
      for (const [name, { element }] of Object.entries(views)) element.hidden = name !== panel;
      if (panel !== "sum") views[panel].show(state, opened, palette);
    },
  };
}
