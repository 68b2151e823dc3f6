/**
 * The answer sheet: what the server computes of the worksheet's questions.
 *
 * @typedef {import("../../kit/lesson.js").Figure<any>} Figure
 */

import { netSpan } from "../../kit/figures.js";
import { h } from "../../parts/dom.js";
import { casesOf, deep, hiddenOf, truthNet } from "./networks.js";
import { NAMES } from "./planes.js";

/** z₁, h₁, z₂, h₂, z and what is said, for each evening. @type {Figure} */
export const evenings = (room, { numbers, start }) => {
  const lines = start.evenings.map(() => h("p"));
  room.append(...lines);
  return {
    sync() {
      start.evenings.forEach((/** @type {number[]} */ evening, /** @type {number} */ k) => {
        const [hidden, output] = numbers.layers(deep(start.xor, evening)) ?? [];
        if (!hidden || !output) return;
        const [z1, z2] = hidden.z;
        const [h1, h2] = hidden.a;
        lines[k].replaceChildren(`${NAMES[k]}: z₁ = `, netSpan(z1 ?? 0), ", h₁ = ", netSpan(h1 ?? 0), "; z₂ = ", netSpan(z2 ?? 0), ", h₂ = ",
          netSpan(h2 ?? 0), "; z = ", netSpan(output.z[0] ?? 0), ", so it says ", netSpan(output.a[0] ?? 0), ".");
      });
    },
  };
};

const ALL_THREE = casesOf(3).map((bits) => Number(bits.every((bit) => bit === bits[0])));

/** The network that fires if three inputs are alike. @type {Figure} */
export const alike = (room, { numbers }) => {
  const net = truthNet(ALL_THREE, 3);
  return {
    sync() {
      const said = casesOf(3).map((bits) => numbers.layers(deep(net, bits))?.at(-1)?.a[0]);
      if (said.includes(undefined)) return;
      const yes = casesOf(3).filter((_, k) => said[k] === 1).map((bits) => bits.join(" "));
      room.textContent = `${hiddenOf(net, 3)} hidden neurons: step(x₁ + x₂ + x₃ − 2.5) and step(0.5 − x₁ − x₂ − x₃). It fires for ${yes.join(" and ")}.`;
    },
  };
};
