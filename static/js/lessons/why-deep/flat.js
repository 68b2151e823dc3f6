/**
 * `classic` without its functions: what its three layers say, and the one layer that they are.
 *
 * @typedef {import("../../kit/lesson.js").Figure<import("../why-deep.js").State>} Figure
 * @typedef {import("./facts.js").Facts} Facts
 */

import { drawGrey } from "../../draw/grid.js";
import { showNet } from "../../kit/figures.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { pixelCanvas } from "../../parts/pixel-canvas.js";
import { number } from "../../words/format.js";

const PLACES = 8; // decimals that show what float32 rounds away

/** @param {Facts} facts @returns {Figure} */
export const picture = (facts) => (room, { numbers }) => {
  const ctx = pixelCanvas();
  room.append(ctx.canvas);
  const changed = createWatch();
  return {
    sync({ state: { digit }, palette }) {
      const input = numbers.trace(facts.shipped(digit))?.input;
      if (input && changed(input, palette)) drawGrey(ctx, input, palette);
    },
  };
};

/** @param {Facts} facts @returns {Figure} */
export const compared = (facts) => (room) => {
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const [three, one] = [h("td"), h("td")];
    return { three, one, element: h("tr", {}, h("th", { scope: "row" }, `${digit}`), three, one) };
  });
  const head = h("th", { scope: "col" }, "one layer");
  const said = h("p", { class: "field-caption", role: "status" });
  room.append(
    h("table", { class: "figures" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "output"), h("th", { scope: "col" }, "three layers"), head)),
      h("tbody", {}, ...rows.map(({ element }) => element))),
    said);
  const changed = createWatch();
  const hidden = createWatch();

  return {
    sync({ state: { digit }, told }) {
      const found = facts.collapsed(digit);
      if (hidden(told)) for (const element of [head, said, ...rows.map(({ one }) => one)]) element.hidden = !told;
      if (!found || !changed(found, told)) return;
      rows.forEach(({ three, one }, k) => {
        showNet(three, found.three[k] ?? 0, number(found.three[k] ?? 0, 2));
        if (told) showNet(one, found.one[k] ?? 0, number(found.one[k] ?? 0, 2));
      });
      if (told) {
        setText(said, `They differ by at most ${found.apart.toFixed(PLACES)} of the largest number: the last digit of a rounding.`);
      }
    },
  };
};
