/** What a network makes of several inputs, below each other: whether it looks at them at all. */

import { showNet } from "../../kit/figures.js";
import { plain } from "../../kit/written.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { number, subscript } from "../../words/format.js";
import { questionOf } from "./question.js";

const OTHERS = [[0, 0], [1, -1], [-0.5, 0.2]]; // inputs beside the one that is on the stage
const PLACES = 4;

/** @type {import("../../kit/lesson.js").Figure<import("../by-hand.js").State>} */
export function spread(root, { numbers }) {
  const columns = h("tr");
  const body = h("tbody");
  const verdict = h("p", { class: "verdict", role: "status" });
  root.append(
    h("table", { class: "figures spread" }, h("caption", {}, "The same network, other inputs"), h("thead", {}, columns), body),
    verdict,
  );
  const changed = createWatch();

  return {
    sync({ state: { pass } }) {
      const inputs = [pass.work.vector ?? [], ...OTHERS];
      const outputs = inputs.flatMap((vector) => numbers.layers(questionOf(pass, vector))?.at(-1)?.a ?? []);
      if (outputs.length < inputs.length || !changed(...inputs.flat(), ...outputs)) return;
      const names = Array.from(outputs[0] ?? [], (_, k) => `output a${subscript(k + 1)}`);
      columns.replaceChildren(...["p", ...names].map((name) => h("th", { scope: "col" }, name)));
      body.replaceChildren(...inputs.map((input, k) =>
        h("tr", { class: k === 0 ? "is-now" : "" },
          h("th", { scope: "row" }, `(${input.map(plain).join(", ")})`),
          ...Array.from(outputs[k] ?? [], (a) => {
            const cell = h("td");
            showNet(cell, a, number(a, PLACES));
            return cell;
          }))));
      const decimals = agreement(outputs);
      setText(verdict, decimals < 2 ? "Now the outputs depend on what the network reads."
        : `All rows agree to ${decimals} decimals: the network hardly looks at its input.`);
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
