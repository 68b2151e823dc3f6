/**
 * AND, OR and XOR, each learned from a hundred starts: of how many the rule comes to an end.
 *
 * @typedef {import("../a-line-that-decides.js").State} State
 * @typedef {{starts: number, epochs: number} & Record<string, any>} Starts  of each table how many
 *   `end`, and the epochs of the `longest`; null where none did
 */

import { netSpan } from "../../kit/figures.js";
import { createWatch, h, setText } from "../../parts/dom.js";

/** @type {import("../../kit/lesson.js").Figure<State>} */
export function hundredStarts(room, { set, ask, start }) {
  let seed = 0;
  const again = h("button", { type: "button", class: "step-button", click: () => void run() }, "Try a hundred starts");
  const table = h("table", { class: "figures" });
  room.append(again, table);
  const changed = createWatch();

  async function run() {
    // A broken line is told by the status, and whoever wants it presses again.
    const starts = await ask("starts", { seed }).catch(() => null);
    if (!starts) return;
    seed = (seed + 1) % (start.max_seed + 1);
    set({ starts });
  }

  /**
   * @param {Starts} found
   * @param {string} gate
   */
  function row(found, gate) {
    const { end, longest } = found[gate];
    return h("tr", {},
      h("th", { scope: "row" }, gate.toUpperCase()),
      h("td", {}, netSpan(end), " of ", netSpan(found.starts), " end"),
      h("td", {}, ...(longest === null ? ["none in ", netSpan(found.epochs), " epochs"] : ["the slowest after ", netSpan(longest), " epochs"])));
  }

  return {
    sync({ state: { starts } }) {
      if (!changed(starts)) return;
      table.hidden = !starts;
      setText(again, starts ? "Another hundred" : "Try a hundred starts");
      if (starts) table.replaceChildren(...Object.keys(start.gates).map((gate) => row(starts, gate)));
    },
  };
}
