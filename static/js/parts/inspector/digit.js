/**
 * What the inspector shows while no neuron is in focus: the digit image and how it was made.
 *
 * @typedef {import("../../types.js").Trace} Trace
 * @typedef {import("../../scene/colour.js").Palette} Palette
 */

import { drawGrey } from "../../draw/grid.js";
import { count, number, signed } from "../../words/format.js";
import { h } from "../dom.js";
import { picture } from "./picture.js";

export function createDigit() {
  const seen = picture("what the network sees");
  seen.own.element.hidden = true;
  const facts = h("tbody", {});

  return {
    element: h("div", {}, h("div", { class: "grids one" }, seen.figure), h("table", { class: "sums" }, facts)),

    /**
     * @param {Trace} trace
     * @param {Palette} palette
     */
    show({ input, digit }, palette) {
      drawGrey(seen.ctx, input, palette);
      const inked = input.reduce((n, value) => n + (value > 0 ? 1 : 0), 0);
      facts.replaceChildren(
        fact("pixels with ink", count(inked)),
        fact("black pixels", count(input.length - inked)),
        ...(digit
          ? [
              fact("pixels per pad width", number(digit.scale, 1)),
              fact("moved right", signed(digit.shift[0], 0)),
              fact("moved down", signed(digit.shift[1], 0)),
            ]
          : []),
      );
    },
  };
}

/**
 * @param {string} name
 * @param {string} figure
 */
function fact(name, figure) {
  return h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, figure));
}
