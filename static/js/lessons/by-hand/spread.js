/**
 * What a network makes of several inputs, below each other: whether it looks at them at all.
 *
 * @typedef {import("../../types.js").LayerPass} LayerPass
 */

import { number, subscript } from "../../words/format.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { showNet } from "../../kit/figures.js";
import { plain } from "../../kit/written.js";

const PLACES = 4;

/** @param {HTMLElement} root */
export function createSpread(root) {
  const columns = h("tr");
  const body = h("tbody");
  const verdict = h("p", { class: "verdict", role: "status" });
  root.append(
    h("table", { class: "spread" }, h("caption", {}, "The same network, other inputs"), h("thead", {}, columns), body),
    verdict,
  );
  const changed = createWatch();

  return {
    /**
     * @param {readonly (readonly number[])[]} inputs  the first one is on the stage
     * @param {readonly (readonly LayerPass[] | null)[]} passes  one for each input
     */
    sync(inputs, passes) {
      const outputs = passes.flatMap((layers) => layers?.at(-1)?.a ?? []);
      if (outputs.length < inputs.length || !changed(...inputs.flat(), ...outputs)) return;
      const n = outputs[0]?.length ?? 0;
      columns.replaceChildren(...["p", ...Array.from({ length: n }, (_, k) => `output a${subscript(k + 1)}`)].map(
        (name) => h("th", { scope: "col" }, name)));
      body.replaceChildren(...inputs.map((input, k) =>
        h("tr", { class: k === 0 ? "is-now" : "" },
          h("th", { scope: "row" }, `(${input.map(plain).join(", ")})`),
          ...Array.from(outputs[k] ?? [], (a) => {
            const cell = h("td");
            showNet(cell, a, number(a, PLACES));
            return cell;
          }))));
      setText(verdict, verdictOf(agreement(outputs)));
    },
  };
}

/**
 * To how many decimals all rows read alike.
 *
 * @param {readonly Float32Array[]} outputs
 */
export function agreement(outputs) {
  for (let decimals = PLACES; decimals > 0; decimals -= 1) {
    const rows = new Set(outputs.map((a) => Array.from(a, (value) => number(value, decimals)).join()));
    if (rows.size === 1) return decimals;
  }
  return 0;
}

/** @param {number} decimals */
function verdictOf(decimals) {
  if (decimals < 2) return "Now the outputs depend on what the network reads.";
  return `All rows agree to ${decimals} decimals: the network hardly looks at its input.`;
}
