/** One pixel in numbers: where it stands, its grey, its input, and what the network reads there. */

import { greyOf, SIDE } from "../../digit-image.js";
import { number } from "../../words/format.js";
import { showNet } from "../../kit/figures.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { placeOf } from "./field-layout.js";

/**
 * @param {import("../../kit/numbers.js").Question} question  what reads the picture
 * @returns {import("../../kit/lesson.js").Figure<{pixel: number}>}
 */
export const facts = (question) => (root, { numbers }) => {
  const cells = ["place", "grey", "input", "value"].map(() => h("td", {}));
  const names = ["place", "grey, 0 to 255", "input", "what the network reads"];
  root.append(h("table", { class: "sums" }, h("tbody", {}, ...names.map((name, k) =>
    h("tr", {}, h("th", { scope: "row" }, name), cells[k] ?? "")))));
  const changed = createWatch();

  return {
    sync({ state: { pixel } }) {
      const image = numbers.trace(question)?.input;
      const opened = numbers.opened(question, 0, 0);
      const [place, grey, input, value] = cells;
      if (!image || !place || !grey || !input || !value || !changed(pixel, image, opened)) return;
      const { row, column, input: n } = placeOf(pixel);
      const byte = greyOf(image[pixel] ?? 0);
      setText(place, `row ${row}, column ${column}`);
      setText(grey, `${byte}`);
      setText(input, `${SIDE} × ${row - 1} + ${column} = ${n}`);
      if (opened) showNet(value, opened.inputs[pixel] ?? 0, `${byte} / 255 = ${number(opened.inputs[pixel] ?? 0, 3)}`);
    },
  };
};
