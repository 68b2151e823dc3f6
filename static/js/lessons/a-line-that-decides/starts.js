/**
 * AND, OR and XOR, each learned from a hundred starts: of how many the rule comes to an end.
 *
 * @typedef {import("../a-line-that-decides.js").State} State
 */

import { netSpan } from "../../kit/figures.js";
import { createWatch, h } from "../../parts/dom.js";

/**
 * @param {(name: string, data: object) => any} answer
 * @returns {import("../../kit/lesson.js").Figure<State>}
 */
export function hundredStarts(answer) {
  return (room, { get, set, start }) => {
    const again = h("button", {
      type: "button", class: "step-button",
      click: () => set({ seed: ((get().seed ?? -1) + 1) % (start.max_seed + 1) }),
    }, "Try a hundred starts");
    const table = h("table", { class: "figures" });
    room.append(again, table);
    const changed = createWatch();

    return {
      sync({ state: { seed } }) {
        const found = seed === null ? null : answer("starts", { seed });
        if (!changed(found)) return;
        table.hidden = !found;
        again.textContent = seed === null ? "Try a hundred starts" : "Another hundred";
        if (!found) return;
        table.replaceChildren(...Object.keys(start.gates).map((gate) => {
          const { end, longest } = found[gate];
          return h("tr", {},
            h("th", { scope: "row" }, gate.toUpperCase()),
            h("td", {}, netSpan(end), ` of `, netSpan(found.starts), " end"),
            h("td", {}, ...(longest === null ? ["none in ", netSpan(found.epochs), " epochs"] : ["the slowest after ", netSpan(longest), " epochs"])));
        }));
      },
    };
  };
}
